using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Sync;
using ElJournal.Gateway.Web.Documents;

namespace ElJournal.Gateway.Web.Pages;

/// <summary>What waits for a person: mass changes, and records that do not reach the portal.</summary>
internal sealed class WaitingPages(HoldDecisions holds, WithheldQuery withheld, DeliveryQueries delivery)
{
    private const int Listed = 200;

    public async Task<PageDocument> OfAsync(SchoolRuntime school, Visitor visitor, CancellationToken cancellationToken)
    {
        var blocks = ImmutableArray.CreateBuilder<PageBlock>();
        blocks.Add(new TableBlock(
            WebTexts.HeadingHolds,
            [WebTexts.ColumnClass, WebTexts.ColumnKind, WebTexts.ColumnDeleted, WebTexts.ColumnChanged, WebTexts.ColumnLive, WebTexts.ColumnSince],
            [.. (await holds.ListAsync(school.Id, cancellationToken)).Select(hold => Line(school, hold, visitor))],
            WebTexts.NoHolds));
        var kept = await withheld.RunAsync(school.Id, cancellationToken);
        blocks.Add(new TableBlock(
            WebTexts.HeadingWithheld,
            [WebTexts.ColumnClass, WebTexts.ColumnDay, WebTexts.ColumnKind, WebTexts.ColumnKey, WebTexts.ColumnWhy],
            [.. kept.Take(Listed).Select(record => new TableLine([
                record.Class ?? record.ClassId, record.Date is { } day ? RussianDates.Short(day) : null, KindNames.Of(record.Kind), record.Key,
                new TableCell(Wording.Why(record.Reason, record.Finding ?? record.Detail), record.Finding is { } finding ? Address.Finding(school, finding) : null)]))],
            WebTexts.NoWithheld)
        { More = kept.Count > Listed ? Phrase.Of(WebTexts.More, kept.Count - Listed) : null });
        foreach (var route in school.Options.Routes)
        {
            var view = await delivery.RouteAsync(school, route, Listed, cancellationToken);
            var rejected = view.Differences.Where(difference => difference.Reason is "rejected").ToList();
            if (view.Stopped is { } stopped)
            {
                blocks.Add(new NoticeBlock(PageTone.Bad, Phrase.Of(WebTexts.RouteStoppedWhy, view.Route, stopped)));
            }

            blocks.Add(new TableBlock(
                Phrase.Of(WebTexts.HeadingRejected, view.Route),
                [WebTexts.ColumnKind, WebTexts.ColumnKey, WebTexts.ColumnWhy],
                [.. rejected.Select(difference => new TableLine([KindNames.Of(difference.Kind), difference.Key, Wording.Why(difference.Reason, difference.Detail)]))],
                WebTexts.NoRejected));
            if (visitor.MayDecide && (view.Stopped is not null || rejected.Count > 0))
            {
                blocks.Add(new FormBlock(Phrase.Of(WebTexts.ActRetry, view.Route), Address.Act(school, Acts.Retry), [], WebTexts.ActRetryButton) { Hidden = [new NamedValue("route", view.Route)] });
            }
        }

        return new PageDocument(WebTexts.TitleWaiting, blocks.ToImmutable());
    }

    private static TableLine Line(SchoolRuntime school, HoldView hold, Visitor visitor) => new([
        hold.Class ?? WebTexts.WholeSchool, KindNames.Of(hold.Kind), Number(hold.Deleted), Number(hold.Changed), Number(hold.Live), RussianDates.Moment(school.Local(hold.OpenedAt))])
    {
        Forms = visitor.MayDecide ? [Form(school, hold, Acts.HoldApprove, WebTexts.ActApprove), Form(school, hold, Acts.HoldDiscard, WebTexts.ActDiscard)] : [],
    };

    // The digest goes along: what is decided is what was shown, not what the source has made of it since.
    private static FormBlock Form(SchoolRuntime school, HoldView hold, string act, string title) =>
        new(title, Address.Act(school, act), [new FormField("reason", WebTexts.FieldReason)], title) { Hidden = [new NamedValue("id", hold.Id), new NamedValue("digest", hold.Digest)] };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
