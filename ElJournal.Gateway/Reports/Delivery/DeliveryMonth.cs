using System.Collections.Immutable;
using System.Text.Json;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Reports.Delivery;

/// <summary>What was written down of a route's days.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Days">The days with runs, in order.</param>
/// <param name="Kinds">Per day and kind.</param>
/// <param name="Receipts">The portal's receipts, in order.</param>
/// <param name="Beginning">The first day ever written down.</param>
/// <param name="Proofs">Days with a proof from the period's beginning on, later ones too.</param>
internal sealed record DeliveryMonth(
    string Route, ImmutableArray<RouteDay> Days, ImmutableArray<RouteDayKindRow> Kinds, ImmutableArray<RouteReceipt> Receipts, DateOnly? Beginning, ImmutableArray<DateOnly> Proofs)
{
    public RouteDay? On(DateOnly day) => Days.FirstOrDefault(known => known.Day == day);

    public static async Task<DeliveryMonth> ReadAsync(LedgerContext context, SchoolRuntime school, string name, DayRange days, CancellationToken cancellationToken)
    {
        var route = await context.Set<RouteRow>().AsNoTracking().Where(row => row.School == school.Id && row.Name == name).Select(row => row.Id).FirstOrDefaultAsync(cancellationToken);
        var (from, to) = (days.From.DayNumber, days.To.DayNumber);
        var rows = await context.Set<RouteDayRow>().AsNoTracking().Where(row => row.Route == route && row.Day >= from && row.Day <= to).OrderBy(row => row.Day).ToListAsync(cancellationToken);
        var kinds = await context.Set<RouteDayKindRow>().AsNoTracking().Where(row => row.Route == route && row.Day >= from && row.Day <= to).OrderBy(row => row.Day).ThenBy(row => row.Kind).ToListAsync(cancellationToken);
        var beginning = await context.Set<RouteDayRow>().Where(row => row.Route == route).MinAsync(row => (int?)row.Day, cancellationToken);
        var proofs = await context.Set<RouteDayRow>().Where(row => row.Route == route && row.Day >= from && row.ProvedAt != null).OrderBy(row => row.Day).Select(row => row.Day).ToListAsync(cancellationToken);
        var (first, last) = (Midnight(school, days.From), Midnight(school, days.To.AddDays(1)));
        var receipts = await context.Set<PackageRow>().AsNoTracking().Where(row => row.Route == route && row.ReceiptAt >= first && row.ReceiptAt < last).OrderBy(row => row.Number)
            .Select(row => new { row.Id, row.ReceiptId, row.ReceiptAt, row.Records, row.Accepted, row.Rejected }).ToListAsync(cancellationToken);
        return new DeliveryMonth(
            name,
            [.. rows.Select(row => new RouteDay(DateOnly.FromDayNumber(row.Day), Local(school, row.ProvedAt), row.Failure is not null, JsonSerializer.Deserialize<ImmutableArray<DayReason>>(row.Reasons)))],
            [.. kinds],
            [.. receipts.Select(row => new RouteReceipt(row.Id, row.ReceiptId ?? "", Local(school, row.ReceiptAt)!.Value, row.Records, row.Accepted, row.Rejected))],
            beginning is { } day ? DateOnly.FromDayNumber(day) : null,
            [.. proofs.Select(DateOnly.FromDayNumber)]);
    }

    private static DateTimeOffset? Local(SchoolRuntime school, long? stored) => stored is { } value ? school.Local(Instants.FromStored(value)) : null;

    private static long Midnight(SchoolRuntime school, DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, school.Zone.GetUtcOffset(local)).ToStored();
    }
}

/// <summary>A day with runs.</summary>
/// <param name="Day">The day.</param>
/// <param name="ProvedAt">When everything due had its receipt.</param>
/// <param name="Failed">Whether the last run ended early.</param>
/// <param name="Reasons">What made the numbers differ at its end.</param>
internal sealed record RouteDay(DateOnly Day, DateTimeOffset? ProvedAt, bool Failed, ImmutableArray<DayReason> Reasons);

/// <summary>A receipt.</summary>
internal sealed record RouteReceipt(string Package, string Receipt, DateTimeOffset At, int Records, int Accepted, int Rejected);
