using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg.Pushing;

/// <summary>Puts a package on the wire once, in the format <c>eljournal-push/1</c>. The host decides about another try.</summary>
internal sealed class PushClient : IDisposable
{
    private readonly HttpClient http;
    private readonly PushSettings settings;
    private readonly TimeProvider time;

    public PushClient(HttpClient http, PushSettings settings, TimeProvider time)
    {
        (this.http, this.settings, this.time) = (http, settings, time);
        http.Timeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Sends the package.</summary>
    /// <returns>The receipt; anything else is an exception as <see cref="IPortal.DeliverAsync"/> says.</returns>
    public async Task<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.UploadUrl) { Content = Packed(package.Body.Span) };
        request.Headers.Add("Idempotency-Key", package.Id);
        var (status, headers, body) = await ExchangeAsync(request, cancellationToken);
        return PushAnswer.Receipt(status, headers, body, time.GetUtcNow());
    }

    /// <summary>Asks the address whether it would take packages with this key; the body is not looked at.</summary>
    public async Task<HttpStatusCode> ProbeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.UploadUrl);
        return (await ExchangeAsync(request, cancellationToken)).Status;
    }

    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode Status, HttpResponseHeaders Headers, byte[]? Body)> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var patience = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (response.StatusCode, response.Headers, await ReadAsync(response.Content, either.Token));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The client's own time limit is off, so a time-out that is not ours was that of connecting.
            if (!patience.IsCancellationRequested)
            {
                throw new PortalBusyException("No connection to the portal came about in time.", retryAfter: null, exception);
            }

            throw new AdapterException(AdapterFailure.Temporary, "The portal did not answer in time.");
        }
        catch (HttpRequestException exception) when (NeverSent(exception))
        {
            throw new PortalBusyException($"The portal could not be reached ({exception.HttpRequestError}).", retryAfter: null, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var what = exception is HttpRequestException { HttpRequestError: var error } ? error.ToString() : exception.GetType().Name;
            throw new AdapterException(AdapterFailure.Temporary, $"The connection broke before the answer was complete ({what}).", innerException: exception);
        }
    }

    /// <summary>No connection came about, so the portal cannot have taken anything.</summary>
    private static bool NeverSent(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <returns><see langword="null"/> when the answer is longer than any receipt.</returns>
    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var block = new byte[16 << 10];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (body.Length + read > settings.LongestAnswer)
            {
                return null;
            }

            body.Write(block, 0, read);
        }

        return body.ToArray();
    }

    private static ByteArrayContent Packed(ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        var content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
