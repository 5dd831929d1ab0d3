using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Russian;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>The ledger as it was before an upgrade changed its schema: a file beside what else the program keeps, for whoever goes back to the former program.</summary>
internal static class UpgradeCopy
{
    private const string Mark = ".before-upgrade-from-";

    /// <summary>The copies that there are, oldest migration first.</summary>
    public static IReadOnlyList<FileInfo> All(LedgerDatabase database) =>
        new DirectoryInfo(database.Folder) is { Exists: true } folder ? [.. folder.EnumerateFiles(Path.GetFileName(database.Beside) + Mark + "*").OrderBy(file => file.Name, StringComparer.Ordinal)] : [];

    /// <summary>Of a file: by SQLite's own backup, because a plain copy of a file in WAL mode can miss pages.</summary>
    public static Task SaveAsync(LedgerDatabase database, SqliteConnection connection, string migration) => SaveAsync(database, migration, async partial =>
    {
        await using var copy = LedgerFiles.Open(partial, SqliteOpenMode.ReadWriteCreate);
        connection.BackupDatabase(copy);
    });

    /// <summary>Of a server: as a ledger of that version in a file, as every copy is (Decisions/0050), in the transaction that is about to change the tables.</summary>
    /// <param name="database">The ledger.</param>
    /// <param name="server">In the transaction.</param>
    /// <param name="applied">The migrations that the ledger has.</param>
    /// <param name="missing">How many it is behind.</param>
    public static Task SaveAsync(LedgerDatabase database, NpgsqlConnection server, IReadOnlyList<string> applied, int missing, CancellationToken cancellationToken) =>
        SaveAsync(database, applied[^1], partial => ServerImage.CopyFormerAsync(server, partial, missing, cancellationToken));

    /// <summary>Written under another name first: what is cut off in the middle is no copy.</summary>
    private static async Task SaveAsync(LedgerDatabase database, string migration, Func<string, Task> write)
    {
        var path = database.Beside + Mark + migration;
        if (File.Exists(path))
        {
            return;
        }

        var partial = database.Beside + ".saving-before-upgrade";
        try
        {
            foreach (var left in new[] { "", "-journal", "-wal", "-shm" })
            {
                File.Delete(partial + left);
            }

            LedgerFiles.Secure(partial);
            await write(partial);
            File.Move(partial, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new LedgerException(Phrase.Of(LedgerTexts.UpgradeCopyFailed, database.Name, path, failure.Message), failure);
        }
    }
}
