using System.Runtime.InteropServices;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.AssessmentLoad;

/// <summary>A class writes no more assessments than its schedule may hold. A word to the deputy, who owns the schedule, and to no teacher.</summary>
internal sealed class AssessmentLoadRule(RuleSettingsTimeline<AssessmentLoadSettings> settings) : IRule
{
    private const string Id = "assessment-load";
    private static readonly RuleTexts Texts = new(typeof(AssessmentLoadRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Student, RecordKind.Lesson, RecordKind.Mark },
        Version: 2,
        typeof(AssessmentLoadSettings),
        OnWhenNamed: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<AssessmentLoadSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ITermRun
    {
        private readonly Dictionary<DateOnly, (Lesson First, Lesson Last)> _days = [];
        private readonly List<Procedure> _procedures = [];

        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            // «First» and «last» are those of the class: sections and courses before and after do not count.
            if (group.Kind is not (ClassKind.Class or ClassKind.Subgroup) || lesson.Lesson.Status == LessonStatus.Cancelled)
            {
                return;
            }

            ref var day = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, lesson.Lesson.Day, out var known);
            day = known ? (Before(lesson.Lesson, day.First) ? lesson.Lesson : day.First, Before(day.Last, lesson.Lesson) ? lesson.Lesson : day.Last) : (lesson.Lesson, lesson.Lesson);
            if (lesson.Marks.Count > 0 && lesson.Lesson.SubjectId is { } subject && settings.At(lesson.Lesson.Day) is { Enabled: true } current && Count(lesson) is var marks && marks > 0 && IsLongEnough(lesson.Lesson, current))
            {
                Add(lesson.Lesson, group, subject, marks);
            }
        }

        public void EndOfClass(ClassTerms terms)
        {
            for (var index = 0; index < _procedures.Count; index++)
            {
                var procedure = _procedures[index];
                var current = settings.At(procedure.Day);
                if (!IsWholeClass(procedure, current) || context.Calendar.KindOf(procedure.Group, procedure.Day) != DayKind.Open)
                {
                    continue;
                }

                LookAtDay(index, current);
                LookAtInterval(index, current);
                LookAtPlace(procedure, terms, current);
                LookAtLength(procedure, current);
            }
        }

        public void EndOfClass()
        {
            _days.Clear();
            _procedures.Clear();
        }

        private static bool Before(Lesson one, Lesson other) =>
            one.Number is { } first && other.Number is { } second ? first < second : one.Start < other.Start;

        private static bool IsLongEnough(Lesson lesson, AssessmentLoadSettings current) =>
            lesson.Start is not { } start || lesson.End is not { } end || (end - start).TotalMinutes >= current.FewestMinutes;

        private int Count(LessonEntries lesson)
        {
            var count = 0;
            foreach (ref readonly var mark in CollectionsMarshal.AsSpan(lesson.Marks))
            {
                count += context.WorkOf(mark.Work) == WorkKind.Assessment && context.Policy.IsTaughtWithClass(mark.StudentId) ? 1 : 0;
            }

            return count;
        }

        /// <summary>Subgroups that write at once write one assessment.</summary>
        private void Add(Lesson lesson, GroupInfo group, string subject, int marks)
        {
            foreach (ref var procedure in CollectionsMarshal.AsSpan(_procedures))
            {
                if (procedure.Day == lesson.Day && procedure.SubjectId == subject)
                {
                    // Of subgroups that write at once the longest counts, which is nearly always the first.
                    procedure = procedure with { Marks = procedure.Marks + marks, Lessons = procedure.Lessons + (procedure.Group == group ? 1 : 0) };
                    return;
                }
            }

            _procedures.Add(new Procedure(lesson, group, subject, marks, Lessons: 1));
        }

        private bool IsWholeClass(in Procedure procedure, AssessmentLoadSettings current) =>
            CountTaught(procedure.Group.RootId) is var pupils and > 0 && procedure.Marks * 100 >= current.WholeClassPercent * pupils;

        private int CountTaught(string rootId)
        {
            var count = 0;
            foreach (var student in context.PupilsOf(rootId))
            {
                count += context.Policy.IsTaughtWithClass(student.Id) ? 1 : 0;
            }

            return count;
        }

