using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.GradeOneNoMarks;

/// <summary>Pupils of grade 1 get no marks. The pupil's class decides, not the group taught.</summary>
internal sealed class GradeOneNoMarksRule(RuleSettingsTimeline<GradeOneNoMarksSettings> settings) : IRule
{
    private const string Id = "grade-one-no-marks";
    private const string FinalMarkPart = "finalMark";
    private static readonly RuleTexts Texts = new(typeof(GradeOneNoMarksRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Day,
        new HashSet<RecordKind> { RecordKind.Class, RecordKind.Student, RecordKind.Subject, RecordKind.Term, RecordKind.Lesson, RecordKind.Mark, RecordKind.FinalMark },
        Version: 2,
        typeof(GradeOneNoMarksSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<GradeOneNoMarksSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, IFinalMarkRun
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
                if ((context.Roster.ClassOf(mark.StudentId)?.Grade ?? group.Grade) == 1 && !Placeholders.Contains(mark.Value) && !IsOutside(lesson.Lesson.SubjectId, current))
                {
                    sink.Add(Finding(lesson, group, mark, current));
                }
            }
        }

        // «зач», «усв», «осв» say that a subject was learnt or let off; only a number is a mark.
        public void Examine(in FinalMarkEntry mark)
        {
            if (context.Roster.ClassOf(mark.StudentId) is not { Grade: 1 } group || !mark.Value.Any(char.IsAsciiDigit))
            {
                return;
            }

            var current = settings.At(mark.Day);
            if (current.Enabled && !Placeholders.Contains(mark.Value) && !IsOutside(mark.SubjectId, current))
            {
                sink.Add(Finding(mark, group, current));
            }
        }

        private bool IsOutside(string? subjectId, GradeOneNoMarksSettings current)
        {
            var subject = context.SubjectOf(subjectId);
            return (subject.IsBehaviour && !current.IncludeBehaviour) || (subject.Name is { } name && SubjectNames.IsAny(name, current.ExceptSubjects));
        }

        private Finding Finding(LessonEntries entries, GroupInfo group, in MarkEntry mark, GradeOneNoMarksSettings current)
        {
            var lesson = entries.Lesson;
            return new Finding(Id, Part: null, mark.Origin, FindingState.Present, current.Severity ?? Severity.Violation, lesson.Day, Message("Found", LessonPhrase.Of(lesson, group, context), current), current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = lesson.ClassId,
                LessonId = lesson.Id,
                SubjectId = lesson.SubjectId,
                TeacherId = lesson.TeacherId,
                StudentId = mark.StudentId,
                Blocks = current.Blocking ? [new RecordReference(RecordKind.Mark, mark.Key)] : [],
            };
        }

        private Finding Finding(in FinalMarkEntry mark, GroupInfo group, GradeOneNoMarksSettings current)
        {
            var term = mark.TermId;
            var where = LessonPhrase.OfTerm(group, mark.SubjectId, context.Roster.Terms.FirstOrDefault(known => known.Id == term)?.Name ?? term, context);
            return new Finding(Id, FinalMarkPart, mark.Origin, FindingState.Present, current.Severity ?? Severity.Violation, mark.Day, Message("FoundFinal", where, current), current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = group.Id,
                SubjectId = mark.SubjectId,
                StudentId = mark.StudentId,
                Blocks = current.Blocking ? [new RecordReference(RecordKind.FinalMark, mark.Key)] : [],
            };
        }

        private static string Message(string text, string where, GradeOneNoMarksSettings current)
        {
            var message = Texts.Format(text, where);
            return current.Blocking ? $"{message} {Texts["Withheld"]}" : message;
        }
    }
}
