using System.Collections.Immutable;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Decides and freezes in one transaction: gate, holds, what is due, and the packages' bytes.</summary>
internal sealed class Freezer(RouteTask route, ImmutableArray<SchoolBook> books, long cursor, IRecordGate gate, DeliveryClocks clocks)
{
    /// <summary>How many records one transaction looks at before it lets others write.</summary>
    private const int Glance = 20_000;

    private readonly CandidateReader reader = new(route, books, cursor);

    /// <summary>Whether the position is behind the last record.</summary>
    public bool IsEnd(CandidatePosition position) => position.Step >= route.Steps.Length;

    /// <summary>Freezes the next packages.</summary>
    /// <param name="lease">The school's lease.</param>
    /// <param name="from">Where the last wave ended.</param>
    /// <param name="packages">How many at most.</param>
    /// <param name="records">How many records a package holds at most.</param>
    public async Task<Wave> FreezeAsync(SchoolLease lease, CandidatePosition from, int packages, int records, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(packages * records, cancellationToken);
        using var desk = new FreezingDesk(transaction, route, books, gate, clocks);
        var wave = Freeze(transaction, desk, from, packages, records, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return wave;
    }

    /// <summary>Of the packages that may have arrived, those that may go out again as they are. The others are given up, and their records decided about anew.</summary>
    public async Task<IReadOnlyList<FrozenPackage>> ReviewAsync(SchoolLease lease, IReadOnlyList<FrozenPackage> unknown, CancellationToken cancellationToken)
    {
        if (unknown.Count == 0)
        {
            return unknown;
        }

        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        using var desk = new FreezingDesk(transaction, route, books, gate, clocks);
        var good = new List<FrozenPackage>(unknown.Count);
        foreach (var package in unknown)
        {
            if (desk.MayStillGo(package))
            {
                good.Add(package);
            }
            else
            {
                PackageStore.Withdraw(transaction, route, package);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return good;
    }

    /// <summary>Decides without freezing, so that figures are true although nothing can be sent.</summary>
    public async Task<Wave> CountAsync(SchoolLease lease, CandidatePosition from, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        using var desk = new FreezingDesk(transaction, route, books, gate, clocks);
        var (position, due, lowest, seen) = (from, 0, long.MaxValue, 0);
        while (seen < Glance && !IsEnd(position))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = reader.Read(transaction, position);
            foreach (var candidate in chunk)
            {
                if (desk.Decide(candidate, route.Steps[candidate.Position.Step]) is { } decision)
                {
                    due++;
                    lowest = candidate.Route.KeptBack is null ? Math.Min(lowest, candidate.Seq) : lowest;
                    desk.Release(candidate, decision);
                }
            }

            seen += chunk.Count;
            position = chunk.Count == 0 ? End : chunk[^1].Position;
        }

        await transaction.CommitAsync(cancellationToken);
        return new Wave([], position, due, lowest);
    }

    private CandidatePosition End => new(route.Steps.Length, 0, 0);

    private Wave Freeze(LedgerTransaction transaction, FreezingDesk desk, CandidatePosition from, int packages, int records, CancellationToken cancellationToken)
    {
        var frozen = new List<FrozenPackage>();
        var current = new List<ChosenRecord>(records);
        var (position, seen, level) = (from, 0, 0);
        while (seen < Glance || current.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = reader.Read(transaction, position);
            if (chunk.Count == 0)
            {
                position = End;
                break;
            }

            seen += chunk.Count;
            foreach (var candidate in chunk)
            {
                var step = route.Steps[candidate.Position.Step];
                if (desk.Decide(candidate, step) is { } decision)
                {
                    // Packages that are on the wire together must not refer to each other: only a package that goes alone may span several levels.
                    if (frozen.Count > 0 && step.Level != level)
                    {
                        return new Wave([.. frozen], current.Count == 0 ? position : current[0].Before, 0, long.MaxValue);
                    }

                    level = step.Level;
                    current.Add(new ChosenRecord(candidate, decision, step, position));
                }

                position = candidate.Position;
                if (current.Count == records)
                {
                    var spans = current[0].Step.Level != level;
                    frozen.Add(desk.Freeze(current));
                    current.Clear();
                    if (spans || frozen.Count == packages)
                    {
                        return new Wave([.. frozen], position, 0, long.MaxValue);
                    }
                }
            }
        }

        if (current.Count > 0)
        {
            frozen.Add(desk.Freeze(current));
        }

        return new Wave([.. frozen], position, 0, long.MaxValue);
    }
}
