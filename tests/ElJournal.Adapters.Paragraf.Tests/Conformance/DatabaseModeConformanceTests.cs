using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Adapters.Paragraf.Tests.Conformance;

/// <summary>Database mode on a real SQLite file, whose provider the adapter loads from <c>providers/</c>.</summary>
[TestClass]
public sealed class DatabaseModeConformanceTests : SourceConformance
{
    protected override IReadOnlyDictionary<Disturbance, string> NotApplicable { get; } = new Dictionary<Disturbance, string>
    {
        [Disturbance.Throttled] = "A database sets no limits; one that does not answer in time has its own test (FailureTests).",
        [Disturbance.ResetInMidBody] = "A file has no connection; a server that goes away during a query has its own test (PostgresTests).",
        [Disturbance.TruncatedAnswer] = "A query's rows come whole or end with an error.",
        [Disturbance.WebPage] = "No web server stands between.",
        [Disturbance.HungAnswer] = "A file answers at once; a server that does not has its own test (PostgresTests).",
        [Disturbance.ClockChange] = "A database shows no clock.",
    };

    protected override async Task<SourceWorld> StartAsync(SchoolScale scale)
    {
        var world = new SqliteWorld(scale, Installed.Sqlite);
        await world.MendAsync();
        return world;
    }
}
