using System.Data.Common;
using ElJournal.Gateway.Ledger.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>What keeps the ledger.</summary>
internal enum StorageProvider
{
    /// <summary>A file of this machine.</summary>
    Sqlite,

    /// <summary>A server that several gateways share.</summary>
    PostgreSql,
}

/// <summary>Opens connections to the ledger. EF Core owns the schema and the slow paths; hot paths use prepared statements on the same connections.</summary>
internal sealed class LedgerDatabase
{
    /// <summary>How many seconds another transaction of a gateway is waited for.</summary>
    private const int OwnPatience = 30;

    private readonly string connectionString;
    private readonly WritersLine writers = new();

    /// <param name="connectionString">As the provider spells it.</param>
    /// <param name="provider">Default SQLite.</param>
    /// <param name="folder">Where the program keeps files of its own; with SQLite that is the file's folder.</param>
    public LedgerDatabase(string connectionString, StorageProvider provider = StorageProvider.Sqlite, string? folder = null)
    {
        Provider = provider;
        if (provider == StorageProvider.PostgreSql)
        {
            var settings = PostgresConnection.Complete(connectionString);
            this.connectionString = settings.ToString();
            Name = PostgresConnection.NameOf(settings);
            Folder = folder ?? "";
            return;
        }

        var sqlite = new SqliteConnectionStringBuilder(connectionString)
        {
            // A shared cache locks tables within a process and answers "table is locked" at once; the busy time-out does not help there.
            Cache = SqliteCacheMode.Private,
            ForeignKeys = false,
        };
        this.connectionString = sqlite.ToString();
        Name = sqlite.DataSource;
        Folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(sqlite.DataSource))!;
    }

    public StorageProvider Provider { get; }

    /// <summary>What people call it: the file, or the database and its server; never a password.</summary>
    public string Name { get; }

    /// <summary>Where the program keeps files of its own.</summary>
    public string Folder { get; }

    /// <summary>The path beside which files that belong to the ledger lie, whether it is a file itself or not.</summary>
    public string Beside => Provider == StorageProvider.Sqlite ? Name : System.IO.Path.Combine(Folder, "eljournal.db");

    /// <summary>How many seconds a lock is waited for that no gateway holds for long.</summary>
    public int ForeignPatience { get; init; } = 8;

    /// <summary>Whether a server's ledger is saved as a file before an upgrade changes its tables; a file's always is.</summary>
    public bool CopyBeforeUpgrade { get; init; } = true;

    /// <summary>The database file.</summary>
    /// <exception cref="InvalidOperationException">There is none: a server keeps the ledger.</exception>
    public string Path => Provider == StorageProvider.Sqlite ? Name : throw new InvalidOperationException("The ledger is kept by a server and has no file.");

    /// <summary>An open connection. What was committed on it survives a power cut: SQLite in WAL mode with <c>synchronous=FULL</c>, PostgreSQL as its administrator set it, which by default is so.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (Provider == StorageProvider.PostgreSql)
        {
            var server = new NpgsqlConnection(connectionString);
            try
            {
                await server.OpenAsync(cancellationToken);
                return server;
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }

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

    /// <summary>Waits for this process's turn to write; disposing ends it. A server keeps writers apart by rows, so there nobody waits here.</summary>
    public async ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) =>
        Provider == StorageProvider.Sqlite ? await writers.EnterAsync(TimeSpan.FromSeconds(OwnPatience), cancellationToken) : null;

    /// <summary>Takes the file's one lock for writing. Who writes for another school lets go of it soon; a program that is no gateway is told of after <see cref="ForeignPatience"/>.</summary>
    /// <exception cref="SqliteException">It stayed taken.</exception>
    public SqliteTransaction Lock(SqliteConnection file)
    {
        Execute(file, "PRAGMA busy_timeout=0");
        file.DefaultTimeout = ForeignPatience;
        return file.BeginTransaction(deferred: false);
    }

    /// <summary>Until it is disposed, the connection reads the file through a mapping: whoever goes class by class through what came day by day touches each page many times, and each time it would be copied.</summary>
    /// <remarks>Not for good: pages that were touched count as the program's memory.</remarks>
    public static IDisposable Map(DbConnection connection)
    {
        if (connection is not SqliteConnection)
        {
            return Unmap.Nothing;
        }

        Execute(connection, "PRAGMA mmap_size=4294967296");
        return new Unmap(connection);
    }

    /// <summary>For a library that opens connections itself. PostgreSQL only.</summary>
    public NpgsqlDataSource DataSource() => Provider == StorageProvider.PostgreSql ? NpgsqlDataSource.Create(connectionString) : throw new InvalidOperationException("Only a server is shared with a library.");

    /// <summary>A context on an open connection, which it does not own.</summary>
    public static LedgerContext Context(DbConnection connection) => Context(connection, owned: false);

    /// <summary>A context on a connection of its own, for reading.</summary>
    public async Task<LedgerContext> ReadAsync(CancellationToken cancellationToken) => Context(await OpenAsync(cancellationToken), owned: true);

    private static LedgerContext Context(DbConnection connection, bool owned) => connection is NpgsqlConnection
        ? new PostgresLedgerContext(new DbContextOptionsBuilder<PostgresLedgerContext>().UseNpgsql(connection, owned).Options)
        : new LedgerContext(new DbContextOptionsBuilder<LedgerContext>().UseSqlite(connection, owned).Options);

    private static void Execute(DbConnection connection, string pragma)
    {
        using var command = connection.Command(pragma);
        command.ExecuteNonQuery();
    }

    private sealed class Unmap(DbConnection? connection) : IDisposable
    {
        /// <summary>A server maps what it likes.</summary>
        public static readonly Unmap Nothing = new(null);

        public void Dispose()
        {
            if (connection is not null)
            {
                Execute(connection, "PRAGMA mmap_size=0");
            }
        }
    }
}
