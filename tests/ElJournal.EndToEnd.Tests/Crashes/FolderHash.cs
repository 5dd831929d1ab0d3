using System.Security.Cryptography;
using System.Text;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>Tells whether anything that lasts changed in a folder.</summary>
internal static class FolderHash
{
    public static string Of(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // The index of SQLite's log lives in memory; after a crash it is made again from the log.
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".sock", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
