using System.Security.Cryptography;
using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.People;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>What lies in a set's folder, as written beside it. It holds figures and sums, nothing about people.</summary>
/// <param name="Format">Which version of this description.</param>
/// <param name="Set">The set's name, that of its folder too.</param>
/// <param name="Kind"><c>backup</c> or <c>archive</c>.</param>
/// <param name="BeganAt">The moment that the copy is true for.</param>
/// <param name="Medium">The number of the medium it was written to.</param>
/// <param name="Encrypted">Whether the files are sealed.</param>
/// <param name="Schools">The schools of which there are extracts.</param>
/// <param name="Migration">The ledger's last migration: which version of the program can open it.</param>
/// <param name="Tables">How many rows each table of the ledger has.</param>
/// <param name="Files">The files.</param>
/// <param name="Audit">Where the log of decisions of each school ended, so that what is done to it later is noticed.</param>
/// <param name="Erased">Salted hashes by which erased people are known again; an older copy does not know of them.</param>
internal sealed record BackupManifest(
    string Format, string Set, string Kind, DateTimeOffset BeganAt, string Medium, bool Encrypted,
    IReadOnlyList<string> Schools, string? Migration, IReadOnlyDictionary<string, long> Tables, IReadOnlyList<BackupManifestFile> Files,
    IReadOnlyDictionary<string, ChainAnchor>? Audit = null, IReadOnlyList<ErasedMark>? Erased = null)
{
    public const string FileName = "manifest.json";
    public const string CurrentFormat = "eljournal-backup/1";
    public const string Backup = "backup";
    public const string Archive = "archive";

    /// <summary>Thousands of files and erased people fit; what is longer was not written by this program.</summary>
    private const int Longest = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public long Bytes => Files.Sum(file => file.Length);

    /// <returns>The manifest's own sum.</returns>
    public string Write(string folder)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, Form);
        OwnerOnly.Replace(Path.Combine(folder, FileName), bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <exception cref="IOException">It cannot be read, or is none.</exception>
    public static (BackupManifest Manifest, string Hash) Read(string folder)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            var bytes = new FileInfo(path).Length <= Longest ? File.ReadAllBytes(path) : throw new IOException(Texts.ManifestBroken);
            var manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Form);
            return manifest is { Format: CurrentFormat, Set: not null, Kind: not null, Files: not null, Tables: not null } && AreNamed(manifest.Files)
                ? (manifest, Convert.ToHexStringLower(SHA256.HashData(bytes)))
                : throw new IOException(Texts.ManifestBroken);
        }
        catch (Exception exception) when (exception is JsonException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new IOException(Texts.ManifestBroken, exception);
        }
        catch (FileNotFoundException exception)
        {
            throw new IOException(Texts.ManifestMissing, exception);
        }
    }

    /// <summary>A medium may have been in other hands: no name leads out of a folder, hides in it, or is another file's too, with its seal or without; the ledger is there once.</summary>
    private static bool AreNamed(IReadOnlyList<BackupManifestFile?> files) =>
        files.All(file => file is { Name: { Length: > 0 }, What: not null, Sha256: not null, Length: >= 0, Unpacked: null or >= 0 } && IsPlain(file.Name) && IsPlain(file.PlainName))
        && files.DistinctBy(file => file!.PlainName, StringComparer.OrdinalIgnoreCase).Count() == files.Count
        && files.Count(file => file!.What == BackupManifestFile.LedgerFile) == 1
        && !files.Any(file => file!.PlainName is FileName or RestoreUseCase.Ledger);

    private static bool IsPlain(string name) => name.Length > 0 && name[0] != '.' && name == Path.GetFileName(name) && !name.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or ':');
}

/// <summary>A file of a set.</summary>
/// <param name="Name">Its name in the set's folder.</param>
/// <param name="What"><c>ledger</c> (SQLite, gzip), <c>journal</c> (zip of CSV tables) or <c>source</c> (made by the source system's own tool).</param>
/// <param name="School">The school; <see langword="null"/> for the ledger, which holds all.</param>
/// <param name="Length">Bytes as they lie there.</param>
/// <param name="Sha256">Sum of these bytes, hexadecimal.</param>
/// <param name="Unpacked">Bytes of what is packed in it; copies made by earlier versions do not say so.</param>
internal sealed record BackupManifestFile(string Name, string What, string? School, long Length, string Sha256, long? Unpacked = null)
{
    public const string LedgerFile = "ledger";
    public const string JournalFile = "journal";
    public const string SourceFile = "source";

    /// <summary>What the names of sealed files end in.</summary>
    public const string Sealed = ".sealed";

    /// <summary>How many bytes may be unpacked from it. Without a word of its own about that, far more than any ledger or table was ever packed to.</summary>
    public long MostUnpacked => Unpacked ?? (128L * 1024 * 1024) + (100 * Length);

    /// <summary>The name without the seal.</summary>
    public string PlainName => Name.EndsWith(Sealed, StringComparison.Ordinal) ? Name[..^Sealed.Length] : Name;
}
