using ElJournal.Gateway.Ledger;
using ElJournal.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

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
