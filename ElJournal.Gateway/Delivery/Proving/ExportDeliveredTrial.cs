using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Delivery.Proving;

/// <summary>What <c>export-delivered</c> would have found on earlier days, by what each run wrote down of its day. Records and sends nothing.</summary>
/// <remarks>What is not written down is not found but named as not checked: of a day without a run nobody knows whether something was due.</remarks>
internal sealed class ExportDeliveredTrial(LedgerDatabase database, SchoolDays schoolDays, FindingQueries queries, TimeProvider clock)
{
    public async Task<WhatIfResult> RunAsync(SchoolRuntime school, RuleSettingsTimeline settings, DayRange days, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isSchoolDay = await schoolDays.OfAsync(school, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        var rows = new Dictionary<string, FindingRow>(StringComparer.Ordinal);
        var open = new HashSet<DateOnly>();
        foreach (var route in school.Options.Routes)
        {
            var number = await context.Set<RouteRow>().Where(row => row.School == school.Id && row.Name == route.Name).Select(row => (int?)row.Id).FirstOrDefaultAsync(cancellationToken);
            var known = await context.Set<RouteDayRow>().AsNoTracking().Where(day => day.Route == number).OrderBy(day => day.Day).ToListAsync(cancellationToken);
            var heard = await context.Set<RouteDayKindRow>().Where(kind => kind.Route == number && kind.Accepted > 0).Select(kind => kind.Day).Distinct().ToListAsync(cancellationToken);
            var trial = new Trial(school, route, (RuleSettingsTimeline<ExportDeliveredSettings>)settings, known, [.. heard, .. known.Where(day => day.ProvedAt is not null).Select(day => day.Day)], now);
            foreach (var finding in days.Days().Where(isSchoolDay).SelectMany(day => trial.Look(day, isSchoolDay, open)))
            {
                var id = FindingId.Of(school.Id, finding.Rule, finding.Part, finding.Subject);
                rows.TryAdd(id, Lifecycle.Open(school.Id, id, finding, rootClass: "", now, school.DayOf(now)));
            }
        }

        // What a reconciliation found rests on the portal's answer of that moment, which is not asked again.
        var present = (await queries.ListAsync(school, new FindingFilter { Days = days, Rule = DeliveryFindings.Rule }, cancellationToken)).Where(view => view.Part is null or DeliveryFindings.Silence).ToDictionary(view => view.Id, StringComparer.Ordinal);
        return new WhatIfResult(
            await FindingQueries.ViewsAsync(connection, school, rows.Values, cancellationToken),
            rows.Keys.Where(id => !present.ContainsKey(id)).ToHashSet(StringComparer.Ordinal),
            [.. present.Values.Where(view => !rows.ContainsKey(view.Id))],
            [.. open.Order().Select(day => new NotCheckedView(null, null, RecordKind.Lesson, day, day, NotCheckedReasons.Unread))]);
    }

    /// <summary>A route's days.</summary>
    private sealed class Trial(SchoolRuntime school, RouteOptions route, RuleSettingsTimeline<ExportDeliveredSettings> settings, List<RouteDayRow> known, HashSet<int> heard, DateTimeOffset now)
    {
        private readonly Dictionary<int, RouteDayRow> _days = known.ToDictionary(day => day.Day);

        public IEnumerable<Finding> Look(DateOnly day, Func<DateOnly, bool> isSchoolDay, HashSet<DateOnly> open)
        {
            var (current, today) = (settings.At(day), school.DayOf(now));

            // A route that never ran owes nothing for the days before it was there.
            if (!current.Enabled || day > today || (known.Count == 0 ? day < today : day.DayNumber < known[0].Day))
            {
                return [];
            }

            return route.Deadline is { } deadline ? ByDeadline(day, deadline, current, open) : ByHearing(day, current, isSchoolDay, open);
        }

        private IEnumerable<Finding> ByDeadline(DateOnly day, TimeOnly clockTime, ExportDeliveredSettings current, HashSet<DateOnly> open)
        {
            var deadline = school.At(day, clockTime);
            if (deadline > now)
            {
                yield break;
            }

            var run = _days.GetValueOrDefault(day.DayNumber);
            if (run?.ProvedAt is { } proved && (proved <= deadline.ToStored() || run.Runs > 1))
            {
                // Of several runs only the last one's proof is written down: an earlier one may have been in time.
                if (proved > deadline.ToStored())
                {
                    open.Add(day);
                }

                yield break;
            }

            var why = run is null ? Texts.UnprovedNoRun : Texts.UnprovedUnfinished;
            yield return Finding(part: null, DeliveryFindings.SubjectOf(route, day), day, current, DeliveryFindings.Unproved(route, day, why)) with { Deadline = deadline };
        }

        /// <summary>Once in each silence, on the day on which it has become too long.</summary>
        private IEnumerable<Finding> ByHearing(DateOnly day, ExportDeliveredSettings current, Func<DateOnly, bool> isSchoolDay, HashSet<DateOnly> open)
        {
            if (current.SilentDays == 0 || known.Count == 0)
            {
                yield break;
            }

            var last = heard.Where(number => number < day.DayNumber).DefaultIfEmpty().Max();
            var since = last == 0 ? known[0].Day : last + 1;
            var silent = Enumerable.Range(since, Math.Max(0, day.DayNumber - since)).Count(number => isSchoolDay(DateOnly.FromDayNumber(number)));
            if (silent != current.SilentDays)
            {
                yield break;
            }

            var runs = known.FindAll(run => run.Day >= since && run.Day < day.DayNumber);
            if (runs.TrueForAll(run => run.Pending == 0 && run.Failure is null))
            {
                open.Add(day);
                yield break;
            }

            var when = last == 0 ? Texts.SilentNever : RussianDates.Full(DateOnly.FromDayNumber(last));
            yield return Finding(DeliveryFindings.Silence, route.Name, day, current, Phrase.Of(Texts.SilentWhat, route.Name, silent, when, Texts.UnprovedUnfinished));
        }

        private static Finding Finding(string? part, string subject, DateOnly day, ExportDeliveredSettings current, string message) =>
            new(DeliveryFindings.Rule, part, subject, FindingState.Present, current.Severity ?? Severity.Warning, day, message, current.Norm ?? Texts.NormUnknown);
    }
}
