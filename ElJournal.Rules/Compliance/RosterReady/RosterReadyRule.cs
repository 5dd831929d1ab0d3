using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.RosterReady;

/// <summary>From the day by which lists are complete: nobody is there twice, nobody without a class, no class without pupils, and each pupil in one subgroup of a split subject.</summary>
internal sealed class RosterReadyRule(RuleSettingsTimeline<RosterReadySettings> settings) : IRule
{
    private const string Id = "roster-ready";
    private static readonly RuleTexts Texts = new(typeof(RosterReadyRule));

    public static RuleInfo Description { get; } = new(
        Id,
        Texts["Title"],
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Student, RecordKind.Lesson, RecordKind.Mark, RecordKind.Attendance },
        Version: 2,
        typeof(RosterReadySettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    private sealed class Run(RuleSettingsTimeline<RosterReadySettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ITermRun, ISchoolRun
    {
        private readonly List<Course> _split = [];
        private readonly DateOnly _today = context.Calendar.DayOf(context.Now);

        public void EndOfClass(ClassTerms terms)
        {
            for (var one = 0; one < terms.Courses.Count; one++)
            {
                if (terms.Courses[one].Group.Kind == ClassKind.Subgroup)
                {
                    LookAtSplit(terms.Courses[one], terms);
                }

                for (var other = one + 1; other < terms.Courses.Count; other++)
                {
                    var (first, second) = (terms.Courses[one], terms.Courses[other]);
                    if (first.Group.Kind == ClassKind.Subgroup && second.Group.Kind == ClassKind.Subgroup && first.Group != second.Group && first.Term == second.Term && first.SubjectId == second.SubjectId)
                    {
                        Compare(first, second);
                    }
                }
            }
        }

        /// <summary>Of subgroups only entries tell who belongs to them: a pupil of whom none has any, while the other subjects have some from first to last, is a question.</summary>
        private void LookAtSplit(Course first, ClassTerms terms)
        {
            if (first is not { IsWhole: true, Term: { } term, Last: { } last } || settings.At(last.Day) is not { Enabled: true, LessonsInNone: > 0 } current)
            {
                return;
            }

            Gather(first, terms);
            if (_split.Count < 2 || _split[0] != first || !AllAreSubgroups(current.LessonsInNone))
            {
                return;
            }

            var (nowhere, somewhere) = (0, 0);
            foreach (var student in context.PupilsOf(first.Group.RootId))
            {
                if (!CourseMembers.WasThere(student, new DayRange(term.Start, last.Day), context) || context.Policy.IsExempt(student.Id, context.SubjectOf(first.SubjectId).Name))
                {
                    continue;
                }

                if (IsInSome(student.Id))
                {
                    somewhere++;
                }
                else if (IsSeenThroughout(student.Id, term, last.Day, terms))
                {
                    nowhere++;
                }
            }

            // Where many have no entry, entries are what is rare there.
            if (nowhere == 0 || somewhere < 4 * nowhere)
            {
                return;
            }

            sink.Add(new Finding(
                Id, "none", $"{first.Group.RootId}/{first.SubjectId}/{term.Id}", FindingState.Present, current.Severity ?? Severity.Warning, last.Day,
                Texts.Format("None", LessonPhrase.OfTerm(context.Roster.Group(first.Group.RootId) ?? first.Group, first.SubjectId, term.Name, context), nowhere), current.Norm ?? LessonPhrase.NoNorm)
            {
                ClassId = first.Group.RootId,
                SubjectId = first.SubjectId,
            });
        }

        /// <summary>All that is taught of the course's subject in its term, the whole class's lessons among it.</summary>
        private void Gather(Course first, ClassTerms terms)
        {
            _split.Clear();
            foreach (var course in terms.Courses)
            {
                if (course.Term == first.Term && course.SubjectId == first.SubjectId)
                {
                    _split.Add(course);
                }
            }
        }

        private bool AllAreSubgroups(int lessons)
        {
            foreach (var course in _split)
            {
                if (course.Group.Kind != ClassKind.Subgroup || course.Given < lessons)
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsInSome(string studentId)
        {
            foreach (var course in _split)
            {
                if (course.Pupils.ContainsKey(studentId))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsSeenThroughout(string studentId, Term term, DateOnly last, ClassTerms terms)
        {
            var (first, latest) = (DateOnly.MaxValue, DateOnly.MinValue);
            foreach (var course in terms.Courses)
            {
                if (course.Term == term && course.Pupils.TryGetValue(studentId, out var tally))
                {
                    first = tally.First < first ? tally.First : first;
                    latest = tally.LastSeen > latest ? tally.LastSeen : latest;
                }
            }

            return first <= term.Start.AddDays(CourseMembers.DaysToBeSeen) && latest >= last.AddDays(-CourseMembers.DaysToBeSeen);
        }

        public void Judge(ISchoolFacts facts)
        {
            var current = settings.At(_today);
            var from = ReadyBy(current);
            if (!current.Enabled || context.Roster.Students.Count == 0 || context.Now < context.Calendar.At(from, TimeOnly.MaxValue))
            {
                return;
            }

            var active = context.Roster.Students.Where(student => !(student.EnrolledOn > _today) && !(student.LeftOn <= _today)).ToList();
            foreach (var group in active.Where(student => student is { BirthDate: not null, ClassId: not null }).GroupBy(FullName, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                var same = group.OrderBy(student => student.Id, StringComparer.Ordinal).ToList();
                var classes = string.Join(", ", same.Select(student => context.Roster.ClassOf(student.Id)?.Name ?? student.ClassId!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                sink.Add(Finding("twice", same[0].Id, from, Texts.Format("Twice", classes, same.Count), current) with { StudentId = same[0].Id });
            }

            // A class that the journal names and does not show is the journal's own gap, and a pupil of whom no day of enrolment is told may have left.
            foreach (var student in active.Where(student => student is { ClassId: null, EnrolledOn: not null } && context.Policy.FormOf(student.Id) != EducationForm.Family))
            {
                sink.Add(Finding("class", student.Id, from, Texts["WithoutClass"], current) with { StudentId = student.Id });
            }

            var taught = active.Select(student => context.Roster.ClassOf(student.Id)?.RootId).ToHashSet(StringComparer.Ordinal);
            foreach (var group in context.Roster.Groups.Where(group => group.Kind == ClassKind.Class && group.Id == group.RootId && !taught.Contains(group.Id) && context.Reads.For(RecordKind.Student, group.Id, _today).Doubt is null))
            {
                sink.Add(Finding("pupils", group.Id, from, Texts.Format("WithoutPupils", group.Name), current));
            }
        }

        // Twins and namesakes are different people: a double has name and day of birth in common.
        private static string FullName(Student student) =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{student.FamilyName}|{student.GivenName}|{student.MiddleName}|{student.BirthDate:yyyy-MM-dd}").ToUpperInvariant();

        /// <summary>A pupil who changed the subgroup was in one after the other; only who is in both at the same time is found.</summary>
        private void Compare(Course one, Course other)
        {
            if (one.Last is not { } last || settings.At(last.Day) is not { Enabled: true } current)
            {
                return;
            }

            var both = 0;
            foreach (var (student, tally) in one.Pupils)
            {
                if (context.Policy.IsTaughtWithClass(student) && other.Pupils.TryGetValue(student, out var second)
                    && Entries(tally) >= current.EntriesInBoth && Entries(second) >= current.EntriesInBoth
                    && tally.First < second.LastSeen && second.First < tally.LastSeen)
                {
                    both++;
                }
            }

            if (both > 0)
            {
                sink.Add(new Finding(
                    Id, "subgroups", $"{one.Group.Id}/{other.Group.Id}/{one.SubjectId}/{one.Term?.Id}", FindingState.Present, current.Severity ?? Severity.Warning, last.Day,
                    Texts.Format("Both", LessonPhrase.OfTerm(context.Roster.Group(one.Group.RootId) ?? one.Group, one.SubjectId, $"{one.Group.Name}, {other.Group.Name}", context), both), current.Norm ?? LessonPhrase.NoNorm)
                {
                    ClassId = one.Group.RootId,
                    SubjectId = one.SubjectId,
                });
            }
        }

        private static int Entries(in PupilTally tally) => tally.Marks + tally.Absences;

        /// <summary>The day of the school year that is going on.</summary>
        private DateOnly ReadyBy(RosterReadySettings current)
        {
            var year = _today.Month >= 7 ? _today.Year : _today.Year - 1;
            var day = new DateOnly(current.Month >= 7 ? year : year + 1, current.Month, Math.Min(current.Day, DateTime.DaysInMonth(year, current.Month)));
            return context.Calendar.IsSchoolDay(group: null, day) ? day : context.Calendar.NextSchoolDay(group: null, day);
        }

        private static Finding Finding(string part, string subject, DateOnly day, string message, RosterReadySettings current) =>
            new(Id, part, subject, FindingState.Present, current.Severity ?? Severity.Warning, day, message, current.Norm ?? LessonPhrase.NoNorm);
    }
}
