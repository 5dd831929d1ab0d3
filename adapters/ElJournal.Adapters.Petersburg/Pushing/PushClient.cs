using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using ElJournal.Adapters.Http;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg.Pushing;

/// <summary>Puts a package on the wire once, in the format <c>eljournal-push/1</c>. The host decides about another try.</summary>
internal sealed class PushClient(HttpChannel channel, PushSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>A channel that sends a package once and lets every answer through.</summary>
    public static HttpChannel Channel(AdapterContext context, PushSettings settings, HttpChannelOptions options) =>
        new(context, settings.UploadUrl, options with { RepeatEveryMethod = false, Judge = static _ => HttpVerdict.Accept, MaxResponseBytes = Math.Min(options.MaxResponseBytes, 4 << 20) });

    /// <summary>Sends the package.</summary>
    /// <returns>The receipt; anything else is an exception as <see cref="IPortal.DeliverAsync"/> says.</returns>
    public async Task<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.UploadUrl) { Content = Packed(package.Body.Span) };
        request.Headers.Add("Idempotency-Key", package.Id);
        using var answer = await SendAsync(request, cancellationToken);
        return PushAnswer.Receipt(answer.StatusCode, answer.Headers, await answer.Content.ReadAsByteArrayAsync(cancellationToken), time.GetUtcNow());
    }

    /// <summary>Asks the address whether it would take packages with this key; the body is not looked at.</summary>
    public async Task<HttpStatusCode> ProbeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.UploadUrl);
        using var answer = await SendAsync(request, cancellationToken);
        return answer.StatusCode;
    }

    public void Dispose() => channel.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            return await channel.Client.SendAsync(request, cancellationToken);
        }
        catch (AdapterException failure) when (failure.Failure == AdapterFailure.Temporary && failure.NeverSent())
        {
            throw new PortalBusyException($"The portal could not be reached: {failure.Message}", failure.RetryAfter, failure);
        }
    }

    private static ByteArrayContent Packed(ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
