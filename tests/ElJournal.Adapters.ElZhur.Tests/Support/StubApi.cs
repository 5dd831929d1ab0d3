using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;

namespace ElJournal.Adapters.ElZhur.Tests.Support;

/// <summary>A request as a test looks at it.</summary>
internal sealed record StubRequest(HttpMethod Verb, string Method, IReadOnlyDictionary<string, string> Query, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string name] => Query.GetValueOrDefault(name);

    public string[] Pupils => this["student"]?.Split(',') ?? [];
}

/// <summary>ЭлЖур as a handler that answers what it was told to. A request that nobody foresaw fails the test, whatever the adapter makes of it.</summary>
internal sealed class StubApi : IHttpClientSource
{
    private readonly Dictionary<string, Func<StubRequest, HttpResponseMessage>> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<StubRequest> requests = new();
    private readonly ConcurrentQueue<string> unforeseen = new();

    public static Uri Base { get; } = new("https://demo.eljur.example/apiv3");

    public IReadOnlyList<StubRequest> Requests => [.. requests];

    public int Count(string method) => requests.Count(request => request.Method == method);

    public StubApi On(string method, string result) => On(method, _ => result);

    public StubApi On(string method, Func<StubRequest, string> result) => OnAny(method, request => Ok(result(request)));

    public StubApi OnAny(string method, Func<StubRequest, HttpResponseMessage> answer)
    {
        answers[method] = answer;
        return this;
    }

    public HttpResponseMessage Answer(StubRequest request) => answers[request.Method](request);

    public static HttpResponseMessage Ok(string result) => Text("""{"response":{"state":200,"error":null,"result":""" + result + "}}");

    public static HttpResponseMessage Refused(int status, string error = "", int? state = null) =>
        Text($$$$"""{"response":{"state":{{{{state ?? status}}}},"error":"{{{{error}}}}","result":[]}}""", status);

    public static HttpResponseMessage Text(string text, int status = 200, string type = "application/json") =>
        new((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, type) };

    public HttpClient Create(Uri baseAddress) => new(new Handler(this), disposeHandler: true) { BaseAddress = baseAddress };

    public void AssertAllForeseen() => Assert.AreEqual("", string.Join("\n", unforeseen));

    private sealed class Handler(StubApi stub) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            if (!address.AbsoluteUri.StartsWith(Base.AbsoluteUri + "/", StringComparison.Ordinal))
            {
                stub.unforeseen.Enqueue(address.GetLeftPart(UriPartial.Path));
            }

            var query = HttpUtility.ParseQueryString(address.Query);
            var asked = new StubRequest(
                request.Method,
                address.Segments[^1],
                query.AllKeys.OfType<string>().ToDictionary(name => name, name => query[name] ?? "", StringComparer.Ordinal),
                request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "",
                request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
            stub.requests.Enqueue(asked);
            if (stub.answers.TryGetValue(asked.Method, out var answer))
            {
                var response = answer(asked);
                response.RequestMessage = request;
                return response;
            }

            stub.unforeseen.Enqueue(asked.Method);
            throw new InvalidOperationException($"Nobody foresaw {asked.Method}.");
        }
    }
}
