using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Hours;

/// <summary>How many lessons each teacher gave on each day: a help for the time sheet, which is not in a journal.</summary>
internal sealed class HoursReport(ReportJournals journals) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Hours);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var given = Read(journal, request);
        return
        [
            new ReportDocument(ReportCatalog.Hours, ReportTexts.TitleHours, journal.Lead(request.Days), [ByDay(given, request.Days), BySubject(given)])
            {
                Landscape = true,
                Closing = [Texts.NoteOnce, Texts.NoteMoney, ReportTexts.ClosingAutomatic],
            },
        ];
    }

    private static ImmutableArray<Given> Read(ReportJournal journal, ReportRequest request)
    {
        var given = new List<Given>();
        var together = new HashSet<(string, string?, DateOnly, TimeOnly?, int?)>();
        foreach (var (scene, entries, group) in journal.Lessons(request.Days))
        {
            var lesson = entries.Lesson;
            if (lesson.TeacherId is not { } teacher || (request.Teacher is { } only && only != teacher) || !ReportJournal.WasGiven(scene, lesson, group))
            {
                continue;
            }

            // One teacher, one subject, one time: the lesson of several groups, paid once.
            if ((lesson.Start is null && lesson.Number is null) || together.Add((teacher, lesson.SubjectId, lesson.Day, lesson.Start, lesson.Start is null ? lesson.Number : null)))
            {
                given.Add(new Given(journal.TeacherName(teacher), lesson.Day, group.Name, journal.SubjectName(lesson.SubjectId), lesson.ReplacesTeacherId is not null));
            }
        }

        return [.. given];
    }

    private static ReportTable ByDay(ImmutableArray<Given> given, DayRange days)
    {
        var shown = days.Days().ToList();
        var rows = given.GroupBy(lesson => lesson.Teacher, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ReportRow([group.Key, .. shown.Select(day => Count(group.Count(lesson => lesson.Day == day))), group.Count(), Count(group.Count(lesson => lesson.InStead))]))
            .ToList();
        return new ReportTable(
            Texts.HeadingByDay,
            [new(ReportTexts.ColumnTeacher, 22), .. shown.Select(day => new ReportColumn(shown.Count > 31 ? day.ToString("dd.MM", CultureInfo.InvariantCulture) : day.Day.ToString(CultureInfo.InvariantCulture), 3) { Figures = true }), new(ReportTexts.ColumnTotal, 7) { Figures = true }, new(Texts.ColumnInStead, 9) { Figures = true }],
            [.. rows, new ReportRow([ReportTexts.Total, .. shown.Select(day => Count(given.Count(lesson => lesson.Day == day))), given.Length, Count(given.Count(lesson => lesson.InStead))]) { Strong = true }]);
    }

    private static ReportTable BySubject(ImmutableArray<Given> given) => new(
        Texts.HeadingBySubject,
        [new(ReportTexts.ColumnTeacher, 24), new(ReportTexts.ColumnClass, 14), new(ReportTexts.ColumnSubject, 28), new(ReportTexts.ColumnLessons, 9) { Figures = true }, new(Texts.ColumnInStead, 12) { Figures = true }],
        [.. given.GroupBy(lesson => (lesson.Teacher, lesson.Class, lesson.Subject)).OrderBy(group => group.Key.Teacher, StringComparer.Ordinal).ThenBy(group => group.Key.Class, ClassName.Order).ThenBy(group => group.Key.Subject, StringComparer.Ordinal)
            .Select(group => new ReportRow([group.Key.Teacher, group.Key.Class, group.Key.Subject, group.Count(), Count(group.Count(lesson => lesson.InStead))]))])
    { NewPage = true };

    private static ReportCell Count(int number) => number == 0 ? ReportCell.Empty : number;

    private sealed record Given(string Teacher, DateOnly Day, string Class, string Subject, bool InStead);
}
