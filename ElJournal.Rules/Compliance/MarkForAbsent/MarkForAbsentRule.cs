using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.MarkForAbsent;

/// <summary>The rule <c>mark-for-absent</c>.</summary>
internal sealed class MarkForAbsentRule(RuleSettingsTimeline<MarkForAbsentSettings> settings) : IRule
{
    public static RuleInfo Description { get; } = new("mark-for-absent", "mark-for-absent", Reach.Day, new HashSet<RecordKind> { RecordKind.Lesson }, 1, typeof(MarkForAbsentSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings);

    private sealed class Run(RuleSettingsTimeline<MarkForAbsentSettings> settings) : IRuleRun
    {
        public void Examine(LessonEntries lesson, GroupInfo group) => settings.At(lesson.Lesson.Day);

        public void EndOfClass()
        {
        }

        public void EndOfRun()
        {
        }
    }
}
