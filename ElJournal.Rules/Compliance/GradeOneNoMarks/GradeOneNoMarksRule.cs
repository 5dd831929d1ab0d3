using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.GradeOneNoMarks;

/// <summary>Pupils of grade 1 get no marks. The pupil's class decides, not the group taught.</summary>
internal sealed class GradeOneNoMarksRule(RuleSettingsTimeline<GradeOneNoMarksSettings> settings) : IRule
{
    private const string Id = "grade-one-no-marks";
    private static readonly RuleTexts Texts = new(typeof(GradeOneNoMarksRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.Class, RecordKind.Student, RecordKind.Subject, RecordKind.Lesson, RecordKind.Mark },
        Version: 1,
        typeof(GradeOneNoMarksSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<GradeOneNoMarksSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun
    {
        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            if (lesson.Marks.Count == 0)
            {
                return;
            }

            var current = settings.At(lesson.Lesson.Day);
            if (!current.Enabled)
            {
                return;
            }

            foreach (ref readonly var mark in CollectionsMarshal.AsSpan(lesson.Marks))
            {
                if ((context.Roster.ClassOf(mark.StudentId)?.Grade ?? group.Grade) == 1 && !Placeholders.Contains(mark.Value) && !IsOutside(lesson.Lesson, current))
                {
                    sink.Add(Finding(lesson, group, mark, current));
                }
            }
        }

        public void EndOfClass()
        {
        }

        public void EndOfRun()
        {
        }

        private bool IsOutside(Lesson lesson, GradeOneNoMarksSettings current)
        {
            var subject = context.SubjectOf(lesson.SubjectId);
            return (subject.IsBehaviour && !current.IncludeBehaviour) || (subject.Name is { } name && SubjectNames.IsAny(name, current.ExceptSubjects));
        }

        private Finding Finding(LessonEntries entries, GroupInfo group, in MarkEntry mark, GradeOneNoMarksSettings current)
        {
            var lesson = entries.Lesson;
            var message = Texts.Format("Found", LessonPhrase.Of(lesson, group, context));
            message = current.Blocking ? $"{message} {Texts["Withheld"]}" : message;
            return new Finding(Id, Part: null, mark.Origin, FindingState.Present, current.Severity ?? Severity.Violation, lesson.Day, message, current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = lesson.ClassId,
                LessonId = lesson.Id,
                SubjectId = lesson.SubjectId,
                TeacherId = lesson.TeacherId,
                StudentId = mark.StudentId,
                Blocks = current.Blocking ? [new RecordReference(RecordKind.Mark, mark.Key)] : [],
            };
        }
    }
}
