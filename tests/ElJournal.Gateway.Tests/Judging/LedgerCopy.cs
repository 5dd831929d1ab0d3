using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>A copy of a ledger, to be treated otherwise than the original.</summary>
internal sealed class LedgerCopy : IAsyncDisposable
{
    private readonly TempFolder folder = new();

    public LedgerCopy(LedgerDatabase original)
    {
        var target = Path.Combine(folder.Path, "copy.db");
        if (original.Provider == StorageProvider.PostgreSql)
        {
            Database = TestStorage.CopyOf(original, target);
            return;
        }

        using (var source = new SqliteConnection($"Data Source={original.Path};Pooling=False"))
        using (var destination = new SqliteConnection($"Data Source={target};Pooling=False"))
        {
            source.Open();
            destination.Open();
            source.BackupDatabase(destination);
        }

        Database = new LedgerDatabase($"Data Source={target};Pooling=False");
    }

    public LedgerDatabase Database { get; }

    public static async Task ExecuteAsync(LedgerDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        TestStorage.Close(Path.Combine(folder.Path, "copy.db"));
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
