using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Web;

/// <summary>What may be decided on the page: the same use cases as on the command line, under the same lease and in the same log.</summary>
internal sealed class Acts(SchoolLeases leases, HoldDecisions holds, FindingDecisions findings, Excuses excuses, UnforeseenDays days, ReviewStore reviews, DeliveryRetry retry, AuditLog audit, ILogger<WebServer> logger)
{
    public const string HoldApprove = "hold-approve";
    public const string HoldDiscard = "hold-discard";
    public const string Waive = "waive";
    public const string Unwaive = "unwaive";
    public const string ExcuseAdd = "excuse-add";
    public const string ExcuseRemove = "excuse-remove";
    public const string DayAdd = "day-add";
    public const string DayRemove = "day-remove";
    public const string Acknowledge = "review-acknowledge";
    public const string Retry = "delivery-retry";

    private const int LongestText = 500;

    /// <summary>Somebody waits before a screen: a busy school answers soon that it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Where the outcome can be seen.</returns>
    /// <exception cref="GatewayException">It cannot be done, or something is missing; the message says what.</exception>
    public async Task<string> DoAsync(string act, SchoolRuntime school, string by, IFormCollection form, CancellationToken cancellationToken)
    {
        await using var lease = await leases.AcquireAsync(school.Id, $"page: {act}", cancellationToken, Patience);
        var place = act switch
        {
            HoldApprove => await HoldAsync(() => holds.ApproveAsync(lease, Text(form, "id"), Text(form, "digest"), by, Text(form, "reason"), cancellationToken)),
            HoldDiscard => await HoldAsync(() => holds.DiscardAsync(lease, Text(form, "id"), Text(form, "digest"), by, Text(form, "reason"), cancellationToken)),
            Waive => Address.Finding(school, await findings.WaiveAsync(school, Text(form, "id"), Day(form, "until"), new Decision(by, Text(form, "reason")), lease, cancellationToken)),
            Unwaive => Address.Finding(school, await findings.UnwaiveAsync(school, Text(form, "id"), new Decision(by, Optional(form, "reason")), lease, cancellationToken)),
            ExcuseAdd => await DecisionAsync(() => excuses.AddAsync(school, Text(form, "teacher"), Days(form), new Decision(by, Text(form, "reason")), lease, cancellationToken)),
            ExcuseRemove => await DecisionAsync(() => excuses.RemoveAsync(school, Number(form, "id"), new Decision(by, Optional(form, "reason")), lease, cancellationToken)),
            DayAdd => await DecisionAsync(() => days.AddAsync(school, Optional(form, "class") is { Length: > 0 } name ? name : null, Days(form), OneOf(form, "kind", UnforeseenDays.Kinds), new Decision(by, Text(form, "reason")), lease, cancellationToken)),
            DayRemove => await DecisionAsync(() => days.RemoveAsync(school, Number(form, "id"), new Decision(by, Optional(form, "reason")), lease, cancellationToken)),
            Acknowledge => await DecisionAsync(() => reviews.AcknowledgeAsync(school, Month(form), new Decision(by, Optional(form, "note")), lease, cancellationToken)),
            Retry => await RetryAsync(),
            _ => throw new NotThereException(),
        };
        Instruments.Acted(act);
        WebLog.Acted(logger, school.Id, act);
        return place;

        async Task<string> HoldAsync<T>(Func<Task<T>> decide)
        {
            await decide();
            return Address.Waiting(school);
        }

        async Task<string> DecisionAsync(Func<Task> decide)
        {
            await decide();
            return Address.Decisions(school);
        }

        async Task<string> RetryAsync()
        {
            var route = school.Routes(Text(form, "route"))[0];
            await retry.RunAsync(lease, route.Name, package: null, cancellationToken);
            await audit.NoteAsync(school.Id, by, Retry, route.Name, cancellationToken);
            return Address.Waiting(school);
        }
    }

    private static string Text(IFormCollection form, string name) => Optional(form, name) is { Length: > 0 } text ? text : throw Missing();

    private static string Optional(IFormCollection form, string name)
    {
        var text = form[name].ToString().Trim();
        return text.Length <= LongestText && !text.Any(char.IsControl) ? text : throw Missing();
    }

    private static DateOnly Day(IFormCollection form, string name) =>
        DateOnly.TryParseExact(Text(form, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Missing();

    private static DateOnly Month(IFormCollection form) =>
        DateOnly.TryParseExact(Text(form, "month") + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Missing();

    private static DayRange Days(IFormCollection form) => (Day(form, "from"), Day(form, "to")) is var (from, to) && from <= to ? new DayRange(from, to) : throw new UsageException(WebTexts.DaysReversed);

    private static long Number(IFormCollection form, string name) => long.TryParse(Text(form, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Missing();

    private static string OneOf(IFormCollection form, string name, IReadOnlyList<string> known) => Text(form, name) is var text && known.Contains(text, StringComparer.Ordinal) ? text : throw Missing();

    private static UsageException Missing() => new(WebTexts.FormIncomplete);
}
