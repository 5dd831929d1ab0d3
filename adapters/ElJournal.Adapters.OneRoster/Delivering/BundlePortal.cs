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
    private readonly DeliveredStore store = new(Path.Combine(directory, "state"), "oneroster");

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
            AtomicFile.CreateFolder(directory);
            var current = await store.OpenAsync(WriteAsync, cancellationToken);
            if (store.ReceiptOf(package) is { } receipt)
            {
                return receipt;
            }

            var facts = school.For(document, current);

            // From here on nothing is cancelled: half of it would have to be worked out again from the disk.
            var (changes, rejected) = Application.Apply(current, document, facts);
            var taken = new TakenPackage(store.NextNumber, package.Id, DeliveredStore.DigestOf(package), document.Records.Count, rejected);
            await store.BeginAsync(new LoggedPackage(taken, facts, package.Body.ToArray()));
            await WriteAsync(current, taken, changes, document.CreatedAt);
            await store.EndAsync(current, taken);
            return store.ReceiptOf(taken);
        }
        catch (Exception cause)
        {
            store.Forget();
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
        store.Dispose();
        turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask WriteAsync(SchoolState current, TakenPackage package, IReadOnlyList<Change> changes, DateTimeOffset at)
    {
        if (changes.Count > 0)
        {
            await WriteAsync($"{StateFolder.Number(package.Number)}-delta.zip", stream => BundleWriter.Delta(stream, changes, at));
        }

        if (store.IsSnapshotDue(package))
        {
            await WriteAsync($"{StateFolder.Number(package.Number)}-bulk.zip", stream => BundleWriter.Bulk(stream, Units.All(current), at));
        }
    }

    private ValueTask WriteAsync(string name, Action<Stream> write) => AtomicFile.WriteAsync(Path.Combine(directory, name), stream =>
    {
        write(stream);
        return ValueTask.CompletedTask;
    });
}
