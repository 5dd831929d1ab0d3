using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.GradeOneNoHomework;

/// <summary>Grade 1 gets no homework, where the school's order says so.</summary>
internal sealed class GradeOneNoHomeworkRule(RuleSettingsTimeline<GradeOneNoHomeworkSettings> settings) : IRule
{
    private const string Id = "grade-one-no-homework";
    private static readonly RuleTexts Texts = new(typeof(GradeOneNoHomeworkRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.Class, RecordKind.Subject, RecordKind.Lesson, RecordKind.Homework },
        Version: 1,
        typeof(GradeOneNoHomeworkSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<GradeOneNoHomeworkSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun
    {
        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            if (group.Grade != 1 || lesson.Homework is not { } homework || HomeworkText.SaysNone(homework.Text))
            {
                return;
            }

            var current = settings.At(lesson.Lesson.Day);
            var subject = context.SubjectOf(lesson.Lesson.SubjectId);
            if (!current.Enabled || subject.IsBehaviour || (subject.Name is { } name && SubjectNames.IsAny(name, current.ExceptSubjects)))
            {
                return;
            }

            var message = Texts.Format("Found", LessonPhrase.Of(lesson.Lesson, group, context));
            message = current.Blocking ? $"{message} {Texts["Withheld"]}" : message;
            sink.Add(new Finding(Id, Part: null, lesson.Origin, FindingState.Present, current.Severity ?? Severity.Violation, lesson.Lesson.Day, message, current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = lesson.Lesson.ClassId,
                LessonId = lesson.Lesson.Id,
                SubjectId = lesson.Lesson.SubjectId,
                TeacherId = lesson.Lesson.TeacherId,
                Blocks = current.Blocking ? [new RecordReference(RecordKind.Homework, homework.Key)] : [],
            });
        }
    }
}
