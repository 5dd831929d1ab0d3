using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>One route to a folder and to a provider. Each remembers by itself what it has, so what fails at one does not hold up the other's memory.</summary>
internal sealed class BothPortals(IPortal folder, IPortal provider) : IPortal
{
    /// <inheritdoc/>
    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        var (first, second) = (await folder.ProbeAsync(cancellationToken), await provider.ProbeAsync(cancellationToken));
        return new ProbeResult(first.Succeeded && second.Succeeded, $"{first.Message} {second.Message}");
    }

    /// <summary>The folder first: the roster that the provider's objects refer to lies there.</summary>
    public async ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        var first = await folder.DeliverAsync(package, cancellationToken);
        var second = await provider.DeliverAsync(package, cancellationToken);
        IReadOnlyList<RejectedRecord> rejected = [.. first.Rejected.Concat(second.Rejected).DistinctBy(record => (record.Kind, record.Key))];
        return new Receipt($"{first.Id} {second.Id}", package.RecordCount - rejected.Count, rejected);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await folder.DisposeAsync();
        await provider.DisposeAsync();
    }
}
