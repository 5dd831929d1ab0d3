using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.LateChange;

/// <summary>The rule <c>late-change</c>.</summary>
internal sealed class LateChangeRule(RuleSettingsTimeline<LateChangeSettings> settings) : IRule
{
    public static RuleInfo Description { get; } = new("late-change", "late-change", Reach.Term, new HashSet<RecordKind> { RecordKind.Lesson }, 1, typeof(LateChangeSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings);

    private sealed class Run(RuleSettingsTimeline<LateChangeSettings> settings) : IRuleRun
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
