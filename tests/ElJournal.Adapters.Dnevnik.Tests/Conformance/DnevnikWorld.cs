using ElJournal.Adapters.Conformance;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;

namespace ElJournal.Adapters.Dnevnik.Tests.Conformance;

/// <summary>The simulated Дневник.ру. The tests of the gateway use it too.</summary>
internal sealed class DnevnikWorld(SimulatorServer server, SchoolScale scale) : SimulatorWorld(server, "dnevnik", scale)
{
    public override ISourceFactory Factory { get; } = new DnevnikAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(Quick)
    {
        ["BaseUrl"] = Server.Dnevnik.ToString(),
        ["AccessToken"] = Server.World.Dnevnik.Token,
        ["SchoolId"] = Server.World.Dnevnik.SchoolId,
    };

    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string>(Settings) { ["AccessToken"] = Server.World.Dnevnik.ExpiredToken };

    public override IReadOnlyCollection<string> Secrets => [Server.World.Dnevnik.Token, Server.World.Dnevnik.ExpiredToken];
}
