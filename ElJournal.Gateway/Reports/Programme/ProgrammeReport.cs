using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Compliance.TopicPlan;
using ElJournal.Rules.Calendar;
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
        var courses = new Dictionary<(string Class, int? Grade, string Subject, string Teacher), Course>();
        foreach (var (scene, entries, group) in journal.Lessons(days, journal.ClassesNamed(request.Class)))
        {
            var lesson = entries.Lesson;
            if (group.Kind is not (ClassKind.Class or ClassKind.Subgroup or ClassKind.Elective or ClassKind.HomeSchooling))
            {
                continue;
            }

            var given = ReportJournal.WasGiven(scene, lesson, group);
            var due = lesson.Day <= request.Today;
            var key = (group.Name, group.Grade, journal.SubjectName(lesson.SubjectId), journal.TeacherName(lesson.ReplacesTeacherId ?? lesson.TeacherId));
            var course = courses.GetValueOrDefault(key);
            courses[key] = new Course(
                course.Due + (due && (given || lesson.Status == LessonStatus.Cancelled || scene.Facts.Calendar.KindOf(group, lesson.Day) is DayKind.Closed or DayKind.Event) ? 1 : 0),
                course.Held + (given ? 1 : 0),
                course.Topics + (given && lesson.Topic is not null ? 1 : 0),
                course.Ahead + (!due && lesson.Status != LessonStatus.Cancelled ? 1 : 0));
        }

        var lag = request.School.Settings<TopicPlanSettings>("topic-plan", days.To);
        bool IsBehind(Course course) => course.Behind > lag.BehindOver || (course.Behind > 1 && 100 * course.Behind > lag.BehindOverPercent * course.Due);

        var rows = courses.OrderBy(row => row.Key.Grade).ThenBy(row => row.Key.Class, StringComparer.Ordinal).ThenBy(row => row.Key.Subject, StringComparer.Ordinal).ThenBy(row => row.Key.Teacher, StringComparer.Ordinal).ToList();
        return
        [
            new ReportDocument(ReportCatalog.Programme, ReportTexts.TitleProgramme, journal.Lead(days),
            [
                new ReportTable(
                    Texts.HeadingBehind,
                    [new(ReportTexts.ColumnClass, 12), new(ReportTexts.ColumnSubject, 26), new(ReportTexts.ColumnTeacher, 22), Figure(Texts.ColumnBehind)],
                    [.. rows.Where(row => IsBehind(row.Value)).Select(row => new ReportRow([row.Key.Class, row.Key.Subject, row.Key.Teacher, row.Value.Behind]))])
                { Note = rows.Exists(row => IsBehind(row.Value)) ? Phrase.Of(Texts.NoteBehind, Plural.Of(lag.BehindOver, Texts.FormsLessonOver), lag.BehindOverPercent) : Texts.NoneBehind },
                new ReportTable(
                    Texts.HeadingAll,
                    [new(ReportTexts.ColumnClass, 18), new(ReportTexts.ColumnSubject, 26), new(ReportTexts.ColumnTeacher, 22), .. new[] { Texts.ColumnDue, Texts.ColumnHeld, Texts.ColumnTopics, Texts.ColumnBehind, Texts.ColumnAhead }.Select(Figure)],
                    [.. rows.Select(row => new ReportRow([row.Key.Class, row.Key.Subject, row.Key.Teacher, row.Value.Due, row.Value.Held, row.Value.Topics, row.Value.Behind, row.Value.Ahead]))]),
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

    private readonly record struct Course(int Due, int Held, int Topics, int Ahead)
    {
        public int Behind => Due - Held;
    }
}
