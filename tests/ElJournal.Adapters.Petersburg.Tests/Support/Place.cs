using System.Text;
using ElJournal.Adapters.Portals;
using ElJournal.Samples.Simulators.Portal;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Adapters.Petersburg.Tests;

/// <summary>A simulated portal and the adapter set up for it.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly Dictionary<string, string> settings;

    private Place(PortalServer server)
    {
        Server = server;
        settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["UploadUrl"] = server.Push.AbsoluteUri, ["Token"] = server.Portal.Token };
    }

    public PortalServer Server { get; }

    public PortalSimulator Simulated => Server.Portal;

    public static async Task<Place> OpenAsync() => new(await PortalServer.StartAsync());

    public Place With(string name, string value)
    {
        settings[name] = value;
        return this;
    }

    public IPortal Portal() => new PetersburgAdapterFactory().CreatePortal(Context());

    public AdapterContext Context() =>
        new("s1", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"), new AdapterSettings(settings), new Loopback(), NullLogger.Instance, TimeProvider.System);

    /// <summary>Sends the package once.</summary>
    public async Task<Receipt> SendAsync(Package package)
    {
        await using var portal = Portal();
        return await portal.DeliverAsync(package, CancellationToken.None);
    }

    public static Package Lessons(int count, string id = "0199b4c2-0000-7000-8000-000000000001")
    {
        var records = string.Join(',', Enumerable.Range(1, count).Select(number => $$$"""{"kind":"lesson","key":"l{{{number}}}","version":{{{number}}},"op":"upsert","data":{"id":"l{{{number}}}","topic":"Дроби"}}"""));
        return new Package(id, "daily", Encoding.UTF8.GetBytes(
            $$$"""{"format":"eljournal-push/1","package":"{{{id}}}","school":{"id":"s1","ogrn":null},"route":"daily","sequence":{"from":1,"to":{{{count}}}},"createdAt":"2026-10-05T18:30:00+03:00","records":[{{{records}}}]}"""), count);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private sealed class Loopback : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = baseAddress };
    }
}
