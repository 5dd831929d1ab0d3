using ElJournal.Gateway.Plugins;
using Microsoft.Data.Sqlite;

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

    /// <summary>The ledger's connection string with an absolute path.</summary>
    public string LedgerConnectionString
    {
        get
        {
            var connection = new SqliteConnectionStringBuilder(Options.Storage.ConnectionString);
            connection.DataSource = Resolve(connection.DataSource);
            return connection.ToString();
        }
    }

    /// <summary>A folder of the program's own beside the ledger. It is not made here.</summary>
    public string FolderOf(params IEnumerable<string> names) => Path.Combine(
        [Path.GetDirectoryName(new SqliteConnectionStringBuilder(LedgerConnectionString).DataSource)!, .. names.Select(name => Uri.EscapeDataString(name).Replace(".", "%2E", StringComparison.Ordinal))]);

    /// <summary>A path of the configuration, made absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Directory);
}
