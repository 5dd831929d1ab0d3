using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace HelloAdapter;

public sealed class HelloAdapterFactory : ISourceFactory
{
    public IReadOnlyList<AdapterSetting> Settings { get; } = [new("Topic", "What the lessons were about.")];

    public IJournalSource CreateSource(AdapterContext context) => new HelloSource(context.Settings["Topic"], context.Time);
}

internal sealed class HelloSource(string? topic, TimeProvider time) : IJournalSource
{
    private static readonly FrozenSet<RecordKind> Shown = new[] { RecordKind.Class, RecordKind.Lesson }.ToFrozenSet();

    public SourceTraits Traits { get; } = new(Shown);

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ProbeResult(true, "Пример: одна школа, один класс, один урок в месяц."));

    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        await Task.Yield(); // a real source waits for its journal here
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = request.DaysOf("c1").ToList(); // the usual window, and weeks of this class that are looked at again
        var lessons = wanted.SelectMany(days => days.Days()).Distinct().Where(day => day.Day == 5).Select(day => new Lesson($"l-{day:yyyy-MM-dd}", day, "c1", number: 1, topic: topic));
        yield return new Records([new ClassGroup("c1", "5А", 5), .. lessons]);

        // Only now, after all of them have come, may the host conclude that other records are gone.
        yield return new ScopeRead(new(RecordKind.Class, ClassIds: null, Days: null), startedAt, AsOf: startedAt);
        foreach (var days in wanted)
        {
            yield return new ScopeRead(new(RecordKind.Lesson, ["c1"], days), startedAt, AsOf: startedAt);
        }

        yield return new ReadEffort(Requests: 1, Retries: 0);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
