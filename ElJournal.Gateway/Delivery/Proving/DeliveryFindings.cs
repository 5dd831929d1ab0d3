using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Delivery.Proving;

/// <summary>Findings about delivery itself. They rest on receipts and not on lessons, so judging leaves them alone.</summary>
internal sealed class DeliveryFindings(LedgerTransaction transaction, SchoolRuntime school, DateTimeOffset now)
{
    /// <summary>The rule that they belong to.</summary>
    public const string Rule = "export-delivered";

    /// <summary>The finding holds.</summary>
    /// <returns>Whether it did not before.</returns>
    public async Task<bool> HoldAsync(string? part, string subject, DateOnly day, DateTimeOffset? deadline, string message, CancellationToken cancellationToken)
    {
        var id = FindingId.Of(school.Id, Rule, part, subject);
        var settings = school.Settings<ExportDeliveredSettings>(Rule, day);
        var finding = new Finding(Rule, part, subject, FindingState.Present, settings.Severity ?? Severity.Warning, day, message, settings.Norm ?? Texts.NormUnknown) { Deadline = deadline };
        var row = await transaction.Context.Set<FindingRow>().FindAsync([school.Id, id], cancellationToken);
        var today = school.DayOf(now);
        if (row is null)
        {
            transaction.Context.Add(Lifecycle.Open(school.Id, id, finding, rootClass: "", now, today));
            return true;
        }

        return Lifecycle.Hold(row, finding, rootClass: "", now, today);
    }

    /// <summary>The rule is off: nothing of it holds.</summary>
    public async Task ResolveAllAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await transaction.Context.Set<FindingRow>().Where(row => row.School == school.Id && row.Rule == Rule && row.Status != FindingStatus.Resolved).ToListAsync(cancellationToken))
        {
            Lifecycle.Resolve(row, now);
        }
    }

    /// <summary>The finding no longer holds, if it did.</summary>
    public async Task ResolveAsync(string? part, string subject, CancellationToken cancellationToken)
    {
        if (await transaction.Context.Set<FindingRow>().FindAsync([school.Id, FindingId.Of(school.Id, Rule, part, subject)], cancellationToken) is { Status: not FindingStatus.Resolved } row)
        {
            Lifecycle.Resolve(row, now);
        }
    }
}
