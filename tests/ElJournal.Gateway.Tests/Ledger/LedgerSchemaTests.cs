using System.Data.Common;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ElJournal.Gateway.Tests.Ledger;

[TestClass]
public sealed class LedgerSchemaTests
{
    [TestMethod]
    public async Task Missing_folders_are_made_and_only_the_owner_may_use_them()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "a", "b", "ledger.db");
        var database = new LedgerDatabase($"Data Source={path}");

        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);

        await using var connection = await database.OpenAsync(CancellationToken.None);
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path + "-wal"));
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        }

        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task A_second_start_changes_nothing()
    {
        using var folder = new TempFolder();
        var schema = new LedgerSchema(Database(folder));
        await schema.EnsureAsync(CancellationToken.None);
        await schema.EnsureAsync(CancellationToken.None, thorough: true);

        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*before-upgrade*"));
        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task Two_processes_may_make_it_at_once()
    {
        using var folder = new TempFolder();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new LedgerSchema(Database(folder)).EnsureAsync(CancellationToken.None))));

        await using (var context = await Database(folder).ReadAsync(CancellationToken.None))
        {
            Assert.IsEmpty(await context.Database.GetPendingMigrationsAsync());
        }

        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task A_database_made_by_the_older_migration_upgrades_without_loss()
    {
        using var folder = new TempFolder();
        var database = Database(folder);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261101000000_Initial");
            context.Add(new Book { Id = 1, School = "s1", Source = "files", Year = 2026, FirstReadAt = 5 });
            for (var number = 1; number <= 50; number++)
            {
                context.Add(new RecordRow { Book = 1, Kind = RecordKind.Teacher, Key = $"t{number}", Origin = $"t{number}", Hash = [1, 2, 3], Payload = """{"name":"Примерова"}""" });
            }

            context.Add(new DirtyRow { School = "s1", Class = "c7", Day = 739000 });
            context.Add(new ClassDayRow { School = "s1", FromDay = 739001, ToDay = 739002, Kind = "closed", By = "Завуч", Reason = "мороз", At = 8 });
            context.Add(new ExcuseRow { School = "s1", Teacher = "t1", FromDay = 739001, ToDay = 739002, By = "Завуч", Reason = "болезнь", At = 9 });
            await context.SaveChangesAsync();
            await context.Database.ExecuteSqlRawAsync("""INSERT INTO judged_days ("School", "Class", "Day", "Settled", "Together", "JudgedAt") VALUES ('s1', 'c7', 739000, 0, 0, 7)""");
            var finding = new Finding("entry-deadline", "topic", "l1", FindingState.Missing, Severity.Violation, new DateOnly(2026, 10, 5), "Не заполнена тема.", "Приказ");
            context.Add(Lifecycle.Open("s1", "ABCDEF012345", finding, "c7", DateTimeOffset.UnixEpoch, new DateOnly(2026, 10, 5)));
            await context.SaveChangesAsync();
        }

        var before = await ContentsAsync(database);
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);

        var after = await ContentsAsync(database);
        foreach (var (table, rows) in before.Where(entry => entry.Key != "__EFMigrationsHistory"))
        {
            // A day that was judged before waits for anything.
            Assert.AreEqual(table == "judged_days" ? rows + "|0|" : rows, after[table], table);
        }

        Assert.Contains("t50", after["records"]);
        Assert.Contains("Не заполнена тема.", after["findings"]);
        Assert.AreEqual(string.Empty, after["kept_deadlines"]);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            Assert.IsEmpty(await context.Database.GetPendingMigrationsAsync());
        }

        var backup = Directory.GetFiles(folder.Path, "*before-upgrade-from-20261101000000_Initial").Single();
        CollectionAssert.AreEquivalent(before, await ContentsAsync(new LedgerDatabase($"Data Source={backup}")));
        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task An_upgrade_does_not_wait_long_for_another_programs_lock_and_says_what_to_do()
    {
        using var folder = new TempFolder();
        var database = Database(folder);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261101000000_Initial");
        }

        await using var foreign = new SqliteConnection($"Data Source={database.Path};Pooling=False");
        await foreign.OpenAsync();
        await using var lockIt = foreign.CreateCommand();
        lockIt.CommandText = "BEGIN IMMEDIATE";
        await lockIt.ExecuteNonQueryAsync();
        var started = TimeProvider.System.GetTimestamp();

        var failure = await Assert.ThrowsExactlyAsync<LedgerLockedException>(() => new LedgerSchema(new LedgerDatabase($"Data Source={database.Path};Pooling=False") { ForeignPatience = 1 }).EnsureAsync(CancellationToken.None));

        Assert.IsLessThan(TimeSpan.FromSeconds(20), TimeProvider.System.GetElapsedTime(started));
        Assert.Contains(database.Path, failure.Message);
        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task A_lock_is_told_with_the_programs_that_have_the_file_open()
    {
        using var folder = new TempFolder();
        var path = folder["ledger.db"];
        await File.WriteAllTextAsync(path, "");
        Assert.IsEmpty(FileHolders.Of(path), "The program itself is not named.");
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var other = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", "exec 3<\"$0\"; echo ready; read stop", path]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await other.StandardOutput.ReadLineAsync();

        var holders = FileHolders.Of(path);
        var said = new LedgerLockedException(path).Message;
        other.StandardInput.Close();
        await other.WaitForExitAsync();

        Assert.AreEqual($"sh ({other.Id})", holders.Single());
        Assert.Contains(holders[0], said);
    }

    [TestMethod]
    public async Task Weights_of_marks_stored_before_are_taken_out_of_their_payload()
    {
        using var folder = new TempFolder();
        var database = Database(folder);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261101000000_Initial");
            foreach (var (key, kind, payload) in new[] { ("a", RecordKind.Mark, """{"weight":1.5}"""), ("b", RecordKind.Mark, """{"weight":null}"""), ("c", RecordKind.Mark, """{"weight":0.33333}"""), ("d", RecordKind.Teacher, """{"weight":2}""") })
            {
                context.Add(new RecordRow { Book = 1, Kind = kind, Key = key, Origin = key, Hash = [1], Payload = payload });
            }

            await context.SaveChangesAsync();
        }

        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);

        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            CollectionAssert.AreEqual(new int?[] { 1500, null, null, null }, await context.Set<RecordRow>().OrderBy(row => row.Key).Select(row => row.Number).ToArrayAsync());
        }

        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task Deadlines_kept_for_a_school_go_to_the_book_that_has_their_lesson()
    {
        using var folder = new TempFolder();
        var database = Database(folder);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261122053828_KeptDeadlines");
            context.AddRange(new Book { Id = 1, School = "s1", Source = "files", Year = 2026 }, new Book { Id = 2, School = "s1", Source = "other", Year = 2026 });
            context.Add(new RecordRow { Book = 2, Kind = RecordKind.Lesson, Key = "renumbered", Origin = "l1", Day = 739000, Hash = [1], Payload = "{}" });
            context.Add(new RecordRow { Book = 1, Kind = RecordKind.Lesson, Key = "l1", Origin = "l1", Day = 739007, Hash = [1], Payload = "{}" });
            await context.SaveChangesAsync();
        }

        await ExecuteAsync(database, """INSERT INTO kept_deadlines ("School", "Day", "Lesson", "Part", "At", "Shift", "Terms") VALUES ('s1', 739000, 'l1', 1, 42, 2, 3), ('s1', 739000, 'gone', 1, 42, 2, 3)""");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);

        Assert.AreEqual("2|739000|l1|1|42|2|3", (await ContentsAsync(database))["kept_deadlines"]);
        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task A_newer_database_is_refused()
    {
        using var folder = new TempFolder();
        var database = Database(folder);
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        await ExecuteAsync(database, """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""");

        var refused = await Assert.ThrowsExactlyAsync<LedgerTooNewException>(() => new LedgerSchema(database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(refused.Message, "29990101000000_Future");
        StringAssert.Contains(refused.Message, "более новой версией");
        SqliteConnection.ClearAllPools();
    }

    [TestMethod]
    public async Task A_file_that_is_no_database_is_said_to_be_damaged_and_left_alone()
    {
        using var folder = new TempFolder();
        var database = Database(folder);
        var text = string.Concat(Enumerable.Repeat("Это не база данных. ", 500));
        await File.WriteAllTextAsync(database.Path, text);

        var damaged = await Assert.ThrowsExactlyAsync<LedgerDamagedException>(() => new LedgerSchema(database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(damaged.Message, "резервную копию");
        SqliteConnection.ClearAllPools();
        Assert.AreEqual(text, await File.ReadAllTextAsync(database.Path));
    }

    [TestMethod]
    public async Task A_damaged_page_is_found()
    {
        using var folder = new TempFolder();
        var database = Database(folder);
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        await ExecuteAsync(database, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(database.Path);
        Random(1).NextBytes(bytes.AsSpan(4096, 8192));
        await File.WriteAllBytesAsync(database.Path, bytes);

        await Assert.ThrowsExactlyAsync<LedgerDamagedException>(() => new LedgerSchema(database).EnsureAsync(CancellationToken.None));
        SqliteConnection.ClearAllPools();
    }

    private static Random Random(int seed) => new(seed);

    private static LedgerDatabase Database(TempFolder folder) => new($"Data Source={Path.Combine(folder.Path, "ledger.db")}");

    /// <summary>All rows of every table, as text.</summary>
    private static async Task<Dictionary<string, string>> ContentsAsync(LedgerDatabase database)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        var tables = (await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")).ToList();
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            contents.Add(table, string.Join('\n', (await RowsAsync(connection, $"SELECT * FROM \"{table}\"")).Order(StringComparer.Ordinal)));
        }

        return contents;
    }

    private static async Task<List<string>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file and names of its tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    private static async Task ExecuteAsync(LedgerDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
