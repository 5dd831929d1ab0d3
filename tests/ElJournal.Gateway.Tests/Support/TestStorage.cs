using System.Collections.Concurrent;
using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Testing.Databases;
using Npgsql;

namespace ElJournal.Gateway.Tests.Support;

/// <summary>Where the tests' ledgers lie: in files, or, when the variable <c>ELJOURNAL_TEST_STORAGE</c> is <c>PostgreSql</c>, each in a database of its own on one server that the tests start.</summary>
[TestClass]
public static class TestStorage
{
    private static readonly ConcurrentDictionary<string, string> ByFile = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<PostgresServer?>> Server = new(StartAsync);
    private static int made;

    /// <summary>Whether the tests' ledgers are kept by a server.</summary>
    internal static bool IsServer { get; } = string.Equals(Environment.GetEnvironmentVariable("ELJOURNAL_TEST_STORAGE"), "PostgreSql", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the variable says.</summary>
    internal static StorageProvider Provider => IsServer ? StorageProvider.PostgreSql : StorageProvider.Sqlite;

    /// <summary>For a test that is about SQLite's file.</summary>
    internal static void OnlyForFiles()
    {
        if (IsServer)
        {
            Assert.Inconclusive("About the ledger's file; with PostgreSQL there is none.");
        }
    }

    /// <summary>An empty ledger; the same one for the same file.</summary>
    internal static LedgerDatabase Open(string file) => Open(file, Provider);

    /// <summary>The same on a provider of the test's choice.</summary>
    internal static LedgerDatabase Open(string file, StorageProvider provider) => provider == StorageProvider.PostgreSql ? OnServer(file) : new LedgerDatabase($"Data Source={file}");

    /// <summary>The ledger of this name on PostgreSQL, whatever the variable says. Without a server's programs the test is inconclusive.</summary>
    internal static LedgerDatabase OnServer(string name, bool empty = false) =>
        new(ConnectionString(name, empty), StorageProvider.PostgreSql, Path.GetDirectoryName(Path.GetFullPath(name)));

    internal static string ConnectionString(string name, bool empty = false) => ByFile.GetOrAdd(name, _ => Create(empty ? "template0" : "eljournal_template"));

    /// <summary>A copy of a ledger that nobody uses at the moment.</summary>
    internal static LedgerDatabase CopyOf(LedgerDatabase original, string file)
    {
        var name = original.Name.Split('@')[0];
        using (var pool = new NpgsqlConnection(PostgresConnection.Complete(In(Administration(), name)).ToString()))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        ByFile[file] = Create(name);
        return OnServer(file);
    }

    /// <summary>Gives back what <see cref="Open(string)"/> took.</summary>
    internal static void Close(string file)
    {
        if (ByFile.TryRemove(file, out var connectionString))
        {
            using var pool = new NpgsqlConnection(PostgresConnection.Complete(connectionString).ToString());
            NpgsqlConnection.ClearPool(pool);
            Execute(Administration(), $"DROP DATABASE IF EXISTS \"{pool.Database}\" WITH (FORCE)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>The text of a configuration, with the storage that the tests use.</summary>
    internal static string Configured(string folder, string text)
    {
        if (!IsServer)
        {
            return text;
        }

        File.WriteAllText(Path.Combine(folder, "ledger.secret"), ConnectionString(Path.Combine(folder, "data", "eljournal.db")));
        return text.Replace("\"Provider\": \"Sqlite\", \"ConnectionString\": \"Data Source=data/eljournal.db\"", "\"Provider\": \"PostgreSql\", \"ConnectionString\": \"file:ledger.secret\"", StringComparison.Ordinal);
    }

    /// <summary>What a command line in the folder must know of its storage.</summary>
    internal static Dictionary<string, string> Variables(string folder) => IsServer
        ? new Dictionary<string, string>
        {
            ["ELJOURNAL__STORAGE__PROVIDER"] = "PostgreSql",
            ["ELJOURNAL__STORAGE__CONNECTIONSTRING"] = "env:TEST_LEDGER",
            ["TEST_LEDGER"] = ConnectionString(Path.Combine(folder, "data", "eljournal.db")),
        }
        : [];

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (Server.IsValueCreated && await Server.Value is { } server)
        {
            NpgsqlConnection.ClearAllPools();
            await server.DisposeAsync();
        }
    }

    /// <summary>Lets the tests' server speak TLS, or no longer.</summary>
    internal static async Task EncryptAsync(string? certificate, string? key)
    {
        await using var connection = new NpgsqlConnection(Administration());
        await connection.OpenAsync();
        async Task RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Of the tests' own making.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        if (certificate is not null)
        {
            // The server's folder is the server's: it writes the files itself, readable by itself only.
            await RunAsync($"COPY (SELECT regexp_split_to_table('{certificate.Trim()}', E'\\n')) TO PROGRAM 'umask 077; cat > server.crt'");
            await RunAsync($"COPY (SELECT regexp_split_to_table('{key!.Trim()}', E'\\n')) TO PROGRAM 'umask 077; cat > server.key'");
        }

        await RunAsync($"ALTER SYSTEM SET ssl = {(certificate is null ? "off" : "on")}");
        await RunAsync("SELECT pg_reload_conf()");

        // The signal arrives when it arrives.
        await using var shows = connection.CreateCommand();
        shows.CommandText = "SHOW ssl";
        while ((string)(await shows.ExecuteScalarAsync())! != (certificate is null ? "off" : "on"))
        {
            await Task.Yield();
        }
    }

    internal static string Administration()
    {
        if (Server.Value.GetAwaiter().GetResult() is not { } server)
        {
            Assert.Inconclusive(PostgresServer.HowToInstall);
            throw new InvalidOperationException();
        }

        return server.ConnectionString;
    }

    private static async Task<PostgresServer?> StartAsync()
    {
        if (await PostgresServer.TryStartAsync() is not { } server)
        {
            return null;
        }

        // A ledger of every test is a copy of this one.
        Execute(server.ConnectionString, "CREATE DATABASE eljournal_template TEMPLATE template0");
        var template = In(server.ConnectionString, "eljournal_template") + ";Pooling=false";
        await new LedgerSchema(new LedgerDatabase(template, StorageProvider.PostgreSql)).EnsureAsync(CancellationToken.None);
        return server;
    }

    private static string Create(string template)
    {
        var administration = Administration();
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref made)}");
        Execute(administration, $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        return In(administration, name);
    }

    private static string In(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, MaxPoolSize = 30, ConnectionIdleLifetime = 10, ConnectionPruningInterval = 5 }.ToString();

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of the tests' own making.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
