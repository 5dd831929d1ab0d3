using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.GradeOneNoHomework;

/// <summary>The rule <c>grade-one-no-homework</c>.</summary>
internal sealed class GradeOneNoHomeworkRule(RuleSettingsTimeline<GradeOneNoHomeworkSettings> settings) : IRule
{
    public static RuleInfo Description { get; } = new("grade-one-no-homework", "grade-one-no-homework", Reach.Day, new HashSet<RecordKind> { RecordKind.Lesson }, 1, typeof(GradeOneNoHomeworkSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings);

    private sealed class Run(RuleSettingsTimeline<GradeOneNoHomeworkSettings> settings) : IRuleRun
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
