using System.Collections.Concurrent;

namespace ElJournal.Gateway.Plugins;

/// <summary>Requests to one host wait for each other when there are too many, however many schools are read from it at once: an outside system must not be run down by a region's gateway.</summary>
internal sealed class HostTurns(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>So many requests to a host under way at once, of all schools together.</summary>
    public const int AtOnce = 16;

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Hosts = new(StringComparer.OrdinalIgnoreCase);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var turns = Hosts.GetOrAdd(request.RequestUri!.Authority, static _ => new SemaphoreSlim(AtOnce));
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }
}
