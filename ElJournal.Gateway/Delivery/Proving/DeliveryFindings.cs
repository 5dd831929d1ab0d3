using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Delivery.Proving;

/// <summary>Findings about delivery itself. They rest on receipts and not on lessons, so judging leaves them alone.</summary>
internal sealed class DeliveryFindings(LedgerTransaction transaction, SchoolRuntime school, DateTimeOffset now)
{
    /// <summary>The rule that they belong to.</summary>
    public const string Rule = "export-delivered";

    /// <summary>The part that is about a portal that says nothing for too long.</summary>
    public const string Silence = "silence";

    /// <summary>What a finding about a route's day is about.</summary>
    public static string SubjectOf(RouteOptions route, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{route.Name}|{day:yyyy-MM-dd}");

    /// <summary>That a day has no proof.</summary>
    public static string Unproved(RouteOptions route, DateOnly day, string why) => Phrase.Of(Texts.UnprovedDay, RussianDates.Full(day), route.Name, Clock(route), why);

    /// <summary>The route's deadline as people write it.</summary>
    public static string Clock(RouteOptions route) => route.Deadline!.Value.ToString("HH:mm", CultureInfo.InvariantCulture);

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
    /// <returns>Whether there was something to end.</returns>
    public async Task<bool> ResolveAsync(string? part, string subject, CancellationToken cancellationToken)
    {
        if (await transaction.Context.Set<FindingRow>().FindAsync([school.Id, FindingId.Of(school.Id, Rule, part, subject)], cancellationToken) is { Status: not FindingStatus.Resolved } row)
        {
            Lifecycle.Resolve(row, now);
            return true;
        }

        return false;
    }
}
