using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Plugins;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Configuration;

/// <summary>A configuration without mistakes.</summary>
/// <param name="Options">Its contents.</param>
/// <param name="File">The file it was read from.</param>
internal sealed record GatewayConfiguration(GatewayOptions Options, string File)
{
    /// <summary>The folder that relative paths are relative to.</summary>
    public string Directory { get; } = Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>The plug-ins that were loaded to check it.</summary>
    public PluginCatalog Plugins { get; init; } = new([]);

    /// <summary>The schools, ready for use.</summary>
    public SchoolDirectory Schools { get; init; } = new([]);

    /// <summary>The ledger's connection string: SQLite's with an absolute path, PostgreSQL's without its password.</summary>
    public string LedgerConnectionString
    {
        get
        {
            if (Options.Storage.Provider == nameof(StorageProvider.PostgreSql))
            {
                return Options.Storage.ConnectionString;
            }

            var connection = new SqliteConnectionStringBuilder(Options.Storage.ConnectionString);
            connection.DataSource = Resolve(connection.DataSource);
            return connection.ToString();
        }
    }

    /// <summary>The folder of what the program keeps in files of its own: the ledger's, where that is a file.</summary>
    public string DataFolder => Options.Storage.Provider == nameof(StorageProvider.PostgreSql)
        ? Resolve(Options.Storage.Directory)
        : Path.GetDirectoryName(new SqliteConnectionStringBuilder(LedgerConnectionString).DataSource)!;

    /// <summary>The ledger.</summary>
    /// <param name="secret">Finds the secret that a reference names.</param>
    public LedgerDatabase Ledger(Func<string, string> secret)
    {
        if (Options.Storage.Provider != nameof(StorageProvider.PostgreSql))
        {
            return new LedgerDatabase(LedgerConnectionString);
        }

        var given = SecretResolver.IsReference(Options.Storage.ConnectionString) ? secret(Options.Storage.ConnectionString) : Options.Storage.ConnectionString;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(given);
            if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database))
            {
                throw new FormatException();
            }

            if (!string.IsNullOrEmpty(Options.Storage.Password))
            {
                settings.Password = secret(Options.Storage.Password);
            }

            if (PostgresConnection.IsOpen(settings))
            {
                throw new GatewayException($"Storage:ConnectionString: {PostgresConnection.TlsWanted}");
            }

            return new LedgerDatabase(settings.ToString(), StorageProvider.PostgreSql, DataFolder) { CopyBeforeUpgrade = Options.Storage.CopyBeforeUpgrade };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // Without the library's words: they may repeat what was given, and that may hold a password.
            throw new GatewayException(ConfigurationTexts.PostgresSecretInvalid);
        }
    }

    /// <summary>A folder of the program's own beside the ledger. It is not made here.</summary>
    public string FolderOf(params IEnumerable<string> names) => Path.Combine([DataFolder, .. names.Select(name => Uri.EscapeDataString(name).Replace(".", "%2E", StringComparison.Ordinal))]);

    /// <summary>A path of the configuration, made absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Directory);
}
