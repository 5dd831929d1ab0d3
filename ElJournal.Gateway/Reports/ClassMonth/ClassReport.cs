using System.Collections.Immutable;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;

namespace ElJournal.Gateway.Reports.ClassMonth;

/// <summary>A class's month on one page: a calendar of what was entered in time, late, or not at all.</summary>
internal sealed class ClassReport(ReportJournals journals) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Class);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var lessons = new List<(string Class, DateOnly Day, string Subject, PartTally Tally)>();
        foreach (var (_, entries, group, assessment) in journal.AssessedLessons(request.Days, journal.ClassesNamed(request.Class)))
        {
            if (PartTally.Of(assessment) is { } tally && tally != default)
            {
                lessons.Add((group.RootId, entries.Lesson.Day, journal.SubjectName(entries.Lesson.SubjectId), tally));
            }
        }

        return
        [
            .. lessons.GroupBy(lesson => lesson.Class, StringComparer.Ordinal).Select(group => (Name: journal.NameOfClass(group.Key), journal.Names.Group(group.Key)?.Grade, Lessons: group.ToList()))
                .OrderBy(row => row.Grade).ThenBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => Document(journal, request, row.Name, row.Lessons)),
        ];
    }

    private static ReportDocument Document(ReportJournal journal, ReportRequest request, string name, List<(string Class, DateOnly Day, string Subject, PartTally Tally)> lessons)
    {
        var days = lessons.GroupBy(lesson => lesson.Day).OrderBy(group => group.Key).Select(group => (Day: group.Key, Tally: Sum(group.Select(lesson => lesson.Tally)))).ToList();
        var total = Sum(days.Select(day => day.Tally));
        ImmutableArray<ReportSeries> series = [new(Texts.InTime, ReportShade.Light), new(Texts.Late, ReportShade.Hatched), new(Texts.Missing, ReportShade.Dark), new(Texts.Unproved, ReportShade.Middle)];
        return new ReportDocument(
            $"{ReportCatalog.Class}-{FileName(name)}",
            Phrase.Of(Texts.Title, name),
            [.. journal.Lead(request.Days), Phrase.Of(Texts.Totals, Share.Of(total.InTime, total.Asked), total.Late, total.Missing, total.Unproved, total.NotChecked)],
            [
                new ReportCalendar(
                    Texts.HeadingCalendar,
                    string.Join("; ", days.Select(day => Phrase.Of(Texts.DayInWords, RussianDates.Short(day.Day), day.Tally.InTime, day.Tally.Late, day.Tally.Missing, day.Tally.Unproved))) + ".",
                    series,
                    request.Days.From,
                    request.Days.To,
                    days.ToImmutableSortedDictionary(day => day.Day, day => ImmutableArray.Create(day.Tally.InTime, day.Tally.Late, day.Tally.Missing, day.Tally.Unproved))),
                Table(Texts.HeadingSubjects, ReportTexts.ColumnSubject, lessons.GroupBy(lesson => lesson.Subject, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (ReportCell.Of(group.Key), Sum(group.Select(lesson => lesson.Tally)))), total),
                Table(Texts.HeadingDays, ReportTexts.ColumnDate, days.Select(day => (ReportCell.Of(day.Day), day.Tally)), total) with { Forms = ReportForms.Sheet },
            ])
        { Closing = [Texts.Note, ReportTexts.ClosingAutomatic] };
    }

    private static ReportTable Table(string heading, string name, IEnumerable<(ReportCell Name, PartTally Tally)> rows, PartTally total) => new(
        heading,
        [new(name, 24), .. new[] { Texts.Asked, Texts.InTime, Texts.Late, Texts.Missing, Texts.Unproved, Texts.NotChecked }.Select(title => new ReportColumn(title, 12) { Figures = true })],
        [.. rows.Select(row => Row(row.Name, row.Tally)), Row(ReportTexts.Total, total) with { Strong = true }]);

    private static ReportRow Row(ReportCell name, PartTally tally) => new([name, tally.Asked, tally.InTime, tally.Late, tally.Missing, tally.Unproved, tally.NotChecked]);

    private static PartTally Sum(IEnumerable<PartTally> tallies) => tallies.Aggregate(default(PartTally), (sum, tally) => sum + tally);

    /// <summary>A class's name as part of a file's.</summary>
    internal static string FileName(string name) => new([.. name.Take(40).Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')]);
}
