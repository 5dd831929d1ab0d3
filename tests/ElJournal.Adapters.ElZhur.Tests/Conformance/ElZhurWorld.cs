using ElJournal.Adapters.Conformance;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;

namespace ElJournal.Adapters.ElZhur.Tests.Conformance;

/// <summary>The simulated ЭлЖур. The tests of the gateway use it too.</summary>
internal sealed class ElZhurWorld(SimulatorServer server, SchoolScale scale) : SimulatorWorld(server, "elzhur", scale)
{
    public override ISourceFactory Factory { get; } = new ElZhurAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(Quick)
    {
        ["BaseUrl"] = Server.ElZhur.ToString(), ["Vendor"] = Server.World.ElZhur.Vendor, ["DevKey"] = Server.World.ElZhur.DevKey,
        ["Login"] = Server.World.ElZhur.Login, ["Password"] = Server.World.ElZhur.Password, ["MaxConcurrency"] = "4", ["HomeworkStandsAt"] = "given",
    };

    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string>(Settings) { ["Password"] = "another-password" };

    public override IReadOnlyCollection<string> Secrets => [Server.World.ElZhur.DevKey, Server.World.ElZhur.Password, Server.World.ElZhur.Token, "another-password"];
}
