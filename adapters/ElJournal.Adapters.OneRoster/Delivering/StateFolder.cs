using System.Globalization;
using System.Text.Json;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>A package that was taken in.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Id">The package's id.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Rejected">Those refused.</param>
/// <param name="Proof">What the other side's answers come to, where there are any.</param>
internal sealed record TakenPackage(int Number, string Id, string Digest, int Records, IReadOnlyList<RejectedRecord> Rejected, string? Proof = null);

/// <summary>A package with its bytes: what the state since the last snapshot is made of.</summary>
internal sealed record LoggedPackage(TakenPackage Taken, SchoolFacts School, byte[] Body);

/// <summary>All state up to a package.</summary>
internal sealed record Snapshot(int Number, SchoolFacts School, IReadOnlyList<TakenPackage> Taken, IReadOnlyList<StoredRecord> Records);

/// <summary>The subfolder <c>state</c>: a snapshot, the packages since, and at most one that was begun (<c>.pending.json</c>).</summary>
internal sealed class StateFolder(string directory)
{
    private const string PendingEnding = ".pending.json";

    private string SnapshotPath => Path.Combine(directory, "snapshot.json");

    public async ValueTask<Snapshot?> SnapshotAsync(CancellationToken cancellationToken) => File.Exists(SnapshotPath) ? await ReadAsync<Snapshot>(SnapshotPath, cancellationToken) : null;

    /// <summary>The packages after the number, in order; one that was begun and not ended comes last.</summary>
    public async ValueTask<IReadOnlyList<(LoggedPackage Package, bool Pending)>> LogAsync(int after, CancellationToken cancellationToken)
    {
        var log = new List<(LoggedPackage, bool)>();
        foreach (var path in Directory.EnumerateFiles(directory, "0*.json").Order(StringComparer.Ordinal))
        {
            var package = await ReadAsync<LoggedPackage>(path, cancellationToken);
            if (package.Taken.Number > after)
            {
                log.Add((package, path.EndsWith(PendingEnding, StringComparison.Ordinal)));
            }
        }

        return log;
    }

    /// <summary>Notes what is about to happen, so that it can be brought to its end after a kill.</summary>
    public ValueTask BeginAsync(LoggedPackage package) => WriteAsync(PathOf(package.Taken.Number, PendingEnding), package);

    /// <summary>The bundle is there: from here on the package counts as taken.</summary>
    public void End(int number) => AtomicFile.Rename(PathOf(number, PendingEnding), PathOf(number, ".json"));

    /// <summary>Replaces the packages up to here by what they led to.</summary>
    public async ValueTask ReplaceAsync(Snapshot snapshot)
    {
        await WriteAsync(SnapshotPath, snapshot);
        foreach (var path in Directory.EnumerateFiles(directory, "0*.json").Where(path => string.CompareOrdinal(Path.GetFileName(path), $"{Number(snapshot.Number)}.json") <= 0))
        {
            File.Delete(path);
        }
    }

    public static string Number(int number) => number.ToString("D8", CultureInfo.InvariantCulture);

    private static async ValueTask<T> ReadAsync<T>(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<T>(stream, PackageDocument.Json, cancellationToken) ?? throw new JsonException("The file is empty.");
        }
        catch (JsonException cause)
        {
            throw new AdapterException(AdapterFailure.Permanent, $"State file {Path.GetFileName(path)} cannot be read.", Texts.StateDamaged, innerException: cause);
        }
    }

    private static ValueTask WriteAsync<T>(string path, T content) => AtomicFile.WriteAsync(path, async stream => await JsonSerializer.SerializeAsync(stream, content, PackageDocument.Json, CancellationToken.None));

    private string PathOf(int number, string ending) => Path.Combine(directory, Number(number) + ending);
}
