using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.MarkDensity;

/// <summary>Pupils have enough marks to be judged by at the end of the term.</summary>
internal sealed class MarkDensityRule(RuleSettingsTimeline<MarkDensitySettings> settings) : IRule
{
    private const string Id = "mark-density";
    private static readonly RuleTexts Texts = new(typeof(MarkDensityRule));
    private static readonly int[] UsualQuarter = [3, 4, 5, 6, 7];
    private static readonly int[] UsualHalfYear = [3, 5, 7, 9, 11, 13];

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Student, RecordKind.Lesson, RecordKind.Mark, RecordKind.Attendance },
        Version: 2,
        typeof(MarkDensitySettings),
        OnWhenNamed: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<MarkDensitySettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ITermRun
    {
        private readonly DateOnly _today = context.Calendar.DayOf(context.Now);

        public void EndOfClass(ClassTerms terms)
        {
            foreach (var course in terms.Courses)
            {
                if (course is { IsWhole: true, Term: { } term, Last: { } last } && settings.At(last.Day) is { Enabled: true } current && IsLookedAt(course, term, current))
                {
                    Judge(course, term, last, terms, current);
                }
            }
        }

        private bool IsLookedAt(Course course, Term term, MarkDensitySettings current)
        {
            var (group, subject) = (course.Group, context.SubjectOf(course.SubjectId));
            return (current.Kinds.Count == 0 ? group.Kind is ClassKind.Class or ClassKind.Subgroup : current.Kinds.Contains(group.Kind))
                && term.TermKind == subject.Terms(group.Grade)
                && context.Policy.HasMarks(group.Grade, term.Start)
                && subject.Marks(group.Grade) == MarksMode.Required
                && !subject.IsBehaviour;
        }

        private void Judge(Course course, Term term, Lesson last, ClassTerms terms, MarkDensitySettings current)
        {
            if (Wanted(course.Pace.HoursAWeek(), term.TermKind, current) is not { } wanted)
            {
                return;
            }

            if (_today <= term.End)
            {
                sink.Unsettled(course.Group.RootId, last.Day, context.Calendar.At(_today.AddDays(1), TimeOnly.MinValue));
            }

            var days = new DayRange(term.Start, _today < term.End ? (_today < term.Start ? term.Start : _today) : term.End);
            var attested = term.TermKind == TermKind.HalfYear ? current.AttestedFromHalfYear : current.AttestedFromQuarter;
            var (pupils, few, question, perhaps) = (0, 0, 0, 0);
            foreach (var student in context.PupilsOf(course.Group.RootId))
            {
                if (!CourseMembers.WasThere(student, days, context) || !CourseMembers.Belongs(student.Id, course, terms)
                    || context.Roster.ClassOf(student.Id)?.Grade == 1
                    || context.Policy.IsExempt(student.Id, context.SubjectOf(course.SubjectId).Name))
                {
                    continue;
                }

                var tally = course.Pupils.GetValueOrDefault(student.Id);
                if (tally.Absences * 100 > course.Given * current.MissedPercent)
                {
                    continue;
                }

                var attended = course.Given - tally.Absences;
                var marks = tally.Marks + tally.Gone;
                var isFew = marks < Math.Min(wanted, (attended + current.LessonsPerMark - 1) / current.LessonsPerMark);
                if (CourseMembers.MayHaveComeAfter(student, term.Start.AddDays(CourseMembers.DaysToBeSeen), course))
                {
                    perhaps += isFew ? 1 : 0;
                    continue;
                }

                pupils++;
                few += isFew ? 1 : 0;
                question += marks < attested ? 1 : 0;
            }

            // One pupil is a matter between people, not a finding.
            if (!IsTooFew(pupils, few, current))
            {
                if (IsTooFew(pupils + perhaps, few + perhaps, current))
                {
                    // Whether these pupils came in the middle of the term the source does not say.
                    sink.NotChecked(new NotChecked(course.Group.RootId, RecordKind.Mark, last.Day, NotCheckedReasons.NotShown));
                }

                return;
            }

            if (!context.Source.Shown.Contains(RecordKind.Attendance))
            {
                sink.NotChecked(new NotChecked(course.Group.RootId, RecordKind.Attendance, last.Day, NotCheckedReasons.NotShown));
                return;
            }

            sink.Add(Finding(course, term, last, new Figures(pupils, few, question, wanted), current));
        }

        private static bool IsTooFew(int pupils, int few, MarkDensitySettings current) => few >= 2 && (pupils - few) * 100 < current.EnoughPercent * pupils;

        private Finding Finding(Course course, Term term, Lesson last, Figures figures, MarkDensitySettings current)
        {
            var lastThird = term.End.DayNumber - ((term.End.DayNumber - term.Start.DayNumber + 1) / 3);
            var closing = _today.DayNumber > lastThird;
            var message = Texts.Format(
                "Found",
                LessonPhrase.OfTerm(course.Group, course.SubjectId, term.Name, context),
                figures.Few,
                figures.Pupils,
                figures.Wanted,
                LessonPhrase.Plural(figures.Wanted, Texts["MarkOne"], Texts["MarkFew"], Texts["MarkMany"]),
                course.Given,
                LessonPhrase.Plural(course.Given, Texts["LessonOne"], Texts["LessonFew"], Texts["LessonMany"]),
                term.End);
            message = closing && figures.Question > 0 ? $"{message} {Texts.Format("Question", figures.Question)}" : message;
            return new Finding(Id, Part: null, $"{course.Group.Id}/{course.SubjectId}/{term.Id}", FindingState.Present, current.Severity ?? (closing ? Severity.Warning : Severity.Info), last.Day, message, current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = course.Group.Id,
                SubjectId = course.SubjectId,
                TeacherId = last.TeacherId,
            };
        }

        // One lesson every other week is judged by the half-year only.
        private static int? Wanted(double hours, TermKind kind, MarkDensitySettings current)
        {
            if (kind == TermKind.HalfYear)
            {
                IReadOnlyList<int> table = current.HalfYear.Count > 0 ? [.. current.HalfYear] : UsualHalfYear;
                return table[Math.Min(hours < 1 ? 0 : (int)hours, table.Count - 1)];
            }

            IReadOnlyList<int> quarter = current.Quarter.Count > 0 ? [.. current.Quarter] : UsualQuarter;
            return hours < 1 ? null : quarter[Math.Min((int)hours - 1, quarter.Count - 1)];
        }

        private readonly record struct Figures(int Pupils, int Few, int Question, int Wanted);
    }
}
