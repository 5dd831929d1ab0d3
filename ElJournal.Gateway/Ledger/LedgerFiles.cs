using ElJournal.Gateway.Composition;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Ledger;

/// <summary>The ledger's files hold personal data: only the owner may use them and their folder.</summary>
internal static class LedgerFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder and the file where they are missing and takes rights from everybody else.</summary>
    public static void Secure(string path)
    {
        var file = new FileInfo(path);
        if (file.DirectoryName is { } folder)
        {
            OwnerOnly.CreateFolder(folder);
        }

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!file.Exists)
        {
            // Made before SQLite does, which would use the process's mask; -wal and -shm take their rights from this file.
            using var made = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, UnixCreateMode = OwnerFile });
        }

        foreach (var name in new[] { path, path + "-wal", path + "-shm" })
        {
            if (File.Exists(name) && (File.GetUnixFileMode(name) & ~OwnerFile) != UnixFileMode.None)
            {
                File.SetUnixFileMode(name, OwnerFile);
            }
        }
    }

    /// <summary>Opens a copy, which nobody else uses: no connection to it outlives this one.</summary>
    public static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
