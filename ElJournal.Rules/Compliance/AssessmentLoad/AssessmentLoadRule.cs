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
        Version: 3,
        typeof(AssessmentLoadSettings),
        OnWhenNamed: true);

    /// <summary>The share of a year is felt in the whole year; a school that does not ask for it has its terms judged and no more.</summary>
    public RuleInfo Info => settings.All.OfType<AssessmentLoadSettings>().Any(entry => entry is { Enabled: true, YearPercent: > 0 }) ? Description with { Reach = Reach.Year } : Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<AssessmentLoadSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ITermRun
    {
        private readonly Dictionary<DateOnly, (Lesson First, Lesson Last)> _days = [];
        private readonly List<Procedure> _procedures = [];
        private readonly Dictionary<(string GroupId, string SubjectId), (int Lessons, bool Found)> _year = [];

        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            // «First» and «last» are those of the class: sections and courses before and after do not count.
            if (group.Kind is not (ClassKind.Class or ClassKind.Subgroup) || lesson.Lesson.Status == LessonStatus.Cancelled)
            {
                return;
            }

            ref var day = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, lesson.Lesson.Day, out var known);
            day = known ? (Before(lesson.Lesson, day.First) ? lesson.Lesson : day.First, Before(day.Last, lesson.Lesson) ? lesson.Lesson : day.Last) : (lesson.Lesson, lesson.Lesson);
            if (lesson.Marks.Count > 0 && lesson.Lesson.SubjectId is { } subject && settings.At(lesson.Lesson.Day) is { Enabled: true } current && IsLongEnough(lesson.Lesson, current))
            {
                Add(lesson, group, subject, WorkKind.Assessment);
                Add(lesson, group, subject, WorkKind.External);
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

                LookAtYear(procedure, terms, current);
                if (procedure.Kind == WorkKind.External)
                {
                    // Set by others: the school's schedule of its own is not broken by it.
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
            _year.Clear();
        }

        private static bool Before(Lesson one, Lesson other) =>
            one.Number is { } first && other.Number is { } second ? first < second : one.Start < other.Start;

        private static bool IsLongEnough(Lesson lesson, AssessmentLoadSettings current) =>
            lesson.Start is not { } start || lesson.End is not { } end || (end - start).TotalMinutes >= current.FewestMinutes;

        private int Count(LessonEntries lesson, WorkKind kind)
        {
            var count = 0;
            foreach (ref readonly var mark in CollectionsMarshal.AsSpan(lesson.Marks))
            {
                count += context.WorkOf(mark.Work) == kind && context.Policy.IsTaughtWithClass(mark.StudentId) ? 1 : 0;
            }

            return count;
        }

        /// <summary>Subgroups that write at once write one assessment.</summary>
        private void Add(LessonEntries entries, GroupInfo group, string subject, WorkKind kind)
        {
            var marks = Count(entries, kind);
            if (marks == 0)
            {
                return;
            }

            var lesson = entries.Lesson;
            foreach (ref var procedure in CollectionsMarshal.AsSpan(_procedures))
            {
                if (procedure.Day == lesson.Day && procedure.SubjectId == subject && procedure.Kind == kind)
                {
                    // Of subgroups that write at once the longest counts, which is nearly always the first.
                    procedure = procedure with { Marks = procedure.Marks + marks, Lessons = procedure.Lessons + (procedure.Group == group ? 1 : 0) };
                    return;
                }
            }

            _procedures.Add(new Procedure(lesson, group, subject, kind, marks, Lessons: 1));
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
                if (_procedures[other].Day == procedure.Day && _procedures[other].Kind == procedure.Kind && IsWholeClass(_procedures[other], current))
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
                if (other.SubjectId != procedure.SubjectId || other.Kind != procedure.Kind || !IsWholeClass(other, settings.At(other.Day)))
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
                        Texts.Format("Interval", ClassOf(procedure).Name, SubjectOf(procedure), other.Day, procedure.Day, days, current.DaysBetween),
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
                || terms.Find(procedure.Group.Id, procedure.SubjectId, TermOf(procedure)) is not { } course || course.Pace.HoursAWeek() <= 1)
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
                    Texts.Format("Length", ClassOf(procedure).Name, SubjectOf(procedure), procedure.Day, procedure.Lessons, current.MostLessons),
                    current));
            }
        }

        /// <summary>Found once, on the day on which the year's share is used up.</summary>
        private void LookAtYear(in Procedure procedure, ClassTerms terms, AssessmentLoadSettings current)
        {
            ref var year = ref CollectionsMarshal.GetValueRefOrAddDefault(_year, (procedure.Group.Id, procedure.SubjectId), out _);
            year.Lessons += procedure.Lessons;
            if (current.YearPercent == 0 || year.Found || PlannedInYear(procedure, terms, current) is var planned && year.Lessons * 100 <= planned * current.YearPercent)
            {
                return;
            }

            year.Found = true;
            sink.Add(Finding(
                "year",
                $"{procedure.Group.Id}/{procedure.SubjectId}",
                procedure,
                Texts.Format("Year", procedure.Group.Name, SubjectOf(procedure), procedure.Day, year.Lessons, planned, current.YearPercent),
                current));
        }

        /// <summary>The lessons of a year: as many as a week usually has, in each of its weeks, or those that the timetable already lists, whichever is more.</summary>
        private static int PlannedInYear(in Procedure procedure, ClassTerms terms, AssessmentLoadSettings current)
        {
            var (listed, aWeek) = (0, 0d);
            foreach (var course in terms.Courses)
            {
                if (course.Group.Id == procedure.Group.Id && course.SubjectId == procedure.SubjectId)
                {
                    listed += course.Listed;
                    aWeek = Math.Max(aWeek, course.Pace.HoursAWeek());
                }
            }

            return Math.Max(listed, (int)Math.Ceiling(aWeek * current.YearWeeks));
        }

        private string SubjectOf(in Procedure procedure) => SubjectPhrase.InSentence(context.SubjectOf(procedure.SubjectId).Name ?? procedure.SubjectId);

        private GroupInfo ClassOf(in Procedure procedure) => context.Roster.Group(procedure.Group.RootId) ?? procedure.Group;

        private Finding Finding(string part, string subject, in Procedure procedure, string message, AssessmentLoadSettings current) =>
            new(Id, part, subject, FindingState.Present, current.Severity ?? Severity.Info, procedure.Day, message, current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = procedure.Group.RootId,
                SubjectId = procedure.SubjectId,
            };
    }

    /// <summary>An assessment of a class in a subject on a day.</summary>
    private readonly record struct Procedure(Lesson Lesson, GroupInfo Group, string SubjectId, WorkKind Kind, int Marks, int Lessons)
    {
        public DateOnly Day => Lesson.Day;
    }
}
