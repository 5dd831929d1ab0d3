namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class AuditCommandTests : IDisposable
{
    private readonly SmallSchool school = new();

    public void Dispose() => school.Dispose();

    [TestMethod]
    public async Task Looks_and_decisions_are_listed_in_order_and_the_log_is_whole()
    {
        await PrepareAsync();
        var id = (await school.Json(3, "findings list")).GetProperty("findings")[0].GetProperty("id").GetString()!;
        await school.Json(4, "findings show", id);

        var entries = (await school.Json(5, "audit list")).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()).ToArray();
        CollectionAssert.AreEqual(new[] { "look", "excuse-add", "day-add", "excuse-remove", "look", "look" }, entries);
        var verified = await VerifyAsync();
        Assert.AreEqual(0, verified.ExitCode, verified.Output);
        StringAssert.Contains(verified.Output, "s1: записей 6, цепочка цела", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("""UPDATE decisions SET "Reason" = 'другое' WHERE "Id" = 2""", 2, DisplayName = "changed")]
    [DataRow("""UPDATE decisions SET "By" = '', "Action" = "By" || "Action" WHERE "Id" = 2""", 2, DisplayName = "moved between columns")]
    [DataRow("""UPDATE decisions SET "At" = "At" - 1 WHERE "Id" = 1""", 1, DisplayName = "dated back")]
    [DataRow("""DELETE FROM decisions WHERE "Id" = 2""", 3, DisplayName = "taken out")]
    [DataRow("""DELETE FROM decisions WHERE "Id" = 1""", 2, DisplayName = "the beginning taken out")]
    [DataRow("""UPDATE decisions SET "Id" = 9 WHERE "Id" = 1""", 2, DisplayName = "moved")]
    [DataRow("""UPDATE decisions SET "Link" = NULL WHERE "Id" = 2""", 2, DisplayName = "unlinked")]
    public async Task Whatever_is_changed_in_the_log_breaks_the_chain_there(string tampering, int brokenAt)
    {
        await PrepareAsync();
        Tamper(tampering);

        var verified = await VerifyAsync();
        Assert.AreEqual(1, verified.ExitCode);
        StringAssert.Contains(verified.Output, $"запись № {brokenAt} ", StringComparison.Ordinal);

        // Further decisions do not heal it.
        await school.Json(6, "excuse add", "--teacher", "t1", "--from", "2026-10-08", "--to", "2026-10-08", "--by", "Орлова", "--reason", "Курсы");
        Assert.AreEqual(1, (await VerifyAsync()).ExitCode);
    }

    [TestMethod]
    public async Task An_end_that_was_cut_off_is_noticed_by_the_copies_on_media()
    {
        Directory.CreateDirectory(school["m1"]);
        Directory.CreateDirectory(school["m2"]);
        school.Section("""
            "Backup": { "Media": [ { "Name": "1", "Directory": "m1" }, { "Name": "2", "Directory": "m2" } ], "Encrypt": false, "AllowOneDevice": true }
            """);
        await PrepareAsync();
        Assert.AreEqual(0, (await CommandLineRun.Of(school.Path, "backup")).ExitCode);
        Assert.AreEqual(0, (await VerifyAsync()).ExitCode);
        Tamper("""DELETE FROM decisions WHERE "School" = 's1' AND "Id" >= 3""");
        Tamper("DELETE FROM decision_ends");

        var verified = await VerifyAsync();
        Assert.AreEqual(1, verified.ExitCode);
        StringAssert.Contains(verified.Output, "отрезан", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("""DELETE FROM decisions WHERE "Id" = (SELECT max("Id") FROM decisions)""", DisplayName = "the last entry")]
    [DataRow("""DELETE FROM decisions WHERE "School" = 's1'""", DisplayName = "all of them")]
    [DataRow("""UPDATE decisions SET "Reason" = CASE "Id" WHEN 2 THEN 'другое' ELSE "Reason" END, "Link" = NULL""", DisplayName = "links taken off, to be made anew")]
    public async Task What_the_chain_alone_would_not_show_is_shown_by_the_end_that_was_kept(string tampering)
    {
        await PrepareAsync();
        Tamper(tampering);

        var verified = await VerifyAsync();
        Assert.AreEqual(1, verified.ExitCode, verified.Output);

        // Nor is it hidden by what comes after.
        await school.Json(6, "excuse add", "--teacher", "t1", "--from", "2026-10-08", "--to", "2026-10-08", "--by", "Орлова", "--reason", "Курсы");
        verified = await VerifyAsync();
        Assert.AreEqual(1, verified.ExitCode, verified.Output);
        StringAssert.Contains(verified.Output, "последней записи (№ 4)", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_log_from_before_there_was_a_chain_is_joined_with_the_next_decision()
    {
        await PrepareAsync();
        Tamper("""UPDATE decisions SET "Link" = NULL""");
        Tamper("DELETE FROM decision_ends");

        await school.Json(6, "excuse add", "--teacher", "t1", "--from", "2026-10-08", "--to", "2026-10-08", "--by", "Орлова", "--reason", "Курсы");
        var verified = await VerifyAsync();
        Assert.AreEqual(0, verified.ExitCode, verified.Output);
        StringAssert.Contains(verified.Output, "записей 5", StringComparison.Ordinal);
    }

    private async Task PrepareAsync()
    {
        await school.Read(0);
        await school.Json(1, "excuse add", "--teacher", "t1", "--from", "2026-10-06", "--to", "2026-10-07", "--by", "Орлова", "--reason", "Курсы");
        await school.Json(1, "day add", "--from", "2026-10-09", "--to", "2026-10-09", "--kind", "closed", "--by", "Орлова", "--reason", "Мороз");
        await school.Json(2, "excuse remove", "1", "--by", "Орлова");
    }

    private Task<CommandLineRun> VerifyAsync() => CommandLineRun.Of(school.Path, "audit", "verify");

    private void Tamper(string sql)
    {
        using var connection = LedgerRows.Connect(school["data/eljournal.db"]);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.IsGreaterThan(0, command.ExecuteNonQuery());
    }
}
