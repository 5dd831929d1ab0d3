using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

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
        var world = new DatabaseWorld(scale);
        await world.MendAsync();
        return world;
    }

    private sealed class DatabaseWorld(SchoolScale scale) : SourceWorld
    {
        private readonly TempFolder folder = new();
        private readonly IReadOnlyList<JournalRecord> school = [.. School.Of(scale).Where(record => record.Kind != RecordKind.SignIn)];
        private int made;

        public override ISourceFactory Factory { get; } = new ParagrafAdapterFactory();

        public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Mode"] = "Database", ["Mapping"] = folder["mapping.jsonc"], ["Provider"] = "Microsoft.Data.Sqlite", ["ConnectionString"] = ConnectionString,
        };

        public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string>(Settings) { ["ConnectionString"] = $"Data Source={folder["nothing-there.db"]};Mode=ReadOnly;Pooling=False" };

        public override IReadOnlyCollection<string> Secrets => [Settings["ConnectionString"], RefusedSettings["ConnectionString"], "nothing-there"];

        public override DayRange Whole => new(SchoolDays.FirstDay, SchoolDays.FirstDay.AddDays(scale.Weeks * 7));

        public override DayRange Window { get; } = new(new(2026, 9, 7), new(2026, 9, 13));

        public override IReadOnlyDictionary<RecordKind, int> Expected => school.CountBy(record => record.Kind).ToDictionary();

        private string ConnectionString => $"Data Source={folder[$"school{made}.db"]};Pooling=False";

        public override async ValueTask MendAsync() => await WriteAsync(school);

        public override async ValueTask DisturbAsync(Disturbance disturbance)
        {
            if (disturbance == Disturbance.Outage)
            {
                await Databases.ExecuteAsync(Databases.Sqlite, ConnectionString, ["DROP TABLE DEMO_LESSONS"]);
            }
            else
            {
                await WriteAsync(DisturbedSchool.Of(school, disturbance));
            }
        }

        public override ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task WriteAsync(IEnumerable<JournalRecord> records)
        {
            made++;
            await File.WriteAllTextAsync(folder["mapping.jsonc"], InventedSchema.Mapping);
            await Databases.ExecuteAsync(Databases.Sqlite, ConnectionString, InventedSchema.Tables);
            await Databases.InsertAsync(Databases.Sqlite, ConnectionString, records.Select(InventedSchema.Row).OfType<(string, object?[])>());
        }
    }
}
