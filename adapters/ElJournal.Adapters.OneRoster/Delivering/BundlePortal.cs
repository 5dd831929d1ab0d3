using System.Security.Cryptography;
using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Mapping;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>A folder of bundles: a delta for each package, and now and then a bulk of everything.</summary>
/// <remarks>
/// A package is noted first, then its bundle is written, then the note is made final; what was begun and not ended is brought to the same end before anything else.
/// Bundles depend on nothing but the packages, so a bundle written again has the same bytes.
/// </remarks>
internal sealed class BundlePortal(string directory, SchoolFacts school) : IPortal
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly StateFolder folder = new(Path.Combine(directory, "state"));
    private readonly Dictionary<string, TakenPackage> taken = new(StringComparer.Ordinal);
    private SchoolState? state;
    private FileStream? lease;
    private int lastNumber;
    private int recordsAtBulk;
    private int recordsSinceBulk;

    /// <inheritdoc/>
    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(
        File.Exists(directory) ? new ProbeResult(Succeeded: false, Texts.NotFolder) : new ProbeResult(Succeeded: true, Directory.Exists(directory) ? Texts.ProbeFolder : Texts.ProbeWillCreate));

    /// <inheritdoc/>
    public async ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        var document = PackageDocument.Read(package.Body.Span);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var current = state ??= await OpenAsync(cancellationToken);
            var digest = Convert.ToHexStringLower(SHA256.HashData(package.Body.Span));
            if (taken.TryGetValue(package.Id, out var known))
            {
                return known.Digest == digest ? ReceiptOf(known) : throw new AdapterException(AdapterFailure.Final, "A package of the same id and other content was taken before.", Texts.OtherContent);
            }

            var facts = school with { Ogrn = document.School.Ogrn };
            if (document.School.Id != school.Id || (current.School is { } here && here.Id != school.Id))
            {
                throw new AdapterException(AdapterFailure.Permanent, "The folder or the package belongs to another school.", Texts.OtherSchool);
            }

            // From here on nothing is cancelled: half of it would have to be worked out again from the disk.
            return await TakeAsync(current, new TakenPackage(lastNumber + 1, package.Id, digest, document.Records.Count, []), facts, document, package.Body);
        }
        catch (Exception cause)
        {
            // What is in memory may be ahead of the disk; the next package starts from the disk.
            Forget();
            if (cause is IOException or UnauthorizedAccessException)
            {
                throw DeliveryFailure.Of(cause, isFolder: !File.Exists(directory));
            }

            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Forget();
        turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Receipt ReceiptOf(TakenPackage package) => new($"oneroster:{StateFolder.Number(package.Number)}", package.Records - package.Rejected.Count, package.Rejected);

    private async ValueTask<Receipt> TakeAsync(SchoolState current, TakenPackage package, SchoolFacts facts, PackageDocument document, ReadOnlyMemory<byte> body)
    {
        var (changes, rejected) = Application.Apply(current, document, facts);
        var final = package with { Rejected = rejected };
        await folder.BeginAsync(new LoggedPackage(final, facts, body.ToArray()));
        await EndAsync(current, final, changes, document.CreatedAt);
        return ReceiptOf(final);
    }

    private async ValueTask EndAsync(SchoolState current, TakenPackage package, IReadOnlyList<Change> changes, DateTimeOffset at)
    {
        if (changes.Count > 0)
        {
            await WriteAsync($"{StateFolder.Number(package.Number)}-delta.zip", stream => BundleWriter.Delta(stream, changes, at));
        }

        // A bulk whenever half as much again has been delivered: the work stays in proportion to what is delivered.
        recordsSinceBulk += package.Records;
        var bulkIsDue = recordsSinceBulk >= recordsAtBulk / 2;
        if (bulkIsDue)
        {
            await WriteAsync($"{StateFolder.Number(package.Number)}-bulk.zip", stream => BundleWriter.Bulk(stream, Units.All(current), at));
        }

        folder.End(package.Number);
        taken[package.Id] = package;
        lastNumber = package.Number;
        if (bulkIsDue)
        {
            await folder.ReplaceAsync(new Snapshot(package.Number, current.School!, [.. taken.Values.OrderBy(known => known.Number)], [.. current.Records]));
            (recordsAtBulk, recordsSinceBulk) = (current.Count, 0);
        }
    }

    private ValueTask WriteAsync(string name, Action<Stream> write) => AtomicFile.WriteAsync(Path.Combine(directory, name), stream =>
    {
        write(stream);
        return ValueTask.CompletedTask;
    });

    private async ValueTask<SchoolState> OpenAsync(CancellationToken cancellationToken)
    {
        AtomicFile.CreateFolder(directory);
        AtomicFile.CreateFolder(Path.Combine(directory, "state"));
        lease = new FileStream(Path.Combine(directory, "state", ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        taken.Clear();
        (lastNumber, recordsAtBulk, recordsSinceBulk) = (0, 0, 0);
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

            (lastNumber, recordsAtBulk) = (snapshot.Number, snapshot.Records.Count);
        }

        foreach (var (logged, pending) in await folder.LogAsync(lastNumber, cancellationToken))
        {
            var document = PackageDocument.Read(logged.Body);
            var (changes, _) = Application.Apply(opened, document, logged.School);
            if (pending)
            {
                await EndAsync(opened, logged.Taken, changes, document.CreatedAt);
                continue;
            }

            taken.Add(logged.Taken.Id, logged.Taken);
            lastNumber = logged.Taken.Number;
            recordsSinceBulk += logged.Taken.Records;
        }

        return opened;
    }

    private void Forget()
    {
        state = null;
        lease?.Dispose();
        lease = null;
    }
}
