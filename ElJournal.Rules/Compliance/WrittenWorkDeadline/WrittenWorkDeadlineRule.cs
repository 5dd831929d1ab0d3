using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.WrittenWorkDeadline;

/// <summary>Marks of written works are given in the time that the school's order leaves for checking them.</summary>
internal sealed class WrittenWorkDeadlineRule(RuleSettingsTimeline<WrittenWorkDeadlineSettings> settings) : IRule
{
    public const string Id = "written-work-deadline";

    private readonly WorkClock[] _clocks = settings.Prepare(entry => new WorkClock(entry));

    public static RuleInfo Description { get; } = new(
        Id,
        WrittenWorkMessages.Title,
        Reach.Term,
        new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Subject, RecordKind.Student, RecordKind.Lesson, RecordKind.Mark, RecordKind.Attendance },
        Version: 2,
        typeof(WrittenWorkDeadlineSettings),
        LooksAtParallels: true);

    public RuleInfo Info => Description;

    public IRuleRun Start(JudgingContext context, IFindingSink sink) => new Run(settings, _clocks, context, sink);

    /// <remarks>Works are kept until the class ends: only then is it known who belongs to a subgroup. The lists are filled again for the next class.</remarks>
    private sealed class Run(RuleSettingsTimeline<WrittenWorkDeadlineSettings> settings, WorkClock[] clocks, JudgingContext context, IFindingSink sink) : IRuleRun, ITermRun
    {
        private readonly List<Work> _works = [];
        private readonly List<(string Student, Evidence Evidence)> _marks = [];
        private readonly List<string> _away = [];
        private readonly HashSet<string> _absent = new(StringComparer.Ordinal);
        private readonly HashSet<string> _marked = new(StringComparer.Ordinal);

        public void Examine(LessonEntries lesson, GroupInfo group)
        {
            if (lesson.Marks.Count == 0 || lesson.Lesson.Status == LessonStatus.Cancelled || lesson.Lesson.SubjectId is not { } subject)
            {
                return;
            }

            var day = lesson.Lesson.Day;
            var at = settings.IndexAt(day);
            var current = clocks[at].Settings;
            if (!current.Enabled || !IsLookedAt(group.Kind, current) || !context.Policy.HasMarks(group.Grade, day) || context.SubjectOf(subject).Marks(group.Grade) == MarksMode.None)
            {
                return;
            }

            var first = _works.Count;
            for (var index = 0; index < lesson.Marks.Count; index++)
            {
                var kind = context.WorkOf(lesson.Marks[index].Work);
                if (kind is not (WorkKind.Oral or WorkKind.External) && context.Policy.IsTaughtWithClass(lesson.Marks[index].StudentId) && IsNew(lesson.Marks[index].Work, first))
                {
                    Keep(lesson, group, lesson.Marks[index].Work, kind, at);
                }
            }
        }

        public void EndOfClass(ClassTerms terms)
        {
            foreach (var work in _works)
            {
                Judge(work, terms);
            }
        }

        public void EndOfClass()
        {
            _works.Clear();
            _marks.Clear();
            _away.Clear();
        }

        private static bool IsLookedAt(ClassKind kind, WrittenWorkDeadlineSettings current) =>
            current.Kinds.Count == 0 ? kind is ClassKind.Class or ClassKind.Subgroup : current.Kinds.Contains(kind);

        private bool IsNew(string? name, int first)
        {
            for (var index = first; index < _works.Count; index++)
            {
                if (string.Equals(_works[index].Name, name, StringComparison.Ordinal))
                {
                    return false;
                }
            }

            return true;
        }

        private void Keep(LessonEntries entries, GroupInfo group, string? name, WorkKind? kind, int settingsAt)
        {
            var (firstMark, firstAway) = (_marks.Count, _away.Count);
            foreach (var mark in entries.Marks)
            {
                if (string.Equals(mark.Work, name, StringComparison.Ordinal) && context.Policy.IsTaughtWithClass(mark.StudentId))
                {
                    _marks.Add((mark.StudentId, mark.Evidence));
                }
            }

            // Whose mark was there and is gone is not asked for another one: it may come back.
            foreach (var mark in entries.RemovedMarks)
            {
                if (string.Equals(mark.Work, name, StringComparison.Ordinal))
                {
                    _away.Add(mark.StudentId);
                }
            }

            foreach (var entry in entries.Attendance)
            {
                if (entry.Kind is AttendanceKind.Absent or AttendanceKind.Ill or AttendanceKind.Excused)
                {
                    _away.Add(entry.StudentId);
                }
            }

            _works.Add(new Work(entries.Lesson, entries.Origin, group, name, kind, settingsAt, firstMark, _marks.Count, firstAway, _away.Count));
        }

        private void Judge(in Work work, ClassTerms terms)
        {
            var lesson = work.Lesson;
            // On a distance day nobody notes who was there, and of lessons given together another class's page may hold the marks.
            if (context.Calendar.KindOf(work.Group, lesson.Day) != DayKind.Open || context.Timetable.GivenTogether(lesson).Count > 0)
            {
                return;
            }

            var clock = clocks[work.SettingsAt];
            if (clock.Due(work, context) is not { } due)
            {
                return;
            }

            var wholeClass = clock.IsForAll(work.Kind) && context.SubjectOf(lesson.SubjectId).Marks(work.Group.Grade) == MarksMode.Required;
            var count = wholeClass ? CountAll(work, due, terms) : CountGiven(work, due);
            if (count.Enough(clock.Settings.EnoughPercent))
            {
                return;
            }

            due = clock.Longer(work, due, context);
            count = wholeClass ? CountAll(work, due, terms) : CountGiven(work, due);
            if (count.Enough(clock.Settings.EnoughPercent))
            {
                return;
            }

            if (count.Marked == count.Expected || count.AllGiven(clock.Settings.EnoughPercent))
            {
                Late(work, due, count, clock.Settings);
            }
            else if (count.Marked * 100 >= clock.Settings.WholeClassPercent * count.Expected)
            {
                Missing(work, due, count, clock.Settings);
            }
        }

        private void Late(in Work work, DateTimeOffset due, in Count count, WrittenWorkDeadlineSettings current)
        {
            if (context.Reads.For(RecordKind.Mark, work.Group.RootId, work.Lesson.Day).Doubt is { } doubt && doubt is "held" or "clock")
            {
                sink.NotChecked(new NotChecked(work.Group.RootId, RecordKind.Mark, work.Lesson.Day, doubt));
                return;
            }

            sink.Add(WrittenWorkMessages.Late(work, due, count, current, context));
        }

        private void Missing(in Work work, DateTimeOffset due, in Count count, WrittenWorkDeadlineSettings current)
        {
            var (root, day) = (work.Group.RootId, work.Lesson.Day);
            if (!context.Source.Shown.Contains(RecordKind.Attendance))
            {
                sink.NotChecked(new NotChecked(root, RecordKind.Attendance, day, NotCheckedReasons.NotShown));
                return;
            }

            if (context.Now < due.AddSeconds(1))
            {
                sink.Unsettled(root, day, due.AddSeconds(1));
                return;
            }

            var reads = context.Reads.For(RecordKind.Mark, root, day);
            var reason = reads.Doubt ?? (reads.LastStarted is null ? NotCheckedReasons.Unread : reads.LastStarted < due + current.SourceLag ? NotCheckedReasons.Stale : null);
            if (reason is not null)
            {
                sink.Unsettled(root, day);
                sink.NotChecked(new NotChecked(root, RecordKind.Mark, day, reason));
            }
            else if (context.Reads.For(RecordKind.Attendance, root, day).LastStarted is null)
            {
                sink.Unsettled(root, day);
                sink.NotChecked(new NotChecked(root, RecordKind.Attendance, day, NotCheckedReasons.Unread));
            }
            else
            {
                sink.Add(WrittenWorkMessages.Missing(work, due, count, reads.LastStarted!.Value, current, context));
            }
        }

        /// <summary>Of those who were there: who has a mark, and whose is not provably late. Whoever was away writes and is marked later.</summary>
        private Count CountAll(in Work work, DateTimeOffset due, ClassTerms terms)
        {
            _absent.Clear();
            _marked.Clear();
            for (var index = work.FirstAway; index < work.EndAway; index++)
            {
                _absent.Add(_away[index]);
            }

            var lesson = work.Lesson;
            var course = terms.Find(work.Group.Id, lesson.SubjectId!, context.TermOf(work.Group.Grade, lesson.SubjectId, lesson.Day));
            var expected = 0;
            foreach (var student in context.PupilsOf(work.Group.RootId))
            {
                if (!_absent.Contains(student.Id) && CourseMembers.WasThere(student, new DayRange(lesson.Day, lesson.Day), context)
                    && context.Roster.ClassOf(student.Id)?.Grade != 1
                    && !context.Policy.IsExempt(student.Id, context.SubjectOf(lesson.SubjectId).Name)
                    && (course is null || (CourseMembers.Belongs(student.Id, course, terms) && !CourseMembers.MayHaveComeAfter(student, lesson.Day, course))))
                {
                    expected++;
                    _marked.Add(student.Id);
                }
            }

            var (marked, inTime) = (0, 0);
            Evidence first = default;
            for (var index = work.FirstMark; index < work.EndMark; index++)
            {
                if (_marked.Remove(_marks[index].Student))
                {
                    marked++;
                    if (IsLate(_marks[index].Evidence, due, clocks[work.SettingsAt].Settings))
                    {
                        first = _marks[index].Evidence;
                    }
                    else
                    {
                        inTime++;
                    }
                }
            }

            return new Count(expected, marked, inTime, first);
        }

        /// <summary>Of the marks that there are: which are not provably late. One in time is proof enough for all.</summary>
        private Count CountGiven(in Work work, DateTimeOffset due)
        {
            var inTime = 0;
            for (var index = work.FirstMark; index < work.EndMark; index++)
            {
                inTime += IsLate(_marks[index].Evidence, due, clocks[work.SettingsAt].Settings) ? 0 : 1;
            }

            var all = work.EndMark - work.FirstMark;
            return new Count(all, all, inTime > 0 ? all : 0, _marks[work.FirstMark].Evidence);
        }

        private static bool IsLate(in Evidence evidence, DateTimeOffset due, WrittenWorkDeadlineSettings current) =>
            EvidenceReading.Compare(evidence, due, current.SourceLag, TimeSpan.Zero) == Timeliness.Late;
    }
}

/// <summary>A work of a lesson, with where its marks and the absences lie in the run's lists.</summary>
internal readonly record struct Work(Lesson Lesson, string Origin, GroupInfo Group, string? Name, WorkKind? Kind, int SettingsAt, int FirstMark, int EndMark, int FirstAway, int EndAway);

/// <summary>How far a work is marked.</summary>
/// <param name="Expected">Pupils of whom a mark is expected.</param>
/// <param name="Marked">Of them with a mark.</param>
/// <param name="InTime">Of them with one that is not provably late.</param>
/// <param name="Example">When one of the late ones was entered.</param>
internal readonly record struct Count(int Expected, int Marked, int InTime, Evidence Example)
{
    /// <summary>Whether enough have a mark that is not provably late; one pupil is never missed.</summary>
    public bool Enough(int percent) => Suffices(InTime, percent);

    /// <summary>Whether enough have a mark by now.</summary>
    public bool AllGiven(int percent) => Suffices(Marked, percent);

    private bool Suffices(int count, int percent) => Expected == 0 || count * 100 >= percent * Expected || (Expected - count < 2 && count > 0);
}
