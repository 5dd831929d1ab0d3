using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>What the rules say, before anybody asks what was said earlier.</summary>
internal sealed class Evaluation(Roster roster) : IFindingSink
{
    private readonly HashSet<(string Class, int Day)> seen = [];
    private readonly HashSet<(string Class, int Day)> unsettled = [];
    private readonly HashSet<NotChecked> notChecked = [];
    private (string Class, int Day) last = (string.Empty, -1);

    public List<Finding> Findings { get; } = [];

    /// <summary>Deadlines that are to stay where they were.</summary>
    public List<KeptDeadline> Kept { get; } = [];

    /// <summary>What could not be judged, by class (not subgroup).</summary>
    public IReadOnlyCollection<NotChecked> Unchecked => notChecked;

    /// <summary>The classes and days that had lessons.</summary>
    public IReadOnlyCollection<(string Class, int Day)> Seen => seen;

    public bool IsUnsettled(string rootClass, int day) => unsettled.Contains((rootClass, day));

    /// <summary>The class that a group belongs to.</summary>
    public string RootOf(string? classId) => roster.Group(classId)?.RootId ?? classId ?? string.Empty;

    public void Add(Finding finding) => Findings.Add(finding);

    public void NotChecked(NotChecked scope) => notChecked.Add(scope with { ClassId = scope.ClassId is null ? null : RootOf(scope.ClassId) });

    public void Unsettled(string rootClassId, DateOnly day) => unsettled.Add((rootClassId, day.DayNumber));

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
}
