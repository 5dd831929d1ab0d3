using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.TopicPlan;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Programme;

/// <summary>How far teaching has come, by class, subject and teacher: lessons planned in the journal, held, with a topic, and behind.</summary>
internal sealed class ProgrammeReport(ReportJournals journals) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Programme);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var days = Days(journal, request);
        var courses = new Dictionary<(string Class, int? Grade, string Subject), Course>();
        foreach (var (scene, entries, group) in journal.Lessons(days, journal.ClassesNamed(request.Class)))
        {
            var lesson = entries.Lesson;
            if (group.Kind is not (ClassKind.Class or ClassKind.Subgroup or ClassKind.Elective or ClassKind.HomeSchooling))
            {
                continue;
            }

            var key = (group.Name, group.Grade, journal.SubjectName(lesson.SubjectId));
            if (!courses.TryGetValue(key, out var course))
            {
                courses.Add(key, course = new Course());
            }

            course.Take(lesson, Stand(scene, lesson, group, request.Today), journal.TeacherName(lesson.ReplacesTeacherId ?? lesson.TeacherId));
        }

        var lag = request.School.Settings<TopicPlanSettings>("topic-plan", days.To);
        var rows = courses.OrderBy(row => row.Key.Grade).ThenBy(row => row.Key.Class, StringComparer.Ordinal).ThenBy(row => row.Key.Subject, StringComparer.Ordinal).ToList();
        var behind = rows.Where(row => row.Value.Pace.IsLag(lag)).ToList();
        return
        [
            new ReportDocument(ReportCatalog.Programme, ReportTexts.TitleProgramme, journal.Lead(days),
            [
                new ReportTable(
                    Texts.HeadingBehind,
                    [new(ReportTexts.ColumnClass, 12), new(ReportTexts.ColumnSubject, 26), new(ReportTexts.ColumnTeacher, 22), Figure(Texts.ColumnBehind)],
                    [.. behind.Select(row => new ReportRow([row.Key.Class, row.Key.Subject, row.Value.Teachers, row.Value.Pace.Behind]))])
                { Note = behind.Count > 0 ? Phrase.Of(Texts.NoteBehind, Plural.Of(lag.BehindOver, Texts.FormsLessonOver), lag.BehindOverPercent) : Texts.NoneBehind },
                new ReportTable(
                    Texts.HeadingAll,
                    [new(ReportTexts.ColumnClass, 18), new(ReportTexts.ColumnSubject, 26), new(ReportTexts.ColumnTeacher, 22), .. new[] { Texts.ColumnDue, Texts.ColumnHeld, Texts.ColumnTopics, Texts.ColumnBehind, Texts.ColumnAhead }.Select(Figure)],
                    [.. rows.Select(row => new ReportRow([row.Key.Class, row.Key.Subject, row.Value.Teachers, row.Value.Pace.Planned, row.Value.Pace.Given, row.Value.Topics, row.Value.Pace.Behind, row.Value.Ahead]))]),
            ])
            { Closing = [Texts.NotePlan, ReportTexts.ClosingAutomatic] },
        ];
    }

    private static DayRange Days(ReportJournal journal, ReportRequest request)
    {
        if (request.Term is not { } wanted)
        {
            // Of a year the terms are known; without them the days asked for.
            var current = journal.Roster.Terms.Where(term => term.TermKind != TermKind.SchoolYear && term.Contains(request.Days.From)).OrderBy(term => term.End.DayNumber - term.Start.DayNumber).FirstOrDefault();
            return current is null ? request.Days : new DayRange(current.Start, current.End);
        }

        return journal.Roster.Terms.FirstOrDefault(term => term.Id == wanted || string.Equals(term.Name, wanted, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new DayRange(found.Start, found.End)
            : throw new GatewayException(Phrase.Of(ReportTexts.TermUnknown, wanted, string.Join(", ", journal.Roster.Terms.Select(term => term.Name))));
    }

    private static ReportColumn Figure(string title) => new(title, 11) { Figures = true };

    private static LessonStand Stand(JudgingScene scene, Lesson lesson, GroupInfo group, DateOnly today)
    {
        var day = scene.Facts.Calendar.KindOf(group, lesson.Day);
        return ReportJournal.WasGiven(scene, lesson, group) ? LessonStand.Given
            : lesson.Day > today ? LessonStand.ToCome
            : lesson.Status == LessonStatus.Cancelled ? LessonStand.Cancelled
            : day is DayKind.Closed or DayKind.Event ? LessonStand.DayLost
            : day is DayKind.DayOff or DayKind.Vacation ? LessonStand.OutOfPlan
            : LessonStand.ToCome;
    }

    /// <summary>The lessons of a group in a subject, whoever gives them.</summary>
    private sealed class Course
    {
        private readonly List<string> teachers = [];

        /// <summary>The same as the rule's.</summary>
        public CoursePace Pace { get; } = new();

        public int Topics { get; private set; }

        public int Ahead { get; private set; }

        public string Teachers => string.Join(", ", teachers);

        public void Take(Lesson lesson, LessonStand stand, string teacher)
        {
            Pace.Take(lesson.Day, stand);
            Topics += stand == LessonStand.Given && lesson.Topic is not null ? 1 : 0;
            Ahead += stand == LessonStand.ToCome && lesson.Status != LessonStatus.Cancelled ? 1 : 0;
            if (!teachers.Contains(teacher, StringComparer.Ordinal))
            {
                teachers.Add(teacher);
            }
        }
    }
}
