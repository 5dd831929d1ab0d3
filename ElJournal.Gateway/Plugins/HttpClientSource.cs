using System.Collections.Concurrent;
using ElJournal.Adapters;

namespace ElJournal.Gateway.Plugins;

/// <summary>HTTP clients on handlers that all adapters share, so that connections are pooled; one handler for each set of trusted authorities.</summary>
/// <param name="mayLeaveMachine">Whether other machines may be reached; a drill reaches loopback only.</param>
internal sealed class HttpClientSource(bool mayLeaveMachine) : IHttpClientSource
{
    private static readonly SocketsHttpHandler Handler = Make();
    private static readonly ConcurrentDictionary<string, SocketsHttpHandler> Pinned = new(StringComparer.Ordinal);

    public HttpClient Create(Uri baseAddress) => Create(baseAddress, new HttpTrust());

    public HttpClient Create(Uri baseAddress, HttpTrust trust)
    {
        if (!baseAddress.IsAbsoluteUri || !(baseAddress.Scheme == Uri.UriSchemeHttps || (baseAddress.Scheme == Uri.UriSchemeHttp && baseAddress.IsLoopback)))
        {
            throw new AdapterException(AdapterFailure.Permanent, $"Address scheme '{(baseAddress.IsAbsoluteUri ? baseAddress.Scheme : "none")}' is refused: https only, http to loopback.", PluginTexts.OnlyHttps);
        }

        return mayLeaveMachine || baseAddress.IsLoopback
            ? new HttpClient(HandlerFor(trust), disposeHandler: false) { BaseAddress = baseAddress }
            : throw new AdapterException(AdapterFailure.Permanent, "A run with --now reaches loopback only.", PluginTexts.DrillStaysHere);
    }

    /// <summary>The file is read each time, so that a renewed one counts without a restart.</summary>
    private static SocketsHttpHandler HandlerFor(HttpTrust trust)
    {
        if (trust.CertificateAuthorityFile is not { } file)
        {
            return Handler;
        }

        var authorities = TrustedAuthorities.Read(file);
        return Pinned.GetOrAdd(authorities.Key, static (_, wanted) => Make(wanted), authorities);
    }

    private static SocketsHttpHandler Make(TrustedAuthorities? authorities = null)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            AllowAutoRedirect = false,

            // One jar would carry one school's session to another's requests.
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
        handler.SslOptions.CertificateChainPolicy = authorities?.Policy();
        return handler;
    }
}
