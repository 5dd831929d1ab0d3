using System.Runtime.InteropServices;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>What the rules say, before anybody asks what was said earlier.</summary>
internal sealed class Evaluation(Roster roster) : IFindingSink
{
    private readonly HashSet<(string Class, int Day)> seen = [];
    private readonly Dictionary<(string Class, int Day), Waiting> unsettled = [];
    private readonly HashSet<NotChecked> notChecked = [];
    private (string Class, int Day) last = (string.Empty, -1);

    public List<Finding> Findings { get; } = [];

    /// <summary>Deadlines that are to stay where they were.</summary>
    public List<KeptDeadline> Kept { get; } = [];

    /// <summary>What could not be judged, by class (not subgroup).</summary>
    public IReadOnlyCollection<NotChecked> Unchecked => notChecked;

    /// <summary>The classes and days that had lessons.</summary>
    public IReadOnlyCollection<(string Class, int Day)> Seen => seen;

    /// <summary>What a class's day waits for; <see langword="null"/> when it is settled.</summary>
    public Waiting? WaitingOf(string rootClass, int day) => unsettled.TryGetValue((rootClass, day), out var waiting) ? waiting : null;

    /// <summary>The class that a group belongs to.</summary>
    public string RootOf(string? classId) => roster.Group(classId)?.RootId ?? classId ?? string.Empty;

    public void Add(Finding finding) => Findings.Add(finding);

    public void NotChecked(NotChecked scope) => notChecked.Add(scope with { ClassId = scope.ClassId is null ? null : RootOf(scope.ClassId) });

    public void Unsettled(string rootClassId, DateOnly day) => Wait(rootClassId, day, Waiting.ForAnything);

    public void Unsettled(string rootClassId, DateOnly day, DateTimeOffset until) => Wait(rootClassId, day, new Waiting(until.ToStored(), 0));

    public void Unsettled(string rootClassId, DateOnly day, RecordKind read) => Wait(rootClassId, day, new Waiting(long.MaxValue, 1 << (int)read));

    public void Keep(KeptDeadline deadline) => Kept.Add(deadline);

    /// <summary>Passes lessons on and notes which classes and days there are.</summary>
    public IEnumerable<LessonEntries> Watch(IEnumerable<LessonEntries> lessons)
    {
        foreach (var lesson in lessons)
        {
            var day = lesson.Lesson.Day.DayNumber;
            if (day != last.Day || !ReferenceEquals(lesson.Lesson.ClassId, last.Class))
            {
                last = (lesson.Lesson.ClassId, day);
                seen.Add((RootOf(lesson.Lesson.ClassId), day));
            }

            yield return lesson;
        }
    }

    private void Wait(string rootClass, DateOnly day, Waiting what)
    {
        ref var waiting = ref CollectionsMarshal.GetValueRefOrAddDefault(unsettled, (rootClass, day.DayNumber), out var known);
        waiting = known ? waiting.And(what) : what;
    }
}

/// <summary>What may change the outcome of a day of which no record changes.</summary>
/// <param name="Until">The clock, from this moment on (Unix ms); <see langword="null"/> for anything at any time.</param>
/// <param name="Reads">Another read of these kinds, a bit for each.</param>
internal readonly record struct Waiting(long? Until, int Reads)
{
    public static Waiting ForAnything { get; } = new(null, 0);

    public Waiting And(Waiting other) => new(Until is { } one && other.Until is { } two ? Math.Min(one, two) : null, Reads | other.Reads);
}
