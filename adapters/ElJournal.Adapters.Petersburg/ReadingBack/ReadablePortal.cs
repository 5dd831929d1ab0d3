using System.Globalization;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg.ReadingBack;

/// <summary>A portal that takes packages and shows what it shows.</summary>
internal sealed class ReadablePortal(IPortal push, PortalReader reader) : IPortal, IReadBack
{
    /// <inheritdoc/>
    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        var sending = await push.ProbeAsync(cancellationToken);
        try
        {
            var unseen = await reader.UnseenAsync(cancellationToken);
            return unseen.Count == 0
                ? sending with { Message = $"{sending.Message} {Texts.ProbeReads}" }
                : new ProbeResult(Succeeded: false, $"{sending.Message} {string.Format(CultureInfo.InvariantCulture, Texts.EducationUnseen, string.Join(", ", unseen))}");
        }
        catch (AdapterException failure)
        {
            return new ProbeResult(Succeeded: false, $"{sending.Message} {failure.Instruction ?? Texts.ReadRefused}");
        }
    }

    /// <inheritdoc/>
    public ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken) => push.DeliverAsync(package, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ReadBackView> ReadBackAsync(DayRange days, CancellationToken cancellationToken) => await reader.ReadAsync(days, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => push.DisposeAsync();
}
