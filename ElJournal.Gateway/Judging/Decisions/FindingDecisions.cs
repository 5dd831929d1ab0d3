using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Judging.Decisions;

/// <summary>Who decided, and why.</summary>
internal sealed record Decision(string By, string Reason);

/// <summary>What people decide about findings. Every decision is logged in the transaction that carries it out.</summary>
internal sealed class FindingDecisions(TimeProvider clock)
{
    /// <summary>The finding does not count until the day, which is included.</summary>
    /// <returns>The finding's full id.</returns>
    public async Task<string> WaiveAsync(SchoolRuntime school, string id, DateOnly until, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = school.DayOf(now);
        if (until < today)
        {
            throw new UsageException(Phrase.Of(JudgingTexts.UntilIsPast, RussianDates.Full(until)));
        }

        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var row = await FindingQueries.FindRowAsync(transaction.Context, school.Id, id, tracked: true, cancellationToken);
        if (row.Status == FindingStatus.Resolved)
        {
            throw new GatewayException(Phrase.Of(JudgingTexts.FindingIsResolved, row.Id));
        }

        (row.WaivedBy, row.WaivedReason, row.WaivedUntil) = (decision.By, decision.Reason, until.DayNumber);
        Decide(row, today, now);
        Log(transaction, school.Id, now, "finding-waive", $"{row.Id} until {until:yyyy-MM-dd}", decision);
        await transaction.CommitAsync(cancellationToken);
        return row.Id;
    }

    /// <summary>The finding counts again.</summary>
    /// <returns>The finding's full id.</returns>
    public async Task<string> UnwaiveAsync(SchoolRuntime school, string id, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var row = await FindingQueries.FindRowAsync(transaction.Context, school.Id, id, tracked: true, cancellationToken);
        if (row.WaivedUntil is null)
        {
            throw new GatewayException(Phrase.Of(JudgingTexts.FindingIsNotWaived, row.Id));
        }

        (row.WaivedBy, row.WaivedReason, row.WaivedUntil) = (null, null, null);
        if (row.Status != FindingStatus.Resolved)
        {
            Decide(row, school.DayOf(now), now);
        }

        Log(transaction, school.Id, now, "finding-unwaive", row.Id, decision);
        await transaction.CommitAsync(cancellationToken);
        return row.Id;
    }

    internal static void Log(LedgerTransaction transaction, string school, DateTimeOffset now, string action, string target, Decision decision) =>
        transaction.Context.Add(new DecisionRow { School = school, At = now.ToStored(), By = decision.By, Action = action, Target = target, Reason = decision.Reason });

    private static void Decide(FindingRow row, DateOnly today, DateTimeOffset now)
    {
        if (row.Status == FindingStatus.Recorded)
        {
            row.RecordedAt ??= now.ToStored();
        }

        row.Status = Lifecycle.StatusOf(row, today);
    }
}
