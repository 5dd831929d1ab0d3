using ElJournal.Adapters.Sources;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Adapters.Dnevnik.Tests.Support;

/// <summary>The simulated Дневник.ру on a real socket.</summary>
internal sealed class SimulatedSchool : IAsyncDisposable, IHttpClientSource
{
    private readonly SimulatorServer server;

    private SimulatedSchool(SimulatorServer server) => this.server = server;

    public SimulatedWorld World => server.World;

    public static async Task<SimulatedSchool> StartAsync(SimulatorOptions? options = null) => new(await SimulatorServer.StartAsync(options));

    public IJournalSource Source(params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string>
        {
            ["BaseUrl"] = server.Dnevnik.ToString(),
            ["AccessToken"] = World.Dnevnik.Token,
            ["SchoolId"] = World.Dnevnik.SchoolId,
            ["RetryDelay"] = "00:00:00",
        };
        foreach (var (name, value) in settings)
        {
            values[name] = value;
        }

        return new DnevnikAdapterFactory().CreateSource(new AdapterContext("s1", StubJournal.Zone, new AdapterSettings(values), this, NullLogger.Instance, new StoppedClock(this), TimeProvider.System));
    }

    public HttpClient Create(Uri baseAddress) => new() { BaseAddress = baseAddress };

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>The school's clock; what waits, waits by the machine's.</summary>
    private sealed class StoppedClock(SimulatedSchool school) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => school.World.Now.ToUniversalTime();
    }
}
