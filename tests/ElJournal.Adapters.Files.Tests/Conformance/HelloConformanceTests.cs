using System.Reflection;
using ElJournal.Adapters.Conformance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

namespace ElJournal.Adapters.Files.Tests.Conformance;

/// <summary>The sample that authors start from keeps what the suite asks, as far as it speaks to anybody.</summary>
[TestClass]
public sealed class HelloConformanceTests : SourceConformance
{
    private const string Alone = "The sample speaks to nobody: its school is in its code.";

    protected override bool HasNoSecrets => true;

    protected override IReadOnlyDictionary<Disturbance, string> NotApplicable { get; } = Enum.GetValues<Disturbance>().ToDictionary(disturbance => disturbance, _ => Alone);

    public override Task A_probe_tells_good_credentials_from_bad()
    {
        DoesNotApply(Alone);
        return Task.CompletedTask;
    }

    public override Task Bad_credentials_end_a_read_at_once_with_an_instruction()
    {
        DoesNotApply(Alone);
        return Task.CompletedTask;
    }

    public override Task Memory_stays_bounded_on_a_large_school()
    {
        DoesNotApply("One class with one lesson a month is all it has.");
        return Task.CompletedTask;
    }

    protected override Task<SourceWorld> StartAsync(SchoolScale scale) => Task.FromResult<SourceWorld>(new HelloWorld());

    private sealed class HelloWorld : SourceWorld
    {
        public override ISourceFactory Factory { get; } = (ISourceFactory)Activator.CreateInstance(
            Assembly.LoadFrom(Path.Combine(Repository.BuiltTo("samples/HelloAdapter"), "HelloAdapter.dll")).GetType("HelloAdapter.HelloAdapterFactory", throwOnError: true)!)!;

        public override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Topic"] = "Дроби" };

        public override IReadOnlyDictionary<string, string> RefusedSettings => Settings;

        public override IReadOnlyCollection<string> Secrets => [];

        public override DayRange Whole { get; } = new(new(2026, 9, 1), new(2026, 12, 31));

        public override DayRange Window { get; } = new(new(2026, 10, 1), new(2026, 10, 31));

        public override IReadOnlyDictionary<RecordKind, int> Expected { get; } = new Dictionary<RecordKind, int> { [RecordKind.Class] = 1, [RecordKind.Lesson] = 4 };

        public override ValueTask DisturbAsync(Disturbance disturbance) => throw new NotSupportedException();

        public override ValueTask MendAsync() => ValueTask.CompletedTask;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
