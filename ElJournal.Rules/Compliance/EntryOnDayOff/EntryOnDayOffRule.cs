using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryOnDayOff;

/// <summary>The rule <c>entry-on-day-off</c>.</summary>
internal sealed class EntryOnDayOffRule(RuleSettingsTimeline<EntryOnDayOffSettings> settings) : IRule
{
    public static RuleInfo Description { get; } = new("entry-on-day-off", "entry-on-day-off", Reach.Day, new HashSet<RecordKind> { RecordKind.Lesson }, 1, typeof(EntryOnDayOffSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings);

    private sealed class Run(RuleSettingsTimeline<EntryOnDayOffSettings> settings) : IRuleRun
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
