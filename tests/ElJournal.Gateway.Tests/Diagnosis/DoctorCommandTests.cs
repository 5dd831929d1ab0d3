using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing.Smtp;

namespace ElJournal.Gateway.Tests.Diagnosis;

[TestClass]
public sealed class DoctorCommandTests
{
    [TestMethod]
    public async Task A_school_that_works_is_told_so_and_nothing_is_made()
    {
        TestStorage.OnlyForFiles();
        using var school = new SmallSchool();
        var before = await CommandLineRun.Of(school.Path, "doctor", "--json");
        Assert.AreEqual(ExitCodes.Done, before.ExitCode, before.Output + before.Error);
        Assert.AreEqual("warning", Check(before, "database").GetProperty("status").GetString());
        Assert.IsFalse(Directory.Exists(school["data"]), "Looking makes no ledger.");

        await school.Read(10);
        var text = await CommandLineRun.Of(school.Path, "doctor");
        var after = await CommandLineRun.Of(school.Path, "doctor", "--json");
        Assert.AreEqual(ExitCodes.Done, after.ExitCode, after.Output + after.Error);
        foreach (var area in new[] { "clock", "configuration", "database", "adapter", "portal", "mail" })
        {
            Assert.AreEqual("ok", Check(after, area).GetProperty("status").GetString(), area);
        }

        Assert.IsNotEmpty(after.Json.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("area").GetString() == "job").ToList());
        StringAssert.Contains(text.Output, "исправно", StringComparison.Ordinal);
        StringAssert.Contains(text.Output, "чтение журнала: ещё не выполнялась, следующий раз", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Each_trouble_is_named_with_what_to_do_and_the_rest_is_looked_at_all_the_same()
    {
        using var school = new SmallSchool();
        await school.Read(10);
        Directory.Delete(school["journal"], recursive: true);
        await File.WriteAllTextAsync(school["out"], "a file where a folder should be");

        var run = await CommandLineRun.Of(school.Path, "doctor", "--json");

        Assert.AreEqual(ExitCodes.Failed, run.ExitCode, run.Output);
        Assert.IsFalse(run.Json.GetProperty("healthy").GetBoolean());
        foreach (var area in new[] { "adapter", "mail" })
        {
            Assert.AreEqual("problem", Check(run, area).GetProperty("status").GetString(), area);
            Assert.IsGreaterThan(20, Check(run, area).GetProperty("next").GetString()!.Length, area);
        }

        Assert.AreEqual("ok", Check(run, "database").GetProperty("status").GetString());
    }

    [TestMethod]
    public async Task A_configuration_with_mistakes_is_all_that_is_said()
    {
        using var school = new SmallSchool();
        await File.WriteAllTextAsync(school["eljournal.json"], (await File.ReadAllTextAsync(school["eljournal.json"])).Replace("Europe/Moscow", "Europe/Moskau", StringComparison.Ordinal));
        var run = await CommandLineRun.Of(school.Path, "doctor", "--json");
        Assert.AreEqual(ExitCodes.Failed, run.ExitCode);
        StringAssert.Contains(Check(run, "configuration").GetProperty("message").GetString(), "TimeZone", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_damaged_ledger_and_one_of_a_newer_program_are_told_apart()
    {
        TestStorage.OnlyForFiles();
        using var school = new SmallSchool();
        await school.Read(10);
        LedgerRows.Of(school["data/eljournal.db"], """INSERT INTO "__EFMigrationsHistory" VALUES ('20991231000000_Later', '99.0')""");
        var newer = await CommandLineRun.Of(school.Path, "doctor", "--json");
        Assert.AreEqual(ExitCodes.Failed, newer.ExitCode);
        StringAssert.Contains(Check(newer, "database").GetProperty("next").GetString(), "before-upgrade-from", StringComparison.Ordinal);

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(school["data/eljournal.db-wal"]);
        await File.WriteAllTextAsync(school["data/eljournal.db"], "no database at all, but long enough to be looked into");
        var damaged = await CommandLineRun.Of(school.Path, "doctor", "--json");
        Assert.AreEqual(ExitCodes.Failed, damaged.ExitCode);
        StringAssert.Contains(Check(damaged, "database").GetProperty("next").GetString(), "eljournal restore", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_test_letter_really_goes_and_an_address_that_is_none_is_refused()
    {
        using var school = new SmallSchool();
        var wrong = await CommandLineRun.Of(school.Path, "doctor", "--send-test-letter", "nobody");
        Assert.AreEqual(ExitCodes.Usage, wrong.ExitCode);
        var run = await CommandLineRun.Of(school.Path, "doctor", "--send-test-letter", "technician@school.example");
        Assert.AreEqual(ExitCodes.Done, run.ExitCode, run.Output + run.Error);
        StringAssert.Contains(school.Letters().Single(), "To: <technician@school.example>", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_mail_server_that_is_silent_or_none_is_told()
    {
        await using var server = new LoopbackSmtpServer();
        using var school = new SmallSchool();
        var configuration = await File.ReadAllTextAsync(school["eljournal.json"]);
        async Task<JsonElement> MailAt(int port)
        {
            await File.WriteAllTextAsync(school["eljournal.json"], configuration.Replace("\"PickupDirectory\": \"out/mail\"", $"\"Host\": \"127.0.0.1\", \"Tls\": \"None\", \"Port\": {port}", StringComparison.Ordinal));
            return Check(await CommandLineRun.Of(school.Path, "doctor", "--json"), "mail");
        }

        Assert.AreEqual("ok", (await MailAt(server.Port)).GetProperty("status").GetString());
        Assert.AreEqual("problem", (await MailAt(1)).GetProperty("status").GetString());
    }

    private static JsonElement Check(CommandLineRun run, string area) => run.Json.GetProperty("checks").EnumerateArray().First(check => check.GetProperty("area").GetString() == area);
}
