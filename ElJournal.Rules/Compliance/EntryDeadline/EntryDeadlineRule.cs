using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>The rule <c>entry-deadline</c>.</summary>
internal sealed class EntryDeadlineRule(RuleSettingsTimeline<EntryDeadlineSettings> settings) : IRule
{
    public static RuleInfo Description { get; } = new("entry-deadline", "entry-deadline", Reach.Term, new HashSet<RecordKind> { RecordKind.Lesson }, 1, typeof(EntryDeadlineSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings);

    private sealed class Run(RuleSettingsTimeline<EntryDeadlineSettings> settings) : IRuleRun
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
