using System.Net;
using ElJournal.Samples.Simulators.Control;
using ElJournal.Samples.Simulators.Dnevnik;
using ElJournal.Samples.Simulators.ElZhur;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.OneRoster;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Samples.Simulators;

/// <summary>All simulated systems on one loopback port, each below its own path.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Uri root;

    private SimulatorServer(WebApplication application, Uri root, SimulatedWorld world)
    {
        this.application = application;
        this.root = root;
        World = world;
    }

    /// <summary>Base address of Дневник.ру's API, as a configuration names it: <c>…/dnevnik/v2</c>.</summary>
    public Uri Dnevnik => new(root, "dnevnik/v2");

    /// <summary>Base address of Дневник.ру's sign-in pages.</summary>
    public Uri DnevnikLogin => new(root, "dnevnik/login");

    /// <summary>Base address of ЭлЖур's API, as a configuration names it: <c>…/elzhur/api</c>.</summary>
    public Uri ElZhur => new(root, "elzhur/api");

    /// <summary>Everything that the portal offers lies below this address.</summary>
    public Uri Portal => new(root, "portal");

    /// <summary>Address of the OneRoster provider, as a configuration names it: <c>BaseUrl</c>.</summary>
    public Uri OneRoster => new(root, "oneroster");

    /// <summary>Its token endpoint: <c>TokenUrl</c>.</summary>
    public Uri OneRosterToken => new(root, "oneroster/token");

    /// <summary>The control endpoints, for those outside the process; inside it <see cref="World"/> does the same.</summary>
    public Uri Control => new(root, "control");

    /// <summary>The school, its clock, the faults and what was asked: all that the control endpoints can reach, typed.</summary>
    public SimulatedWorld World { get; }

    /// <summary>Starts serving; the port is open when this returns.</summary>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var world = new SimulatedWorld(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        builder.Services.AddResponseCompression();
        var built = builder.Build();
        built.Use(new FaultMiddleware(world).InvokeAsync);
        built.UseWhen(context => world.ElZhur.Gzip && context.Request.Path.StartsWithSegments("/elzhur", StringComparison.Ordinal), branch => branch.UseResponseCompression());
        built.MapDnevnik(world);
        built.MapElZhur(world);
        world.Portal.Map(built.MapGroup("/portal"));
        built.MapOneRoster(world);
        built.MapControl(world, options.ClockSet);
        try
        {
            await built.StartAsync(cancellationToken);
        }
        catch
        {
            await built.DisposeAsync();
            throw;
        }

        return new SimulatorServer(built, new Uri(built.Urls.Single() + "/"), world);
    }

    /// <summary>Waits until somebody stops the process (Ctrl+C).</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }
}
