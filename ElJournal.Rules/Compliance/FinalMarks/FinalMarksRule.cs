using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.FinalMarks;

/// <summary>Marks for a term are set in time, and are those that the current marks speak for.</summary>
internal sealed class FinalMarksRule(RuleSettingsTimeline<FinalMarksSettings> settings) : IRule
{
    public static RuleInfo Description { get; } = new(
        FinalMarksMessages.Id,
        FinalMarksMessages.Title,
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Student, RecordKind.Lesson, RecordKind.Mark, RecordKind.Attendance, RecordKind.FinalMark },
        Version: 2,
        typeof(FinalMarksSettings));

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, context, sink);

    /// <summary>Journals show averages in hundredths, rounded or cut off.</summary>
    private const decimal Rounding = 0.01m;

    private sealed class Run(RuleSettingsTimeline<FinalMarksSettings> settings, JudgingContext context, IFindingSink sink) : IRuleRun, ITermRun
    {
        private readonly Dictionary<(string Student, string Subject, string Term), FinalMarkEntry> _finals = [];
        private readonly List<Course> _due = [];
        private readonly HashSet<Course> _left = [];
        private readonly FinalMarksMessages _messages = new(context);

        public void EndOfClass(ClassTerms terms)
        {
            _due.Clear();
            _left.Clear();
            foreach (var course in terms.Courses)
            {
                if (course is not { IsWhole: true, Term: { TermKind: not TermKind.SchoolYear } term, Last: { } last } || !IsLookedAt(course, term, settings.At(last.Day)))
                {
                    continue;
                }

                // What is set before its day may still change, and so may the marks that it rests on.
                if (Due(course.Group, term, settings.At(last.Day)) is var due && context.Now < due.AddSeconds(1))
                {
                    sink.Unsettled(course.Group.RootId, last.Day, due.AddSeconds(1));
                }
                else
                {
                    _due.Add(course);
                }
            }

            if (_due.Count == 0)
            {
                return;
            }

            Load(_due[0].Group.RootId);
            foreach (var courses in _due.GroupBy(course => course.Term!))
            {
                foreach (var course in courses)
                {
                    Compare(course, courses.Key, terms);
                }

                AskMissing([.. courses], courses.Key, terms);
            }
        }

        public void EndOfClass() => _finals.Clear();

        private void Load(string root)
        {
            foreach (var student in context.PupilsOf(root))
            {
                foreach (var final in context.FinalMarks.Of(student.Id))
                {
                    _finals[(student.Id, final.SubjectId, final.TermId)] = final;
                }
            }
        }

        private bool IsLookedAt(Course course, Term term, FinalMarksSettings current)
        {
            var (group, subject) = (course.Group, context.SubjectOf(course.SubjectId));
            return current.Enabled
                && (current.Kinds.Count == 0 ? group.Kind is ClassKind.Class or ClassKind.Subgroup : current.Kinds.Contains(group.Kind))
                && term.TermKind == subject.Terms(group.Grade)
                && context.Policy.HasMarks(group.Grade, term.Start)
                && subject.Marks(group.Grade) is MarksMode.Required or MarksMode.Pass
                && !subject.IsBehaviour;
        }

        private IEnumerable<Student> Pupils(Course course, Term term, ClassTerms terms) => context.PupilsOf(course.Group.RootId).Where(student =>
            CourseMembers.WasThere(student, new DayRange(term.Start, term.End), context)
            && !CourseMembers.MayHaveComeAfter(student, term.Start.AddDays(CourseMembers.DaysToBeSeen), course)
            && CourseMembers.Belongs(student.Id, course, terms)
            && context.Roster.ClassOf(student.Id)?.Grade != 1);

        /// <summary>«зач», «осв», «н/а» and «усв» are final marks that no average speaks for or against.</summary>
        private void Compare(Course course, Term term, ClassTerms terms)
        {
            var last = course.Last!;
            var current = settings.At(last.Day);
            if (context.SubjectOf(course.SubjectId).Marks(course.Group.Grade) != MarksMode.Required || _finals.Count == 0)
            {
                return;
            }

            var reason = WhyNotChecked(course, term, Due(course.Group, term, current), current);

            var unread = false;
            foreach (var student in Pupils(course, term, terms))
            {
                if (!_finals.TryGetValue((student.Id, course.SubjectId, term.Id), out var final) || Number(final.Value) is not { } mark)
                {
                    continue;
                }

                if (reason is not null)
                {
                    // What was read before its day may have been put right since.
                    Leave(course, reason);
                    return;
                }

                if (AverageFor(final, student.Id, course, terms, current) is not { } average)
                {
                    unread = true;
                }
                else if (Expected(average, final.Average is null ? 0 : Rounding, current) is var (low, high) && (mark < low || mark > high))
                {
                    sink.Add(_messages.Differs(course, term, final, mark, average, (low, high), current));
                }
            }

            if (unread)
            {
                sink.NotChecked(new NotChecked(course.Group.RootId, RecordKind.Mark, last.Day, !context.Source.ShowsAverages && Unread(course, terms) ? NotCheckedReasons.Stale : NotCheckedReasons.NotShown));
            }
        }

        /// <summary>Demanded only of terms and subjects that the grade has, of pupils who were there all the time.</summary>
        private void AskMissing(List<Course> courses, Term term, ClassTerms terms)
        {
            var empty = _finals.Keys.All(key => key.Term != term.Id);
            Course? silent = null;
            foreach (var course in courses)
            {
                var last = course.Last!;
                var current = settings.At(last.Day);
                var asked = current.AskMissing ? Pupils(course, term, terms).Where(student => IsAsked(student.Id, course, current)).ToList() : [];
                var missing = asked.Count(student => !_finals.ContainsKey((student.Id, course.SubjectId, term.Id)));
                if (missing == 0)
                {
                    continue;
                }

                var due = Due(course.Group, term, current);
                if (WhyNotChecked(course, term, due, current) is { } reason)
                {
                    Leave(course, reason);
                }
                else if (!empty)
                {
                    sink.Add(_messages.Missing(course, term, missing, asked.Count, due, current));
                }
                else if (silent is null || string.CompareOrdinal(course.SubjectId, silent.SubjectId) < 0)
                {
                    silent = course;
                }
            }

            if (silent is not null)
            {
                // One cause for all subjects: a question to the deputy, no teacher named.
                var current = settings.At(silent.Last!.Day);
                sink.Add(_messages.NoneAtAll(silent, term, Due(silent.Group, term, current), current));
            }
        }

        /// <summary>Says once that a course's final marks were not checked, and looks again where reading may help.</summary>
        private void Leave(Course course, string reason)
        {
            if (!_left.Add(course))
            {
                return;
            }

            sink.NotChecked(new NotChecked(course.Group.RootId, RecordKind.FinalMark, course.Last!.Day, reason));
            if (reason is NotCheckedReasons.Unread or NotCheckedReasons.Stale)
            {
                sink.Unsettled(course.Group.RootId, course.Last!.Day, RecordKind.FinalMark);
            }
            else if (reason != NotCheckedReasons.NotShown)
            {
                sink.Unsettled(course.Group.RootId, course.Last!.Day);
            }
        }

        private bool IsAsked(string studentId, Course course, FinalMarksSettings current) =>
            !context.Policy.IsExempt(studentId, context.SubjectOf(course.SubjectId).Name)
            && course.Pupils.GetValueOrDefault(studentId).Absences * 100 <= course.Given * current.MissedPercent;

        private string? WhyNotChecked(Course course, Term term, DateTimeOffset due, FinalMarksSettings current)
        {
            if (!context.Source.Shown.Contains(RecordKind.FinalMark))
            {
                return NotCheckedReasons.NotShown;
            }

            var reads = context.Reads.For(RecordKind.FinalMark, course.Group.RootId, term.End);
            return reads.Doubt ?? (reads.LastStarted is null ? NotCheckedReasons.Unread : reads.LastStarted < due + current.SourceLag ? NotCheckedReasons.Stale : null);
        }

        private DateTimeOffset Due(GroupInfo group, Term term, FinalMarksSettings current)
        {
            FinalMarksDay? own = null;
            for (var index = 0; index < current.Days.Count; index++)
            {
                if (IsOf(current.Days[index], term) && (current.Days[index].Grades.Count == 0 || (group.Grade is { } grade && current.Days[index].Grades.Contains(grade))))
                {
                    own = current.Days[index];
                }
            }

            var day = own?.On ?? term.End;
            for (var back = 0; own is null && back < term.End.DayNumber - term.Start.DayNumber && !context.Calendar.IsSchoolDay(group, day); back++)
            {
                day = day.AddDays(-1);
            }

            return context.Calendar.At(day, current.Deadline);
        }

        private static bool IsOf(FinalMarksDay day, Term term) =>
            string.Equals(day.Term, term.Id, StringComparison.Ordinal) || NameComparer.Instance.Equals(day.Term, term.Name);

        private static bool Unread(Course course, ClassTerms terms)
        {
            foreach (var other in terms.Courses)
            {
                if (other.Term == course.Term && other.SubjectId == course.SubjectId && (other.Unread > 0 || !other.IsWhole))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>The journal's own. Ours only where the journal shows none: which weights count there, and how, its own average knows better.</summary>
        private decimal? AverageFor(in FinalMarkEntry final, string studentId, Course course, ClassTerms terms, FinalMarksSettings current) =>
            final.Average ?? (context.Source.ShowsAverages || Unread(course, terms) ? null : Average(studentId, course, terms, current));

        /// <summary>That of all the pupil's marks of the term in the subject, wherever in the class they were given.</summary>
        private static decimal? Average(string studentId, Course course, ClassTerms terms, FinalMarksSettings current)
        {
            var all = default(PupilTally);
            foreach (var other in terms.Courses)
            {
                if (other.Term == course.Term && other.SubjectId == course.SubjectId && other.Pupils.TryGetValue(studentId, out var tally))
                {
                    all.Add(tally);
                }
            }

            return all.Average(current.UnknownWeightsAreEqual);
        }

        /// <summary>Every mark that the average speaks for, and what it may have been before it was rounded.</summary>
        private static (int Low, int High) Expected(decimal average, decimal rounding, FinalMarksSettings current) =>
            (Expected(average - rounding, current).Low, Expected(average + rounding, current).High);

        private static (int Low, int High) Expected(decimal average, FinalMarksSettings current)
        {
            var low = (int)decimal.Floor(average);
            var fraction = average - low;
            if (current.Threshold is { } threshold)
            {
                return fraction >= (decimal)threshold ? (low + 1, low + 1) : (low, low);
            }

            return fraction < (decimal)current.GreyFrom ? (low, low) : fraction >= (decimal)current.GreyTo ? (low + 1, low + 1) : (low, low + 1);
        }

        private static int? Number(string value)
        {
            var text = value.AsSpan().Trim();
            return text.Length == 1 && text[0] is >= '1' and <= '5' ? text[0] - '0' : null;
        }
    }
}
