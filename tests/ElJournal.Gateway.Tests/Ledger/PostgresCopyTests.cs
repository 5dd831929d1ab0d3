using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using ElJournal.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ElJournal.Gateway.Tests.Ledger;

/// <summary>Copies of a ledger on a server: the one before an upgrade, and those that are made day by day.</summary>
[TestClass]
public sealed class PostgresCopyTests
{
    [TestMethod]
    public async Task Before_an_upgrade_the_ledger_is_saved_as_a_file_that_fills_an_empty_database_again()
    {
        using var folder = new TempFolder();
        using var ledger = new PostgresServer(empty: true);
        var database = new LedgerDatabase(ledger.ConnectionString, StorageProvider.PostgreSql, folder.Path);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261122135451_Initial");
            context.Add(new Book { Id = 1, School = "s1", Source = "files", Year = 2026, FirstReadAt = 5 });
            context.AddRange(Enumerable.Range(1, 50).Select(number => new RecordRow { Book = 1, Kind = RecordKind.Teacher, Key = $"t{number}", Origin = $"t{number}", Hash = [1, 2, 3], Payload = """{"name":"Примерова"}""" }));
            await context.SaveChangesAsync();
        }

        // What a killed start left.
        await File.WriteAllTextAsync(folder["eljournal.db.saving-before-upgrade"], "half of it");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);

        var saved = folder["eljournal.db.before-upgrade-from-20261122135451_Initial"];
        CollectionAssert.AreEqual(new[] { saved }, Directory.GetFiles(folder.Path), "Nothing else is left.");
        Assert.AreEqual("20261122133000_WaitingDays", LedgerImage.Examine(saved).Migration, "As the former program knows it.");
        using var other = new PostgresServer(empty: true);
        var outcome = await RestoreUseCase.RunAsync(saved, folder["again"], password: null, other.Database, CancellationToken.None);
        Assert.AreEqual(50, outcome.Records);
        await using var filled = await other.Database.ReadAsync(CancellationToken.None);
        Assert.AreEqual("""{"name":"Примерова"}""", (await filled.Set<RecordRow>().SingleAsync(record => record.Key == "t50")).Payload);
        Assert.AreEqual(5, (await filled.Set<Book>().SingleAsync()).FirstReadAt);
    }

    [TestMethod]
    public async Task Without_room_for_that_file_nothing_is_changed_and_whoever_copies_the_server_himself_may_go_without()
    {
        using var folder = new TempFolder();
        using var ledger = new PostgresServer(empty: true);
        await File.WriteAllTextAsync(folder["a file"], "where the folder should be");
        var database = new LedgerDatabase(ledger.ConnectionString, StorageProvider.PostgreSql, folder["a file"]);
        await using var context = await database.ReadAsync(CancellationToken.None);
        await context.GetService<IMigrator>().MigrateAsync("20261122135451_Initial");

        var failure = await Assert.ThrowsExactlyAsync<LedgerException>(() => new LedgerSchema(database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(failure.Message, "Storage:CopyBeforeUpgrade");
        Assert.HasCount(1, await context.Database.GetAppliedMigrationsAsync());
        await new LedgerSchema(new LedgerDatabase(ledger.ConnectionString, StorageProvider.PostgreSql, folder["a file"]) { CopyBeforeUpgrade = false }).EnsureAsync(CancellationToken.None);
        Assert.IsEmpty(await context.Database.GetPendingMigrationsAsync());
    }

    [TestMethod]
    public async Task Doctor_looks_at_the_server_and_a_copy_of_it_is_proved_rehearsed_on_and_fills_another_database()
    {
        using var ledger = new PostgresServer();
        using var school = new SmallSchool();
        Directory.CreateDirectory(school["m1"]);
        Directory.CreateDirectory(school["m2"]);
        school.Section("""
            "Backup": { "Media": [ { "Name": "1", "Directory": "m1" }, { "Name": "2", "Directory": "m2" } ], "Encrypt": false, "AllowOneDevice": true }
            """);
        async Task UseAsync(PostgresServer server)
        {
            await File.WriteAllTextAsync(school["server.secret"], server.ConnectionString);
            var text = await File.ReadAllTextAsync(school["eljournal.json"]);
            await File.WriteAllTextAsync(school["eljournal.json"], text
                .Replace("\"Provider\": \"Sqlite\", \"ConnectionString\": \"Data Source=data/eljournal.db\"", "\"Provider\": \"PostgreSql\", \"ConnectionString\": \"file:server.secret\"", StringComparison.Ordinal)
                .Replace("file:ledger.secret", "file:server.secret", StringComparison.Ordinal));
        }

        async Task<CommandLineRun> DoAsync(params string[] arguments)
        {
            var run = await CommandLineRun.On(school.Path, [], arguments);
            Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
            return run;
        }

        await UseAsync(ledger);
        var doctor = await CommandLineRun.On(school.Path, [], "doctor", "--json");
        var database = doctor.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("area").GetString() == "database");
        Assert.AreEqual("ok", database.GetProperty("status").GetString(), doctor.Output);
        StringAssert.Contains(database.GetProperty("message").GetString(), "на сервере PostgreSQL");

        string[] monday = ["--school", "s1", "--from", "2026-10-05", "--to", "2026-10-05", "--now", "2026-10-05T20:00:00+03:00"];
        await DoAsync(["sync", .. monday]);
        await CommandLineRun.On(school.Path, [], ["check", .. monday]);
        await DoAsync("export", "--school", "s1", "--now", "2026-10-05T20:05:00+03:00");
        await DoAsync("rehearse", "--school", "s1", "--day", "2026-10-05", "--out", "try", "--now", "2026-10-20T10:00:00+03:00");
        Assert.IsNotEmpty(Directory.GetFiles(school["try/letters"], "*.eml"));
        await DoAsync("backup");
        await DoAsync("backup", "verify");
        var expected = await ledger.StateAsync();

        StringAssert.Contains((await CommandLineRun.On(school.Path, [], "restore", "--to", "again", "--to-storage")).Error, "не пуста", "A database in use is not filled.");
        using var other = new PostgresServer(empty: true);
        await UseAsync(other);
        await DoAsync("restore", "--to", "again", "--to-storage");
        Assert.AreEqual("", string.Join('\n', expected.Except(await other.StateAsync()).Concat((await other.StateAsync()).Except(expected)).Take(10)));
        await using var file = LedgerRows.ConnectFile(school["again/eljournal.db"]);
        Assert.IsTrue(expected.SetEquals(await LedgerState.OfAsync(file)));

        // The next read writes nothing, the next export finds nothing to do, and what is numbered goes on.
        Assert.AreEqual(0, (await DoAsync(["sync", .. monday[..^1], "2026-10-05T21:00:00+03:00", "--json"])).Json.GetProperty("added").GetInt32());
        Assert.AreEqual(0, (await DoAsync("export", "--school", "s1", "--now", "2026-10-05T21:05:00+03:00", "--json")).Json.GetProperty("records").GetInt32());
        await DoAsync("excuse", "add", "--school", "s1", "--teacher", "t1", "--from", "2026-10-06", "--to", "2026-10-07", "--by", "Орлова", "--reason", "Курсы");
    }
}
