using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Gateway.Web.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Web.Pages;

/// <summary>Reports shown as a page: a class's month, and the month's proof of delivery. They tell what was judged last.</summary>
internal sealed class ReportPages(IEnumerable<IReport> reports, ReportJournals journals, TimeProvider clock)
{
    public async Task<PageDocument> CalendarAsync(SchoolRuntime school, DateOnly? asked, string? name, CancellationToken cancellationToken)
    {
        var now = school.Local(clock.GetUtcNow());
        var month = asked ?? DateOnly.FromDateTime(now.DateTime);
        ImmutableArray<(string Name, string? Chosen)> classes;
        await using (var journal = await journals.OpenAsync(school, month, cancellationToken))
        {
            classes = [.. journal.Roster.Groups.Where(group => group.Kind == ClassKind.Class).OrderBy(group => group.Grade).ThenBy(group => group.Name, StringComparer.Ordinal).Select(group => (group.Name, group.Name == name ? name : null))];
        }

        // One class at a time: a picture of each of forty is nothing to look at.
        var chosen = classes.FirstOrDefault(group => group.Chosen is not null).Name ?? (classes.IsEmpty ? null : classes[0].Name);
        var blocks = ImmutableArray.CreateBuilder<PageBlock>();
        blocks.Add(new LinksBlock(WebTexts.Classes, [.. classes.Select(group => new PageLink(group.Name, group.Name == chosen ? null : Address.Calendar(school, month, group.Name)))]));
        if (chosen is not null)
        {
            blocks.Add(new LinksBlock(WebTexts.Months, Around(month, now, other => Address.Calendar(school, other, chosen))));
            blocks.AddRange(await PartsAsync(ReportCatalog.Class, new ReportRequest(school, ReportCatalog.Month(month), now) { Class = chosen }, cancellationToken));
        }

        return new PageDocument(chosen is null ? WebTexts.TitleCalendar : Phrase.Of(WebTexts.TitleCalendarOf, chosen), blocks.ToImmutable()) { Lead = RussianDates.Month(month) };
    }

    public async Task<PageDocument> DeliveryAsync(SchoolRuntime school, DateOnly? asked, CancellationToken cancellationToken)
    {
        var now = school.Local(clock.GetUtcNow());
        var month = asked ?? DateOnly.FromDateTime(now.DateTime);
        return new PageDocument(WebTexts.TitleDelivery, [
            new LinksBlock(WebTexts.Months, Around(month, now, other => Address.Delivery(school, other))),
            .. await PartsAsync(ReportCatalog.Delivery, new ReportRequest(school, ReportCatalog.Month(month), now), cancellationToken),
        ])
        { Lead = RussianDates.Month(month) };
    }

    private async Task<IReadOnlyList<PageBlock>> PartsAsync(string name, ReportRequest request, CancellationToken cancellationToken)
    {
        var documents = await reports.First(report => report.Info.Name == name).MakeAsync(request, cancellationToken);
        return documents.Count == 0
            ? [new TextBlock(null, [WebTexts.NothingInMonth])]
            : [.. documents.SelectMany(document => document.PartsFor(ReportForms.Page).Select(PageBlock (part) => new ReportBlock(part)).Prepend(new TextBlock(null, document.Lead)))];
    }

    private static ImmutableArray<PageLink> Around(DateOnly month, DateTimeOffset now, Func<DateOnly, string> address)
    {
        var (first, current) = (new DateOnly(month.Year, month.Month, 1), DateOnly.FromDateTime(now.DateTime));
        return
        [
            new PageLink(RussianDates.Month(first.AddMonths(-1)), address(first.AddMonths(-1))),
            new PageLink(RussianDates.Month(first), null),
            .. first.AddMonths(1) <= current ? [new PageLink(RussianDates.Month(first.AddMonths(1)), address(first.AddMonths(1)))] : Array.Empty<PageLink>(),
        ];
    }
}
