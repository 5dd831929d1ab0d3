using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Indicators;

namespace ElJournal.Gateway.Reviews;

/// <summary>The review as a paper: a page, a spreadsheet, and a text to be edited and signed.</summary>
/// <remarks>The paper goes round with the sheet «Ознакомлены», so rows of teachers stand in the spreadsheet only.</remarks>
internal static class ReviewDocument
{
    /// <param name="model">The month; with its review.</param>
    /// <param name="name">The files' name.</param>
    /// <param name="told">By teacher: when the own results were sent; empty before any letter went.</param>
    public static ReportDocument Of(MonthlyLetterModel model, string name, IReadOnlyDictionary<string, DateOnly>? told = null)
    {
        var review = model.Review!;
        return new ReportDocument(name, Texts.Title, [.. Lead(model, review)], [.. Parts(model, review, told)])
        {
            Forms = ReportForms.All,
            Closing = [ReportTexts.ClosingAutomatic],
        };
    }

    public static string Name(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"monthly-{month:yyyy-MM}");

    private static IEnumerable<string> Lead(MonthlyLetterModel model, ReviewFacts review)
    {
        yield return Texts.Subtitle;
        yield return MonthlyLetterWriter.Period(model);
        yield return model.DataAsOf is { } asOf
            ? Phrase.Of(Texts.Frozen, RussianDates.MomentWithYear(asOf), RussianDates.MomentWithYear(review.MadeAt))
            : Phrase.Of(Texts.FrozenUnread, RussianDates.MomentWithYear(review.MadeAt));
    }

    private static IEnumerable<ReportPart> Parts(MonthlyLetterModel model, ReviewFacts review, IReadOnlyDictionary<string, DateOnly>? told)
    {
        yield return Summary(model, review);
        yield return new ReportText(Texts.HeadingUnchecked, [.. MonthlyLetterWriter.Unchecked(model).Select(Sentence)]);
        if (!review.Points.IsEmpty)
        {
            yield return new ReportList(Phrase.Of(Texts.HeadingPoints, review.Points.Length), review.Points);
        }

        yield return Causes(review);
        yield return new ReportText(Texts.HeadingFate, [.. MonthlyLetterWriter.Fate(review).Select(Sentence)]);
        if (!review.Excused.IsEmpty)
        {
            yield return new ReportText(Texts.HeadingExcused, [Phrase.Of(Texts.Excused, Plural.Of(review.Excused.Length, Texts.FormsTeacherGenitive))]);
        }

        yield return Table(Letters.Texts.HeadingByClass, Letters.Texts.ColumnClass, model.Classes, ReportForms.All);
        yield return Table(Texts.HeadingBySubject, ReportTexts.ColumnSubject, review.Subjects, ReportForms.All);
        yield return Table(Letters.Texts.HeadingByTeacher, Letters.Texts.ColumnTeacher, model.Teachers, ReportForms.Sheet);
        foreach (var (heading, rows) in new[] { (Texts.SheetClassNumbers, model.Classes), (Texts.SheetSubjectNumbers, review.Subjects), (Texts.SheetTeacherNumbers, model.Teachers) })
        {
            yield return Numbers(heading, rows);
        }

        yield return new ReportBlank(Texts.HeadingConclusions, ["", "", "", "", Texts.BlankTerm]) { Forms = ReportForms.Page | ReportForms.Text };
        yield return new ReportBlank(null, [Texts.BlankDeputy, Texts.BlankDate]) { Forms = ReportForms.Page | ReportForms.Text };
        yield return new ReportTable(
            Texts.HeadingAcquainted,
            [new(Texts.ColumnNumber, 5) { Figures = true }, new(ReportTexts.ColumnTeacher, 28), new(Texts.ColumnSent, 20), new(Texts.ColumnSignature, 20), new(Texts.ColumnSigned, 14)],
            [.. model.Teachers.Where(row => row.Figures.TeacherId is not null).Select((row, index) => new ReportRow(
                [index + 1, row.Name, told is not null && told.TryGetValue(row.Figures.TeacherId!, out var day) ? RussianDates.Full(day) : ReportCell.Empty, ReportCell.Empty, ReportCell.Empty]))])
        { NewPage = true, Sheet = Texts.SheetAcquainted };
    }

