using System.Globalization;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Testing.Databases;
using Npgsql;

namespace ElJournal.EndToEnd.Tests.Cluster;

/// <summary>A ledger of a test's own on one server, which is started once and gone with the tests. Programs are told of it by their environment.</summary>
internal sealed class ClusterLedger
{
    /// <summary>What the halted program waits for, and the test holds.</summary>
    private const long HaltLock = 4711;

    private static readonly Lazy<Task<PostgresServer?>> Server = new(PostgresServer.TryStartAsync);
    private static int made;

    private readonly string connectionString;

    private ClusterLedger(string connectionString)
    {
        this.connectionString = connectionString;
        Database = new LedgerDatabase(connectionString, StorageProvider.PostgreSql);
    }

    public LedgerDatabase Database { get; }

    /// <summary>An empty ledger. Without a server's programs the test is inconclusive.</summary>
    public static async Task<ClusterLedger> CreateAsync()
    {
        if (await Server.Value is not { } server)
        {
            Assert.Inconclusive(PostgresServer.HowToInstall);
            throw new InvalidOperationException();
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"cluster_{Interlocked.Increment(ref made)}");
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // A name of the tests' own making.
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync();
        return new ClusterLedger(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MaxPoolSize = 20 }.ToString());
    }

    /// <summary>The ledger that lies in a folder, as one on the server; the folder's own is gone.</summary>
    public static async Task<ClusterLedger> MoveAsync(string root)
    {
        var ledger = await CreateAsync();
        var file = Path.Combine(root, "data", "eljournal.db");
        await ServerImage.FillAsync(file, ledger.Database, CancellationToken.None);
        foreach (var own in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "eljournal.db*"))
        {
            File.Delete(own);
        }

        return ledger;
    }

    public static async Task StopAsync()
    {
        if (Server.IsValueCreated && await Server.Value is { } server)
        {
            NpgsqlConnection.ClearAllPools();
            await server.DisposeAsync();
        }
    }

    /// <summary>A program that works on this ledger.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="name">How its connections are called.</param>
    public Eljournal Program(string folder, string name)
    {
        var program = new Eljournal(folder);
        Tell(program, name);
        return program;
    }

    public void Tell(Eljournal program, string name)
    {
        program.Environment["ELJOURNAL__Storage__Provider"] = nameof(StorageProvider.PostgreSql);
        program.Environment["ELJOURNAL__Storage__ConnectionString"] = "env:CLUSTER_LEDGER";
        program.Environment["CLUSTER_LEDGER"] = $"{connectionString};Application Name={name}";
    }

    /// <summary>From now on the program of that name stands still when it has run so many statements of a kind, in the middle of its transaction, until what is returned is disposed.</summary>
    public async Task<IAsyncDisposable> HaltAsync(string name, string statement, int number)
    {
        await ExecuteAsync($"""
            CREATE SEQUENCE halts;
            CREATE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
                IF current_setting('application_name') = '{name}' AND nextval('halts') = {number.ToString(CultureInfo.InvariantCulture)} THEN
                    PERFORM pg_advisory_xact_lock_shared({HaltLock.ToString(CultureInfo.InvariantCulture)});
                END IF;
                RETURN NULL;
            END $body$;
            CREATE TRIGGER halt AFTER {statement} FOR EACH STATEMENT EXECUTE FUNCTION halt();
            """);
        var holder = new NpgsqlConnection(connectionString + ";Pooling=false");
        await holder.OpenAsync();
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock(@number)", holder);
        take.Parameters.AddWithValue("number", HaltLock);
        await take.ExecuteNonQueryAsync();
        return holder;
    }

    /// <summary>Waits until a program stands still.</summary>
    public async Task UntilHaltedAsync(Task<Finished> ended)
    {
        while (await NumberAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {HaltLock} AND NOT granted")) == 0)
        {
            Assert.IsFalse(ended.IsCompleted, ended.IsCompleted ? $"It ended without being there: {await ended}" : null);
            // A lock that another process waits for gives no signal.
            await Task.Delay(20);
        }
    }

    public async Task<long> NumberAsync(string question)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        await using var command = connection.Command(question);
        return command.Number();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
