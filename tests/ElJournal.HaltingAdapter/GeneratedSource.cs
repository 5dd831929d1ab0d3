using System.Globalization;
using System.Runtime.CompilerServices;
using ElJournal.Adapters.Sources;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.HaltingAdapter;

/// <summary>The generated school as it is at the moment of the host's clock.</summary>
internal sealed class GeneratedSource(TimeProvider time, Boundary boundary) : IJournalSource
{
    private const int BatchSize = 500;

    public SourceTraits Traits { get; } = new(RecordKinds.All.ToHashSet());

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ProbeResult(true, "Учебная школа."));

    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        await boundary.PassAsync("source.begin");

        // The same contents for some minutes, so that a command that is run again after a crash finds what it would have found.
        var shown = startedAt.AddTicks(-(startedAt.Ticks % TimeSpan.FromMinutes(10).Ticks));
        var state = GeneratedSchool.Create().StateAt(shown).ToList();
        var lessons = state.OfType<Lesson>().ToDictionary(lesson => lesson.Id, StringComparer.Ordinal);
        var parents = state.OfType<ClassGroup>().ToDictionary(group => group.Id, group => group.ParentId ?? group.Id, StringComparer.Ordinal);
        Lesson? LessonOf(JournalRecord record) => record switch
        {
            Lesson lesson => lesson,
            Homework homework => lessons[homework.LessonId],
            Mark mark => lessons[mark.LessonId],
            Attendance attendance => lessons[attendance.LessonId],
            _ => null,
        };
        bool IsAskedFor(Lesson lesson) => request.DaysOf(parents[lesson.ClassId]).Any(days => days.Contains(lesson.Day));

        var number = 0;
        foreach (var batch in state.Where(record => request.Kinds.Contains(record.Kind) && (LessonOf(record) is not { } lesson || IsAskedFor(lesson))).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Records(batch);
            await boundary.PassAsync(string.Create(CultureInfo.InvariantCulture, $"source.batch.{++number}"));
        }

        foreach (var kind in request.Kinds)
        {
            if (!kind.IsDated())
            {
                yield return new ScopeRead(new(kind, ClassIds: null, Days: null), startedAt, startedAt);
                continue;
            }

            foreach (var window in request.ExtraWindows.Prepend(request.Window))
            {
                yield return new ScopeRead(new(kind, ClassIds: null, window), startedAt, startedAt);
            }

            foreach (var window in request.ClassWindows)
            {
                yield return new ScopeRead(new(kind, [window.ClassId], window.Days), startedAt, startedAt);
            }
        }

        await boundary.PassAsync("source.read");
    }

    public ValueTask DisposeAsync() => boundary.PassAsync("source.disposed");
}
