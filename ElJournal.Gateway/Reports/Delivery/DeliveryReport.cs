using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Gateway.Scheduling;

namespace ElJournal.Gateway.Reports.Delivery;

/// <summary>The proof of delivery: day by day what was in the journal, sent, accepted and kept back over each route, with receipts and reasons.</summary>
internal sealed class DeliveryReport(LedgerDatabase database, SchoolDays schoolDays) : IReport
{
    /// <summary>More receipts than these stand in the spreadsheet only.</summary>
    private const int PrintedReceipts = 60;

    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Delivery);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var isSchoolDay = await schoolDays.OfAsync(request.School, cancellationToken);
        var lead = ImmutableArray.CreateBuilder<string>();
        lead.Add(Phrase.Of(Texts.LeadSchool, request.School.Options.Name, ReportJournal.Period(request.Days), RussianDates.MomentWithYear(request.Now)));
        var parts = ImmutableArray.CreateBuilder<ReportPart>();
        await using var context = await database.ReadAsync(cancellationToken);
        foreach (var route in request.School.Options.Routes)
        {
            var month = await DeliveryMonth.ReadAsync(context, request.School, route.Name, request.Days, cancellationToken);
            var days = Days(request, month, isSchoolDay);
            var open = OpenDay(request, route, month);
            lead.Add(Summary(request, month, isSchoolDay, open));
            if (!month.Days.IsEmpty)
            {
                parts.AddRange(Parts(month, days, open, parts.Count > 0));
            }
        }

        return
        [
            new ReportDocument(ReportCatalog.Delivery, ReportTexts.TitleDelivery, lead.ToImmutable(), parts.ToImmutable())
            {
                Landscape = true,
                Closing = [Texts.ClosingStored, ReportTexts.ClosingAutomatic],
            },
        ];
    }

    /// <summary>The days that are shown: school days up to today, and days on which something ran.</summary>
    private static ImmutableArray<DateOnly> Days(ReportRequest request, DeliveryMonth month, Func<DateOnly, bool> isSchoolDay) =>
        [.. Enumerable.Range(0, request.Days.Length).Select(request.Days.From.AddDays).Where(day => month.On(day) is not null || (day <= request.Today && isSchoolDay(day)))];

    /// <summary>Today, while it has no proof and owes none yet: its deadline, or its end, is still to come.</summary>
    private static DateOnly? OpenDay(ReportRequest request, RouteOptions route, DeliveryMonth month) =>
        month.On(request.Today) is { ProvedAt: not null } || (route.Deadline is { } deadline && TimeOnly.FromDateTime(request.Now.DateTime) >= deadline) ? null : request.Today;

    private static string Summary(ReportRequest request, DeliveryMonth month, Func<DateOnly, bool> isSchoolDay, DateOnly? open)
    {
        if (month.Days.IsEmpty)
        {
            return Phrase.Of(Texts.LeadNever, month.Route);
        }

        var owed = Enumerable.Range(0, request.Days.Length).Select(request.Days.From.AddDays).Where(day => day <= request.Today && day != open && day >= month.Beginning && isSchoolDay(day)).ToList();
        var same = owed.Count(day => month.On(day) is { ProvedAt: not null });
        var later = owed.Count(day => month.On(day) is not { ProvedAt: not null } && month.Proofs.Any(proof => proof > day));
        return Phrase.Of(
            Texts.LeadRoute, month.Route, owed.Count, same, later, owed.Count - same - later,
            Plural.Number(month.Kinds.Sum(kind => kind.Sent)), Plural.Number(month.Kinds.Sum(kind => kind.Accepted)), Plural.Number(month.Kinds.Sum(kind => kind.Rejected)), Plural.Number(month.Receipts.Length));
    }

    private static IEnumerable<ReportPart> Parts(DeliveryMonth month, ImmutableArray<DateOnly> days, DateOnly? open, bool newPage)
    {
        yield return new ReportTable(
            Phrase.Of(Texts.HeadingDays, month.Route),
            [new(ReportTexts.ColumnDate, 11), new(Texts.ColumnOutcome, 44), Figure(Texts.ColumnSent), Figure(Texts.ColumnAccepted), Figure(Texts.ColumnRejected), Figure(Texts.ColumnReceipts)],
            [.. days.Select(day => DayRow(month, day, day == open)), TotalRow(month)])
        { Sheet = Phrase.Of(Texts.SheetDays, month.Route), NewPage = newPage };
        yield return new ReportTable(
            Phrase.Of(Texts.HeadingKinds, month.Route),
            [
                new(ReportTexts.ColumnDate, 11), new(Texts.ColumnKind, 18), Figure(Texts.ColumnJournal), Figure(Texts.ColumnLastSent), Figure(Texts.ColumnLastAccepted), Figure(Texts.ColumnWithheld),
                Figure(Texts.ColumnHeld), Figure(Texts.ColumnRefused), Figure(Texts.ColumnPending), Figure(Texts.ColumnLeftover), Figure(Texts.ColumnUnexplained),
            ],
            [.. month.Kinds.Where(kind => kind.Journal + kind.Leftover > 0 || kind.Sent > 0).Select(KindRow)])
        { Sheet = Phrase.Of(Texts.SheetKinds, month.Route), Note = Texts.NoteKinds };
        yield return new ReportTable(
            Phrase.Of(Texts.HeadingReasons, month.Route),
            [new(Texts.ColumnDays, 24), new(Texts.ColumnKind, 18), new(Texts.ColumnWhy, 60), Figure(Texts.ColumnRecords)],
            [.. Reasons(month)])
        { Sheet = Phrase.Of(Texts.SheetReasons, month.Route), Note = month.Days.All(day => day.Reasons.IsEmpty) ? Texts.NoReasons : null };
        var receipts = new ReportTable(
            Phrase.Of(Texts.HeadingReceipts, month.Route),
            [new(Texts.ColumnTime, 20), new(Texts.ColumnReceipt, 30), new(Texts.ColumnPackage, 36), Figure(Texts.ColumnRecords), Figure(Texts.ColumnTaken), Figure(Texts.ColumnRefused)],
            [.. month.Receipts.Select(receipt => new ReportRow([RussianDates.Moment(receipt.At), receipt.Receipt, receipt.Package, receipt.Records, receipt.Accepted, receipt.Rejected]))])
        { Sheet = Phrase.Of(Texts.SheetReceipts, month.Route), Note = month.Receipts.IsEmpty ? Texts.NoReceipts : null };
        if (month.Receipts.Length <= PrintedReceipts)
        {
            yield return receipts;
        }
        else
        {
            yield return receipts with { Forms = ReportForms.Sheet };
            yield return new ReportText(receipts.Heading, [Texts.ReceiptsInSheet]) { Forms = ReportForms.Page };
        }
    }

    private static ReportColumn Figure(string title) => new(title, 11) { Figures = true };

    private static ReportRow DayRow(DeliveryMonth month, DateOnly day, bool isOpen)
    {
        var kinds = month.Kinds.Where(kind => kind.Day == day.DayNumber).ToList();
        return new ReportRow([
            day, isOpen ? Texts.NotDue : Outcome(month, day, kinds.Sum(kind => kind.Sent)), kinds.Sum(kind => kind.Sent), kinds.Sum(kind => kind.Accepted), kinds.Sum(kind => kind.Rejected),
            month.Receipts.Count(receipt => DateOnly.FromDateTime(receipt.At.DateTime) == day)]);
    }

    private static ReportRow TotalRow(DeliveryMonth month) => new([
        ReportTexts.Total, ReportCell.Empty, month.Kinds.Sum(kind => kind.Sent), month.Kinds.Sum(kind => kind.Accepted), month.Kinds.Sum(kind => kind.Rejected), month.Receipts.Length])
    { Strong = true };

    /// <summary>A day's proof, also of one on which there was nothing to send; else what was missing, and when it came.</summary>
    private static string Outcome(DeliveryMonth month, DateOnly day, int sent)
    {
        if (month.On(day) is { ProvedAt: { } at })
        {
            return Phrase.Of(sent == 0 ? Texts.ProvedEmpty : Texts.Proved, RussianDates.Time(TimeOnly.FromDateTime(at.DateTime)));
        }

        var later = month.Proofs.Where(proof => proof > day).Select(proof => (DateOnly?)proof).FirstOrDefault();
        if (month.On(day) is { } known)
        {
            var missing = known.Failed ? Texts.UnprovedBecause : Texts.Unproved;
            return later is { } then ? $"{missing}; {Phrase.Of(Texts.ProvedLater, RussianDates.Short(then))}" : missing;
        }

        return day < month.Beginning ? Texts.Unknown : later is { } proof ? Phrase.Of(Texts.NotRunLater, RussianDates.Short(proof)) : Texts.NotRun;
    }

    private static ReportRow KindRow(ElJournal.Gateway.Delivery.Model.RouteDayKindRow kind) => new([
        DateOnly.FromDayNumber(kind.Day), KindNames.Of(kind.Kind), kind.Journal, kind.LastSent, kind.LastAccepted, kind.Withheld, kind.Held, kind.Refused, kind.Pending, kind.Leftover,
        kind.Journal - kind.LastAccepted - kind.Withheld - kind.Held - kind.Refused - kind.Pending]);

    /// <summary>The same reason with the same count on following days is one line.</summary>
    private static IEnumerable<ReportRow> Reasons(DeliveryMonth month)
    {
        var open = new Dictionary<DayReason, (DateOnly From, DateOnly To)>();
        var lines = new List<(DateOnly From, DateOnly To, DayReason Reason)>();
        foreach (var day in month.Days)
        {
            foreach (var (reason, span) in open.Where(known => !day.Reasons.Contains(known.Key)).ToList())
            {
                lines.Add((span.From, span.To, reason));
                open.Remove(reason);
            }

            foreach (var reason in day.Reasons)
            {
                open[reason] = (open.TryGetValue(reason, out var span) ? span.From : day.Day, day.Day);
            }
        }

        lines.AddRange(open.Select(known => (known.Value.From, known.Value.To, known.Key)));
        foreach (var (from, to, reason) in lines.OrderBy(line => line.From).ThenBy(line => line.Reason.Kind, StringComparer.Ordinal))
        {
            var days = RussianDates.Several(from == to ? [from] : [from, to]);
            if (reason.Records > 0)
            {
                yield return new ReportRow([days, KindNames.Of(reason.Kind), Why(reason), reason.Records]);
            }

            if (reason.Leftover > 0)
            {
                yield return new ReportRow([days, KindNames.Of(reason.Kind), Texts.WhyLeftover, reason.Leftover]);
            }
        }
    }

    private static string Why(DayReason reason) => reason.Reason switch
    {
        "withheld" => reason.Detail.Length > 0 ? Phrase.Of(Texts.WhyRule, Words.RuleTitle(reason.Detail)) : Texts.WhyRuleUnknown,
        "unjudged" => Texts.WhyUnjudged,
        "held" => Texts.WhyHeld,
        "rejected" => Phrase.Of(Texts.WhyRejected, reason.Detail),
        _ => Texts.WhyPending,
    };
}
