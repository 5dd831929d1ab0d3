using ElJournal.Adapters.Conformance;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;

namespace ElJournal.Adapters.Dnevnik.Tests.Conformance;

[TestClass]
public sealed class DnevnikConformanceTests : SourceConformance
{
    protected override async Task<SourceWorld> StartAsync(SchoolScale scale) => new DnevnikWorld(await SimulatorServer.StartAsync(new SimulatorOptions { Scale = scale }), scale);
}
