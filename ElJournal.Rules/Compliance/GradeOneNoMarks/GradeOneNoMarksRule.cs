using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.GradeOneNoMarks;

/// <summary>The rule <c>grade-one-no-marks</c>.</summary>
internal sealed class GradeOneNoMarksRule(RuleSettingsTimeline<GradeOneNoMarksSettings> settings) : IRule
{
    public static RuleInfo Description { get; } = new("grade-one-no-marks", "grade-one-no-marks", Reach.Day, new HashSet<RecordKind> { RecordKind.Lesson }, 1, typeof(GradeOneNoMarksSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings);

    private sealed class Run(RuleSettingsTimeline<GradeOneNoMarksSettings> settings) : IRuleRun
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
