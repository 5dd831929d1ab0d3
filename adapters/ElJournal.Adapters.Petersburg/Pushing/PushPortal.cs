using System.Globalization;
using System.Net;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg.Pushing;

/// <summary>A portal that takes packages over HTTP.</summary>
internal sealed class PushPortal(PushClient client) : IPortal
{
    /// <inheritdoc/>
    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        HttpStatusCode status;
        try
        {
            status = await client.ProbeAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is AdapterException or PortalBusyException)
        {
            return new ProbeResult(Succeeded: false, Texts.ProbeUnreachable);
        }

        var number = (int)status;
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.NoContent => Result(succeeded: true, Texts.ProbeReady),
            HttpStatusCode.MethodNotAllowed => Result(succeeded: true, Texts.ProbeReachedOnly),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Result(succeeded: false, Texts.KeyRefused),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => Result(succeeded: false, Texts.AddressWrong),
            _ => Result(succeeded: false, Texts.ProbeOdd),
        };

        ProbeResult Result(bool succeeded, string text) => new(succeeded, string.Format(CultureInfo.InvariantCulture, text, number));
    }

    /// <inheritdoc/>
    public async ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken) => await client.DeliverAsync(package, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
