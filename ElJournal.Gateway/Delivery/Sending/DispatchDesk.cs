using System.Collections.Immutable;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Ledger;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Delivery;

/// <summary>Puts packages on the wire and stores what became of each: a receipt, halves, another try, or the end of the run.</summary>
internal sealed class DispatchDesk(RouteTask route, IPortal? portal, RunTally tally, DeliveryClocks clocks, DeliveryManners manners, IRouteAlarm alarm, ILogger logger)
{
    private readonly PackageLimit limit = new(manners.PackageRecords);

    /// <summary>How many records the portal takes in a package, as far as it has said.</summary>
    public int Limit => limit.Records;

    /// <summary>Sends packages at the same time and stores what became of them.</summary>
    public async Task DeliverAsync(SchoolLease lease, ImmutableArray<FrozenPackage> packages, CancellationToken cancellationToken)
    {
        if (packages.IsEmpty || tally.Failure is not null)
        {
            return;
        }

        packages = await MarkSentAsync(lease, packages, cancellationToken);
        var sending = packages.Select(package => PackageSender.SendAsync(portal!, route.Name, package, cancellationToken)).ToArray();
        var others = new List<(FrozenPackage Package, SendOutcome Outcome)>();
        try
        {
            for (var place = 0; place < packages.Length; place++)
            {
                var outcome = await sending[place];
                if (outcome is SendOutcome.Accepted accepted)
                {
                    await AcceptAsync(lease, packages[place], accepted.Receipt);
                }
                else
                {
                    others.Add((packages[place], outcome));
                }
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (package, outcome) in others)
        {
            await SettleAsync(lease, package, outcome, cancellationToken);
        }
    }

    private async Task SettleAsync(SchoolLease lease, FrozenPackage package, SendOutcome outcome, CancellationToken cancellationToken)
    {
        Log.NotDelivered(logger, route.School, route.Name, package.Id, outcome.GetType().Name);
        switch (outcome)
        {
            case SendOutcome.TooLarge tooLarge:
                limit.Refuse(package.Records);
                await HalveAsync(lease, package, tooLarge.Error, cancellationToken);
                break;
            case SendOutcome.Refused refused when tally.Packages > 0:
                await HalveAsync(lease, package, refused.Error, cancellationToken);
                break;
            case SendOutcome.Refused refused:
                await StoreAsync(lease, transaction => PackageStore.Refuse(transaction, package, refused.Error), cancellationToken);
                tally.Failure ??= new ExportFailure("refused", refused.Error, refused.Instruction);
                break;
            case SendOutcome.Barred barred:
                // An answer about credentials or settings is no failed try of this package.
                await StoreAsync(lease, transaction => PackageStore.NoteTry(transaction, package with { Tries = package.Tries - 1 }, barred.Error), cancellationToken);
                tally.Failure ??= new ExportFailure("permanent", barred.Error, barred.Instruction);
                break;
            case SendOutcome.Busy busy:
                // An evening's maintenance must not stop a route: only answers that leave the fate unknown count as tries.
                await TryAgainAsync(lease, package with { Tries = package.Tries - 1 }, busy.Error, busy.RetryAfter, cancellationToken);
                break;
            case SendOutcome.Unanswered unanswered:
                // Nor must a portal that is gone: a person who comes could only have it sent again, which happens by itself.
                await TryAgainAsync(lease, package with { Tries = package.Tries - 1 }, unanswered.Error, unanswered.RetryAfter, cancellationToken);
                break;
            case SendOutcome.Unknown unknown:
                await TryAgainAsync(lease, package, unknown.Error, unknown.RetryAfter, cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"Unexpected outcome {outcome.GetType().Name}.");
        }
    }

    private async Task HalveAsync(SchoolLease lease, FrozenPackage package, string error, CancellationToken cancellationToken)
    {
        if (package.Records == 1)
        {
            await StoreAsync(lease, transaction => PackageStore.RefuseRecord(transaction, route, package, error, clocks.Business.GetUtcNow()), cancellationToken);
            return;
        }

        IReadOnlyList<FrozenPackage> halves = [];
        await StoreAsync(lease, transaction => halves = PackageStore.Split(transaction, route, package, error, clocks), cancellationToken);

        // One after the other: the first may hold what the second refers to.
        foreach (var half in halves)
        {
            if (half.Records > Limit)
            {
                // What the portal takes is known by now.
                await HalveAsync(lease, half, error, cancellationToken);
            }
            else
            {
                await DeliverAsync(lease, [half], cancellationToken);
            }
        }
    }

    private async Task TryAgainAsync(SchoolLease lease, FrozenPackage package, string error, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        await StoreAsync(lease, transaction => PackageStore.NoteTry(transaction, package, error), cancellationToken);
        var pause = retryAfter ?? manners.Pause;
        if (package.Tries >= manners.Tries)
        {
            await StopAsync(lease, error, cancellationToken);
        }
        else if (tally.Failure is null && pause <= manners.LongestPause && tally.TriedAgain.Add(package.Id))
        {
            await Task.Delay(pause, clocks.Machine, cancellationToken);
            await DeliverAsync(lease, [package], cancellationToken);
        }
        else
        {
            tally.Failure ??= new ExportFailure("temporary", error, Texts.TemporaryInstruction);
        }
    }

    private async Task<ImmutableArray<FrozenPackage>> MarkSentAsync(SchoolLease lease, ImmutableArray<FrozenPackage> packages, CancellationToken cancellationToken)
    {
        packages = [.. packages.Select(package => package with { Tries = package.Tries + 1 })];
        await StoreAsync(
            lease,
            transaction =>
            {
                foreach (var package in packages)
                {
                    PackageStore.MarkSent(transaction, route, package, clocks.Business.GetUtcNow());
                }
            },
            cancellationToken);
        return packages;
    }

    private async Task AcceptAsync(SchoolLease lease, FrozenPackage package, CheckedReceipt receipt)
    {
        // The portal has it: a stop that was asked for meanwhile must not lose the receipt.
        await StoreAsync(lease, transaction => PackageStore.Accept(transaction, route, package, receipt, clocks.Business.GetUtcNow()), CancellationToken.None);
        tally.Packages++;
        tally.Records += package.Records;
        tally.Accepted += receipt.Accepted;
        limit.Accept();
    }

    private async Task StopAsync(SchoolLease lease, string error, CancellationToken cancellationToken)
    {
        tally.Failure = new ExportFailure("stopped", error, Wording.RetryInstruction(route.School, route.Name));
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        RouteStore.Stop(transaction, route, error);
        await alarm.RaiseAsync(transaction, route, tally.Failure, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task StoreAsync(SchoolLease lease, Action<LedgerTransaction> store, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        store(transaction);
        await transaction.CommitAsync(cancellationToken);
    }
}