    private static ReportTable Summary(MonthlyLetterModel model, ReviewFacts review)
    {
        var rows = MonthlyLetterWriter.SummaryRows(model);
        var columns = review.Previous is null
            ? ImmutableArray.Create(new ReportColumn(Letters.Texts.ColumnIndicator, 40), new ReportColumn(Letters.Texts.ColumnValue, 30))
            : [new ReportColumn(Letters.Texts.ColumnIndicator, 34), new ReportColumn(RussianDates.MonthName(model.Days.From), 24), new ReportColumn(RussianDates.MonthName(model.Days.From.AddMonths(-1)), 24), new ReportColumn(Letters.Texts.ColumnChange, 14)];
        return new ReportTable(Texts.HeadingSummary, columns, [.. rows.Select(row => new ReportRow([.. row.Select(cell => ReportCell.Of(cell))]))])
        {
            Note = review.Previous is null ? Texts.NoPrevious : null,
        };
    }

    private static ReportTable Causes(ReviewFacts review) => new(
        Texts.HeadingCauses,
        [new(Letters.Texts.ColumnRule, 40), Figure(Texts.ColumnFound), Figure(Texts.ColumnDone), Figure(Texts.ColumnAside), Figure(Texts.ColumnOpen)],
        [.. review.Causes.Select(cause => new ReportRow([cause.Title, cause.Found, cause.Done, cause.Aside, cause.Open]))])
    { Note = review.Causes.IsEmpty ? Texts.NoFindings : null };

    private static ReportTable Table(string heading, string name, ImmutableArray<MonthRow> rows, ReportForms forms) => new(
        Capitalised(heading),
        [new(name, 20), Figure(ReportTexts.ColumnLessons), new(Letters.Texts.ColumnTopic, 18), new(Letters.Texts.ColumnHomework, 18), new(Letters.Texts.ColumnInTime, 24), Figure(Letters.Texts.ColumnMarks)],
        [.. rows.Select(row => new ReportRow(
            [row.Name, row.Figures.Lessons, Share.Of(row.Figures.Topic.Entered, row.Figures.Topic.Asked), Share.Of(row.Figures.Homework.Entered, row.Figures.Homework.Asked), Share.InTime(MonthlyLetterWriter.All(row.Figures)), Share.Mean(row.Figures.Marks, row.Figures.Pupils)]))])
    { Forms = forms };

    /// <summary>The same in bare numbers, for a spreadsheet to count with.</summary>
    private static ReportTable Numbers(string heading, ImmutableArray<MonthRow> rows) => new(
        heading,
        [new(Texts.ColumnName, 24), Figure(ReportTexts.ColumnLessons), Figure(Texts.ColumnExcusedLessons), Figure(Texts.ColumnNotChecked),
            .. new[] { Letters.Texts.ColumnTopic, Letters.Texts.ColumnHomework, Letters.Texts.ColumnAttendance, Texts.ColumnLessonMarks }.SelectMany(part => new[] { Texts.NumberAsked, Texts.NumberEntered, Texts.NumberInTime, Texts.NumberUnproved }.Select(kind => Figure($"{part}: {kind}"))),
            Figure(Texts.ColumnAllMarks)],
        [.. rows.Select(row => new ReportRow([row.Name, row.Figures.Lessons, row.Figures.Excused, row.Figures.NotChecked, .. new[] { row.Figures.Topic, row.Figures.Homework, row.Figures.Attendance, row.Figures.LessonMarks }.SelectMany(Shares), row.Figures.Marks]))])
    { Forms = ReportForms.Sheet };

    private static IEnumerable<ReportCell> Shares(PartShare share) => [share.Asked, share.Entered, share.InTime, share.Unproved];

    private static ReportColumn Figure(string title) => new(title, 11) { Figures = true };

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Capitalised(string heading) => heading[..1] + heading[1..].ToLowerInvariant();
}
