using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>The portal alone on a loopback port, for those who need no school beside it.</summary>
public sealed class PortalServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private PortalServer(WebApplication application, PortalSimulator portal)
    {
        (this.application, Portal) = (application, portal);
        Root = new Uri(application.Urls.Single() + "/");
    }

    public PortalSimulator Portal { get; }

    public Uri Root { get; }

    /// <summary>The push endpoint: <c>UploadUrl</c> of a route.</summary>
    public Uri Push => new(Root, "push");

    /// <summary>Starts serving; the port is open when this returns.</summary>
    public static async Task<PortalServer> StartAsync(PortalSimulator? portal = null, CancellationToken cancellationToken = default)
    {
        portal ??= new PortalSimulator();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var built = builder.Build();
        portal.Map(built);
        await built.StartAsync(cancellationToken);
        return new PortalServer(built, portal);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }
}
