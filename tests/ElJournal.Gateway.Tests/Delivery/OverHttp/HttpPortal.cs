using ElJournal.Adapters;
using ElJournal.Adapters.Petersburg;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Plugins;
using ElJournal.Samples.Simulators.Portal;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Tests.Delivery.OverHttp;

/// <summary>The shipped adapter on the gateway's own HTTP clients, and the simulated portal that it delivers to.</summary>
internal sealed class HttpPortal : IAsyncDisposable
{
    private HttpPortal(PortalServer server) => Server = server;

    public PortalServer Server { get; }

    public PortalSimulator Simulated => Server.Portal;

    public static async Task<HttpPortal> StartAsync() => new(await PortalServer.StartAsync());

    public IPortal Create() => new PetersburgAdapterFactory().CreatePortal(new AdapterContext(
        DeliveryLedger.School,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"),
        new AdapterSettings(new Dictionary<string, string> { ["UploadUrl"] = Server.Push.AbsoluteUri, ["Token"] = Simulated.Token, ["RequestTimeout"] = "00:00:01" }),
        new HttpClientSource(mayLeaveMachine: false),
        NullLogger.Instance,
        TimeProvider.System));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
