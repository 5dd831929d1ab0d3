using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Ledger;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Delivery;

/// <summary>One run over one route: what is unacknowledged first, then wave after wave of what is due.</summary>
internal sealed class RouteDelivery(RouteTask route, IPortal? portal, IRecordGate gate, DeliveryClocks clocks, DeliveryManners manners, IRouteAlarm alarm, ILogger logger)
{
    private readonly RunTally tally = new();

    /// <summary>Why there is no portal; the run then only decides and counts.</summary>
    public ExportFailure? Barred { get; init; }

    public async Task<ExportResult> RunAsync(SchoolLease lease, CancellationToken cancellationToken)
    {
        var start = await OpenAsync(lease, cancellationToken);
        tally.Failure = Barred ?? Wording.Moved(route.School, route.Name, start.Moved, route.Destination, DateOnly.FromDayNumber(route.DayOf(clocks.Business.GetUtcNow())));
        if (start.Stopped is { } stopped)
        {
            tally.Failure = new ExportFailure("stopped", stopped, Wording.RetryInstruction(route.School, route.Name));
        }

        var desk = new DispatchDesk(route, portal, tally, clocks, manners, alarm, logger);
        var freezer = new Freezer(route, start.Books, start.Cursor, gate, clocks);
        if (tally.Failure is null)
        {
            foreach (var package in await freezer.ReviewAsync(lease, start.Unknown, cancellationToken))
            {
                await desk.DeliverAsync(lease, [package], cancellationToken);
            }
        }

        await using (var transaction = await lease.BeginAsync(1, cancellationToken))
        {
            BlockedAfterDelivery.Mark(transaction, route);
            OffRoute.Mark(transaction, route, start.Cursor);
            await transaction.CommitAsync(cancellationToken);
        }

        var position = default(CandidatePosition);
        while (tally.Failure is null && !freezer.IsEnd(position))
        {
            // The first package goes alone: it tells what the portal takes.
            var wave = await freezer.FreezeAsync(lease, position, tally.Packages == 0 ? 1 : manners.Unacknowledged, desk.Limit, cancellationToken);
            await desk.DeliverAsync(lease, wave.Packages, cancellationToken);
            position = wave.End;
        }

        var (due, lowest) = (0, long.MaxValue);
        if (tally.Failure is not null)
        {
            position = default;
            while (!freezer.IsEnd(position))
            {
                var rest = await freezer.CountAsync(lease, position, cancellationToken);
                (position, due, lowest) = (rest.End, due + rest.Due, Math.Min(lowest, rest.Lowest));
            }
        }

        return await CloseAsync(lease, start, due, lowest, cancellationToken);
    }

    private async Task<RouteStart> OpenAsync(SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var start = RouteStore.Open(transaction, route, clocks.Business.GetUtcNow());
        await transaction.CommitAsync(cancellationToken);
        return start;
    }

    private async Task<ExportResult> CloseAsync(SchoolLease lease, RouteStart start, int due, long lowest, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var result = RouteStore.Close(transaction, route, start, tally, due, lowest, clocks.Business.GetUtcNow());
        if (tally.Failure is { Kind: "permanent" or "refused" or "moved" } failure)
        {
            await alarm.RaiseAsync(transaction, route, failure, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
