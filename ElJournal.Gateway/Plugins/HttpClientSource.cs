using ElJournal.Adapters;

namespace ElJournal.Gateway.Plugins;

/// <summary>HTTP clients on handlers that all adapters share, so that connections are pooled.</summary>
/// <param name="mayLeaveMachine">Whether other machines may be reached; a drill reaches loopback only.</param>
internal sealed class HttpClientSource(bool mayLeaveMachine) : IHttpClientSource
{
    private static readonly SocketsHttpHandler Handler = new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        AllowAutoRedirect = false,
        // One jar would carry one school's session to another's requests.
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
    };

    public HttpClient Create(Uri baseAddress)
    {
        if (!baseAddress.IsAbsoluteUri || !(baseAddress.Scheme == Uri.UriSchemeHttps || (baseAddress.Scheme == Uri.UriSchemeHttp && baseAddress.IsLoopback)))
        {
            throw new AdapterException(AdapterFailure.Permanent, $"Address scheme '{(baseAddress.IsAbsoluteUri ? baseAddress.Scheme : "none")}' is refused: https only, http to loopback.", "Разрешены только адреса https:// (http:// – лишь на этой же машине).");
        }

        return mayLeaveMachine || baseAddress.IsLoopback
            ? new HttpClient(Handler, disposeHandler: false) { BaseAddress = baseAddress }
            : throw new AdapterException(AdapterFailure.Permanent, "A run with --now reaches loopback only.", "Учебный запуск (--now) обращается только к этой же машине; чтобы отправить на самом деле, добавьте --really.");
    }
}