        private void LookAtDay(int index, AssessmentLoadSettings current)
        {
            var procedure = _procedures[index];
            var (count, first) = (0, true);
            for (var other = 0; other < _procedures.Count; other++)
            {
                if (_procedures[other].Day == procedure.Day && IsWholeClass(_procedures[other], current))
                {
                    count++;
                    first &= other >= index;
                }
            }

            if (first && count > current.PerDay)
            {
                sink.Add(Finding("day", $"{procedure.Group.RootId}/{procedure.Day:yyyy-MM-dd}", procedure, Texts.Format("Day", ClassOf(procedure).Name, procedure.Day, count, current.PerDay), current) with { SubjectId = null });
            }
        }

        private void LookAtInterval(int index, AssessmentLoadSettings current)
        {
            var procedure = _procedures[index];
            for (var before = index - 1; before >= 0; before--)
            {
                var other = _procedures[before];
                if (other.SubjectId != procedure.SubjectId || !IsWholeClass(other, settings.At(other.Day)))
                {
                    continue;
                }

                // Two terms are judged apart.
                if (TermOf(other) == TermOf(procedure) && DaysBetween(other, procedure) is var days && days < current.DaysBetween)
                {
                    sink.Add(Finding(
                        "interval",
                        $"{procedure.Group.RootId}/{procedure.SubjectId}/{procedure.Day:yyyy-MM-dd}",
                        procedure,
                        Texts.Format("Interval", ClassOf(procedure).Name, context.SubjectOf(procedure.SubjectId).Name, other.Day, procedure.Day, days, current.DaysBetween),
                        current));
                }

                return;
            }
        }

        private Term? TermOf(in Procedure procedure) => context.TermOf(procedure.Group.Grade, procedure.SubjectId, procedure.Day);

        private int DaysBetween(in Procedure one, in Procedure other)
        {
            var days = 0;
            for (var day = one.Day.AddDays(1); day <= other.Day; day = day.AddDays(1))
            {
                days += context.Calendar.KindOf(one.Group, day) == DayKind.Vacation ? 0 : 1;
            }

            return days;
        }

        private void LookAtPlace(in Procedure procedure, ClassTerms terms, AssessmentLoadSettings current)
        {
            var (first, last) = _days[procedure.Day];
            var isFirst = !Before(first, procedure.Lesson);
            var isLast = !Before(procedure.Lesson, last);
            if (!current.FirstAndLastLesson || first == last || !(isFirst || isLast)
                || terms.Find(procedure.Group.Id, procedure.SubjectId, TermOf(procedure)) is not { } course || course.HoursAWeek() <= 1)
            {
                return;
            }

            sink.Add(Finding(
                "place",
                $"{procedure.Group.Id}/{procedure.SubjectId}/{procedure.Day:yyyy-MM-dd}",
                procedure,
                Texts.Format(isFirst ? "First" : "Last", LessonPhrase.Of(procedure.Lesson, procedure.Group, context)),
                current) with
            {
                LessonId = procedure.Lesson.Id,
            });
        }

        private void LookAtLength(in Procedure procedure, AssessmentLoadSettings current)
        {
            if (current.MostLessons > 0 && procedure.Lessons > current.MostLessons)
            {
                sink.Add(Finding(
                    "length",
                    $"{procedure.Group.Id}/{procedure.SubjectId}/{procedure.Day:yyyy-MM-dd}",
                    procedure,
                    Texts.Format("Length", ClassOf(procedure).Name, context.SubjectOf(procedure.SubjectId).Name, procedure.Day, procedure.Lessons, current.MostLessons),
                    current));
            }
        }

        private GroupInfo ClassOf(in Procedure procedure) => context.Roster.Group(procedure.Group.RootId) ?? procedure.Group;

        private Finding Finding(string part, string subject, in Procedure procedure, string message, AssessmentLoadSettings current) =>
            new(Id, part, subject, FindingState.Present, current.Severity ?? Severity.Info, procedure.Day, message, current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = procedure.Group.RootId,
                SubjectId = procedure.SubjectId,
            };
    }

    /// <summary>An assessment of a class in a subject on a day.</summary>
    private readonly record struct Procedure(Lesson Lesson, GroupInfo Group, string SubjectId, int Marks, int Lessons)
    {
        public DateOnly Day => Lesson.Day;
    }
}
