using System.Security.Cryptography;
using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Mapping;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>What was delivered to one place: all records as they are there, and the packages that were taken with their receipts. Kept in a folder, read at the first use.</summary>
internal sealed class DeliveredStore(string directory, string receiptPrefix) : IDisposable
{
    private readonly StateFolder folder = new(directory);
    private readonly Dictionary<string, TakenPackage> taken = new(StringComparer.Ordinal);
    private SchoolState? state;
    private FileStream? lease;
    private int recordsAtSnapshot;
    private int recordsSinceSnapshot;

    /// <summary>The number of the package that comes next.</summary>
    public int NextNumber { get; private set; } = 1;

    /// <summary>Whether half as much again has been delivered since everything was last written as a whole, with the package counted: the work stays in proportion to what is delivered.</summary>
    public bool IsSnapshotDue(TakenPackage package) => recordsSinceSnapshot + package.Records >= recordsAtSnapshot / 2;

    public static string DigestOf(Package package) => Convert.ToHexStringLower(SHA256.HashData(package.Body.Span));

    /// <summary>Opens the folder, or goes on with what is open.</summary>
    /// <param name="endPending">Brings a package that was noted and not ended to its end; then it counts as taken.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async ValueTask<SchoolState> OpenAsync(Func<SchoolState, TakenPackage, IReadOnlyList<Change>, DateTimeOffset, ValueTask> endPending, CancellationToken cancellationToken)
    {
        if (state is { } open)
        {
            return open;
        }

        AtomicFile.CreateFolder(directory);
        lease = new FileStream(Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        taken.Clear();
        (NextNumber, recordsAtSnapshot, recordsSinceSnapshot) = (1, 0, 0);
        var opened = new SchoolState();
        if (await folder.SnapshotAsync(cancellationToken) is { } snapshot)
        {
            opened.School = snapshot.School;
            foreach (var record in snapshot.Records)
            {
                opened.Apply(record, record.Data is { } data ? SchoolState.Parse(record.Kind, data) : null);
            }

            foreach (var package in snapshot.Taken)
            {
                taken.Add(package.Id, package);
            }

            (NextNumber, recordsAtSnapshot) = (snapshot.Number + 1, snapshot.Records.Count);
        }

        foreach (var (logged, pending) in await folder.LogAsync(NextNumber - 1, cancellationToken))
        {
            var document = PackageDocument.Read(logged.Body);
            var (changes, _) = Application.Apply(opened, document.Without(logged.Taken.Rejected), logged.School);
            if (pending)
            {
                await endPending(opened, logged.Taken, changes, document.CreatedAt);
                await EndAsync(opened, logged.Taken);
                continue;
            }

            Count(logged.Taken);
        }

        state = opened;
        return opened;
    }

    /// <summary>The receipt that the package got before.</summary>
    /// <exception cref="AdapterException">It came before with other content.</exception>
    public Receipt? ReceiptOf(Package package) => !taken.TryGetValue(package.Id, out var known) ? null
        : known.Digest == DigestOf(package) ? ReceiptOf(known)
        : throw new AdapterException(AdapterFailure.Final, "A package of the same id and other content was taken before.", Texts.OtherContent);

    public Receipt ReceiptOf(TakenPackage package) => new($"{receiptPrefix}:{StateFolder.Number(package.Number)}{(package.Proof is { } proof ? $":{proof}" : "")}", package.Records - package.Rejected.Count, package.Rejected);

    /// <summary>Notes the package; from here on a killed run is brought to its end.</summary>
    public ValueTask BeginAsync(LoggedPackage package) => folder.BeginAsync(package);

    /// <summary>The package counts as taken.</summary>
    public async ValueTask EndAsync(SchoolState current, TakenPackage package)
    {
        var snapshotIsDue = IsSnapshotDue(package);
        folder.End(package.Number);
        Count(package);
        if (snapshotIsDue)
        {
            await folder.ReplaceAsync(new Snapshot(package.Number, current.School!, [.. taken.Values.OrderBy(known => known.Number)], [.. current.Records]));
            (recordsAtSnapshot, recordsSinceSnapshot) = (current.Count, 0);
        }
    }

    /// <summary>What is in memory may be ahead of the disk; the next use starts from the disk.</summary>
    public void Forget()
    {
        state = null;
        lease?.Dispose();
        lease = null;
    }

    public void Dispose() => Forget();

    private void Count(TakenPackage package)
    {
        taken.Add(package.Id, package);
        NextNumber = package.Number + 1;
        recordsSinceSnapshot += package.Records;
    }
}
