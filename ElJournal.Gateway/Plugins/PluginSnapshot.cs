using System.Security.Cryptography;
using System.Text;
using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Plugins;

/// <summary>A private copy of a plug-in's folder, made of exactly the bytes that were hashed: what is loaded from it is what was pinned, whatever happens to the folder meanwhile.</summary>
internal sealed class PluginSnapshot : IDisposable
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private PluginSnapshot(string folder, string fingerprint)
    {
        Folder = folder;
        Fingerprint = fingerprint;
    }

    public string Folder { get; }

    /// <summary>The folder's fingerprint: SHA-256 over the names and SHA-256 sums of all its files, in the order of their names.</summary>
    public string Fingerprint { get; }

    /// <summary>The fingerprint of a folder as it lies there, for the operator to pin. Links are not followed and are in no snapshot.</summary>
    public static string Of(string folder)
    {
        return Combine(Files(folder).Select(name =>
        {
            using var file = File.OpenRead(Path.Combine(folder, name));
            return (name, SHA256.HashData(file));
        }));
    }

    /// <summary>Copies the folder and hashes what it copies: each byte is read once.</summary>
    public static PluginSnapshot Take(string folder)
    {
        // Owner-only, and of a name that nobody can have prepared.
        var copy = Directory.CreateTempSubdirectory("eljournal-plug-in-").FullName;
        try
        {
            return new PluginSnapshot(copy, Combine(Files(folder).Select(name => (name, Copy(Path.Combine(folder, name), Path.Combine(copy, name)))).ToList()));
        }
        catch
        {
            Directory.Delete(copy, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps loaded files; the system clears its own temporary folder.
        }
    }

    private static byte[] Copy(string from, string to)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(to)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var source = File.OpenRead(from);
        using var target = OwnerOnly.Create(to, FileMode.CreateNew);
        var buffer = new byte[128 * 1024];
        for (var read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", Everything).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static string Combine(IEnumerable<(string Name, byte[] Hash)> files)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, hash) in files)
        {
            all.AppendData(hash);
            all.AppendData(Encoding.UTF8.GetBytes(name));
            all.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
