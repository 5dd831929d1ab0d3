using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>Keys must not lie where copies of the data are taken from: who finds a backup would find both.</summary>
internal static class SecretsCheck
{
    public static void Run(GatewayOptions options, string directory, Report report)
    {
        var secrets = options.Secrets;
        if (!report.At(nameof(secrets.Store)).Require(secrets.Store) | !report.At(nameof(secrets.KeyRing)).Require(secrets.KeyRing))
        {
            return;
        }

        var keys = Path.GetFullPath(secrets.KeyRing, directory);
        if (IsIn(Path.GetFullPath(secrets.Store, directory), keys))
        {
            report.At(nameof(secrets.Store)).Add(ConfigurationTexts.SecretStoreInKeyRing);
        }

        if (LedgerFolder(options.Storage, directory) is { } ledger && IsIn(keys, ledger) && !IsIn(directory, ledger))
        {
            report.At(nameof(secrets.KeyRing)).Add(Phrase.Of(ConfigurationTexts.KeyRingInData, ledger));
        }
    }

    /// <summary>Whether the path is the folder or lies in it.</summary>
    internal static bool IsIn(string path, string folder) =>
        Path.GetRelativePath(folder, path) is var relative && (relative == "." || !(relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative)));

    internal static string? LedgerFolder(StorageOptions storage, string directory)
    {
        if (storage.Provider == nameof(StorageProvider.PostgreSql))
        {
            return storage.Directory.Length > 0 ? Path.GetFullPath(storage.Directory, directory) : null;
        }

        try
        {
            return new SqliteConnectionStringBuilder(storage.ConnectionString).DataSource is { Length: > 0 } file ? Path.GetDirectoryName(Path.GetFullPath(file, directory)) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
