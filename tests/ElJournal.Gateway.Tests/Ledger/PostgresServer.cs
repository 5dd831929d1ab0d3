using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing.Databases;

namespace ElJournal.Gateway.Tests.Ledger;

/// <summary>A database of a test's own on the server that the tests share.</summary>
internal sealed class PostgresServer : IDisposable
{
    private readonly string name = Guid.NewGuid().ToString();

    public PostgresServer(bool empty = false) => Database = TestStorage.OnServer(name, empty);

    public PostgresServer(string settings)
        : this() => Database = new LedgerDatabase($"{ConnectionString};{settings}", StorageProvider.PostgreSql);

    public LedgerDatabase Database { get; }

    public string ConnectionString => TestStorage.ConnectionString(name);

    /// <summary>All rows of the ledger as texts.</summary>
    public async Task<HashSet<string>> StateAsync()
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return await LedgerState.OfAsync(connection);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => TestStorage.Close(name);
}
