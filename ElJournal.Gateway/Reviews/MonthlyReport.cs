using System.Collections.Immutable;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reports.Documents;

namespace ElJournal.Gateway.Reviews;

/// <summary>Prints the review of a month as it was made, and on demand what it would be today, with the differences.</summary>
internal sealed class MonthlyReport(ReviewStore store, ReviewUseCase reviews, ToldTeachers told) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Monthly);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var month = ReportCatalog.Month(request.Days.From).From;
        var frozen = (await store.FindAsync(request.School, month, cancellationToken))?.Content;
        var documents = new List<ReportDocument>();
        if (frozen is not null)
        {
            documents.Add(ReviewDocument.Of(Model(frozen, request), ReviewDocument.Name(month), await told.OfAsync(request.School, month, cancellationToken)));
        }

        if (frozen is null || request.Recalculate)
        {
            var now = Model(await reviews.CountAsync(request.School, month, cancellationToken), request);
            var document = ReviewDocument.Of(now, ReviewDocument.Name(month) + "-now");
            documents.Add(document with
            {
                Title = Texts.TitleNow,
                Lead = [.. document.Lead.SetItem(document.Lead.Length - 1, Phrase.Of(frozen is null ? Texts.NowUnmade : Texts.NowBeside, RussianDates.MomentWithYear(request.Now)))],
                Parts = frozen is null ? document.Parts : document.Parts.Insert(0, Differences(Model(frozen, request), now)),
            });
        }

        return documents;
    }

    private static MonthlyLetterModel Model(ReviewContent content, ReportRequest request) =>
        ReviewModel.Of(content, DeputyCare.Everything, request.School.Id, request.School.Options.ObserveUntil) ?? throw new GatewayException(Phrase.Of(Texts.NothingTaught, RussianDates.Month(request.Days.From)));

    private static ReportTable Differences(MonthlyLetterModel frozen, MonthlyLetterModel now)
    {
        var (before, after) = (Lines(frozen), Lines(now));
        var rows = before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key))
            .Select(key => new ReportRow([key, before.GetValueOrDefault(key, "–"), after.GetValueOrDefault(key, "–")]))
            .ToImmutableArray();
        return new ReportTable(Texts.HeadingDifferences, [new(Letters.Texts.ColumnIndicator, 40), new(Texts.ColumnFrozen, 26), new(Texts.ColumnNow, 26)], rows)
        {
            Note = rows.IsEmpty ? Texts.NoDifferences : null,
        };
    }

    /// <summary>Every figure by what it is of.</summary>
    private static Dictionary<string, string> Lines(MonthlyLetterModel model)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in MonthlyLetterWriter.SummaryRows(model))
        {
            lines[row[0]] = row[1];
        }

        foreach (var row in model.Classes.Concat(model.Review!.Subjects).Concat(model.Teachers))
        {
            lines[$"{row.Name}: {Letters.Texts.ColumnTopic}"] = Share.Of(row.Figures.Topic.Entered, row.Figures.Topic.Asked);
            lines[$"{row.Name}: {Letters.Texts.ColumnHomework}"] = Share.Of(row.Figures.Homework.Entered, row.Figures.Homework.Asked);
            lines[$"{row.Name}: {Letters.Texts.ColumnInTime}"] = Share.InTime(MonthlyLetterWriter.All(row.Figures));
        }

        foreach (var cause in model.Review.Causes)
        {
            lines[$"{cause.Title}: {Texts.ColumnOpen}"] = Plural.Number(cause.Open);
        }

        return lines;
    }
}
