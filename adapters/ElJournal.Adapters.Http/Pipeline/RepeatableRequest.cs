namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>A request that can be sent more than once: a message can be sent only once, and its body may be readable only once.</summary>
internal sealed class RepeatableRequest
{
    private readonly HttpRequestMessage request;
    private readonly byte[]? body;

    private RepeatableRequest(HttpRequestMessage request, byte[]? body)
    {
        this.request = request;
        this.body = body;
    }

    public static async ValueTask<RepeatableRequest> CreateAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        new(request, request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : null);

    public HttpRequestMessage Copy()
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var header in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (body is not null)
        {
            copy.Content = new ByteArrayContent(body);
            foreach (var header in request.Content!.Headers)
            {
                copy.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return copy;
    }
}
