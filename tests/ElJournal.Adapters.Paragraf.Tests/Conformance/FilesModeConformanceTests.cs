using ElJournal.Adapters.Conformance;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Adapters.Paragraf.Tests.Conformance;

[TestClass]
public sealed class FilesModeConformanceTests : SourceConformance
{
    protected override bool HasNoSecrets => true;

    protected override IReadOnlyDictionary<Disturbance, string> NotApplicable { get; } = new Dictionary<Disturbance, string>
    {
        [Disturbance.Throttled] = "A folder sets no limits.",
        [Disturbance.ResetInMidBody] = "A folder has no connection; a file that is written to while it is read has its own test (OddFileTests).",
        [Disturbance.HungAnswer] = "A file is read in blocks between which cancellation is looked at; a system call on a dead network drive cannot be ended by anybody.",
    };

    protected override async Task<SourceWorld> StartAsync(SchoolScale scale)
    {
        var world = new ExportWorld(scale);
        await world.MendAsync();
        return world;
    }
}
