using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>Opens connections to the ledger. EF Core owns the schema and the slow paths; hot paths use prepared statements on the same connections.</summary>
internal sealed class LedgerDatabase(string connectionString)
{
    /// <summary>How many seconds another transaction of a gateway is waited for.</summary>
    private const int OwnPatience = 30;

    private readonly string connectionString = new SqliteConnectionStringBuilder(connectionString)
    {
        // A shared cache locks tables within a process and answers "table is locked" at once; the busy time-out does not help there.
        Cache = SqliteCacheMode.Private,
        ForeignKeys = false,
    }.ToString();

    /// <summary>How many seconds a lock is waited for that no gateway holds for long.</summary>
    public int ForeignPatience { get; init; } = 8;

    /// <summary>The database file.</summary>
    public string Path => new SqliteConnectionStringBuilder(connectionString).DataSource;

    /// <summary>An open connection in WAL mode with <c>synchronous=FULL</c>: what was committed survives a power cut.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(connectionString) { DefaultTimeout = ForeignPatience };
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var pragma = connection.CreateCommand();

            // By itself: of several statements the driver runs those behind the one that failed, and the longer patience would be among them.
            pragma.CommandText = "PRAGMA busy_timeout=0; PRAGMA journal_mode=WAL";
            await pragma.ExecuteNonQueryAsync(cancellationToken);
            pragma.CommandText = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=4000;";
            await pragma.ExecuteNonQueryAsync(cancellationToken);
            connection.DefaultTimeout = OwnPatience;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until it is disposed, the connection reads the file through a mapping: whoever goes class by class through what came day by day touches each page many times, and each time it would be copied.</summary>
    /// <remarks>Not for good: pages that were touched count as the program's memory.</remarks>
    public static IDisposable Map(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA mmap_size=4294967296");
        return new Unmap(connection);
    }

    /// <summary>A context on an open connection, which it does not own.</summary>
    public static LedgerContext Context(DbConnection connection) =>
        new(new DbContextOptionsBuilder<LedgerContext>().UseSqlite(connection).Options);

    /// <summary>A context on a connection of its own, for reading.</summary>
    public async Task<LedgerContext> ReadAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        return new LedgerContext(new DbContextOptionsBuilder<LedgerContext>().UseSqlite(connection, contextOwnsConnection: true).Options);
    }

    private static void Execute(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants only.
        command.CommandText = pragma;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private sealed class Unmap(SqliteConnection connection) : IDisposable
    {
        public void Dispose() => Execute(connection, "PRAGMA mmap_size=0");
    }
}
