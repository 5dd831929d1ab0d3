namespace ElJournal.Adapters.Conformance;

/// <summary>HTTP as the host gives it, for this machine only. Each has handlers of its own, so that tests share no connection and no breaker.</summary>
public sealed class LoopbackHttp : IHttpClientSource, IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = System.Net.DecompressionMethods.All };

    /// <inheritdoc/>
    public HttpClient Create(Uri baseAddress) => baseAddress.IsLoopback
        ? new HttpClient(handler, disposeHandler: false) { BaseAddress = baseAddress }
        : throw new InvalidOperationException("A test speaks to this machine only.");

    /// <inheritdoc/>
    public void Dispose() => handler.Dispose();
}
