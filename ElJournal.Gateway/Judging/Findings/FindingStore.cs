using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>What has changed by judging again.</summary>
internal readonly record struct FindingChanges(int Opened, int Reopened, int Resolved)
{
    public static FindingChanges operator +(FindingChanges one, FindingChanges other) =>
        new(one.Opened + other.Opened, one.Reopened + other.Reopened, one.Resolved + other.Resolved);
}

/// <summary>Writes what was found over what was found before, for the days that were judged.</summary>
internal sealed class FindingStore(LedgerTransaction transaction, string school, DateTimeOffset now, DateOnly today)
{
    private LedgerContext Context => transaction.Context;

    /// <summary>Stores the outcome of judging the work's days of a book.</summary>
    public async Task<FindingChanges> ApplyAsync(Evaluation evaluation, WorkSet work, int book, DayRange days, CancellationToken cancellationToken)
    {
        var (from, to) = Span(work, days);
        var before = (await Context.Set<FindingRow>().Where(row => row.School == school && row.Day >= from && row.Day <= to && row.Rule != DeliveryFindings.Rule).ToListAsync(cancellationToken))
            .Where(row => row.RootClass is { Length: > 0 } root && work.Contains(root, row.Day))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        var found = await IdentifyAsync(evaluation, before, cancellationToken);
        var blocks = await BlocksAsync([.. before.Keys, .. found.Keys], cancellationToken);
        var uncertain = evaluation.Unchecked.Where(scope => scope.ClassId is not null).ToHashSet();
        var held = new HashSet<string>(StringComparer.Ordinal);
        var changes = default(FindingChanges);
        foreach (var (id, (finding, row)) in found)
        {
            var root = evaluation.RootOf(finding.ClassId);
            if (Lifecycle.IsStale(row, finding, now))
            {
                uncertain.Add(new NotChecked(root, Lifecycle.KindOf(finding.Part) ?? RecordKind.Lesson, finding.Date, NotCheckedReasons.Stale));
                evaluation.Unsettled(root, finding.Date);
                continue;
            }

            held.Add(id);
            if (row is null)
            {
                Context.Add(Lifecycle.Open(school, id, finding, root, now, today));
                changes += new FindingChanges(1, 0, 0);
            }
            else if (Lifecycle.Hold(row, finding, root, now, today))
            {
                changes += new FindingChanges(0, 1, 0);
            }

            Renew(blocks, id, finding.Blocks);
        }

        var doubtful = uncertain.Select(scope => (scope.ClassId, scope.Kind, scope.Day.DayNumber)).ToHashSet();
        foreach (var row in before.Values.Where(row => row.Status != FindingStatus.Resolved && !held.Contains(row.Id)))
        {
            if (await IsUncertainAsync(row, doubtful, book, cancellationToken))
            {
                row.Status = Lifecycle.StatusOf(row, today);
                continue;
            }

            Lifecycle.Resolve(row, now);
            Renew(blocks, row.Id, []);
            changes += new FindingChanges(0, 0, 1);
        }

        await StoreUncheckedAsync(uncertain, work, from, to, cancellationToken);
        return changes;
    }

    /// <summary>Stores what was found about the school as a whole: each judging tells all that holds.</summary>
    public async Task<FindingChanges> ApplySchoolAsync(IReadOnlyCollection<Evaluation> evaluations, CancellationToken cancellationToken)
    {
        var before = await Context.Set<FindingRow>().Where(row => row.School == school && row.RootClass == "" && row.Rule != DeliveryFindings.Rule).ToDictionaryAsync(row => row.Id, StringComparer.Ordinal, cancellationToken);
        var changes = default(FindingChanges);
        foreach (var finding in evaluations.SelectMany(evaluation => evaluation.Findings).Where(finding => finding.ClassId is null))
        {
            var id = FindingId.Of(school, finding.Rule, finding.Part, finding.Subject);
            if (!before.Remove(id, out var row))
            {
                Context.Add(Lifecycle.Open(school, id, finding, rootClass: string.Empty, now, today));
                changes += new FindingChanges(1, 0, 0);
            }
            else if (Lifecycle.Hold(row, finding, rootClass: string.Empty, now, today))
            {
                changes += new FindingChanges(0, 1, 0);
            }
        }

        foreach (var row in before.Values.Where(row => row.Status != FindingStatus.Resolved))
        {
            Lifecycle.Resolve(row, now);
            changes += new FindingChanges(0, 0, 1);
        }

        // Only the present state is told: what could not be checked on other days is that day's.
        var rows = await Context.Set<NotCheckedRow>().Where(row => row.School == school && row.Class == "").ToListAsync(cancellationToken);
        var open = evaluations.SelectMany(evaluation => evaluation.Unchecked).Where(scope => scope.ClassId is null).ToHashSet();
        Context.RemoveRange(rows.Where(row => !open.Remove(new NotChecked(null, row.Kind, DateOnly.FromDayNumber(row.Day), row.Reason))));
        Context.AddRange(open.Select(scope => new NotCheckedRow { School = school, Class = string.Empty, Kind = scope.Kind, Day = scope.Day.DayNumber, Reason = scope.Reason }));
        return changes;
    }

    /// <summary>Waivers that have ended: the finding is what it would be without. Before anything else is stored: of what judging settles the database still says that it is waived.</summary>
    public async Task EndWaiversAsync(CancellationToken cancellationToken)
    {
        var number = today.DayNumber;
        var waived = await Context.Set<FindingRow>().Where(row => row.School == school && row.Status == FindingStatus.Waived && row.WaivedUntil < number).ToListAsync(cancellationToken);
        waived.ForEach(row => row.Status = Lifecycle.StatusOf(row, today));
    }

    /// <summary>Stable ids with what is stored under them; of two findings with one id the first counts.</summary>
    private async Task<Dictionary<string, (Finding Finding, FindingRow? Row)>> IdentifyAsync(Evaluation evaluation, Dictionary<string, FindingRow> before, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, (Finding, FindingRow?)>(evaluation.Findings.Count, StringComparer.Ordinal);
        foreach (var finding in evaluation.Findings.Where(finding => finding.ClassId is not null))
        {
            var id = FindingId.Of(school, finding.Rule, finding.Part, finding.Subject);
            if (found.ContainsKey(id))
            {
                continue;
            }

            if (!before.TryGetValue(id, out var row))
            {
                (id, row) = await PlaceAsync(id, finding, before, cancellationToken);
            }

            found.TryAdd(id, (finding, row));
        }

        return found;
    }

    /// <summary>Keys come again in September: a waiver, a letter or an excuse of last year's finding says nothing about this year's, which gets an id of its own.</summary>
    private async Task<(string Id, FindingRow? Row)> PlaceAsync(string id, Finding finding, Dictionary<string, FindingRow> before, CancellationToken cancellationToken)
    {
        var year = SchoolYear.Of(finding.Date, []).Year;
        var own = FindingId.OfYear(year, school, finding.Rule, finding.Part, finding.Subject);
        if (before.TryGetValue(own, out var row))
        {
            return (own, row);
        }

        var stored = await Context.Set<FindingRow>().FindAsync([school, id], cancellationToken);
        return stored is null || SchoolYear.Of(DateOnly.FromDayNumber(stored.Day), []).Year == year
            ? (id, stored)
            : (own, await Context.Set<FindingRow>().FindAsync([school, own], cancellationToken));
    }

    private static (int From, int To) Span(WorkSet work, DayRange days)
    {
        var ranges = work.DaysWithin(days, andAfter: 0).ToList();
        return ranges.Count == 0 ? (0, -1) : (ranges[0].From.DayNumber, ranges[^1].To.DayNumber);
    }

    private async Task<ILookup<string, FindingBlockRow>> BlocksAsync(IReadOnlyCollection<string> findings, CancellationToken cancellationToken)
    {
        // Few findings block; all of the school's are fewer than a query with the ids would say.
        var known = findings.ToHashSet(StringComparer.Ordinal);
        var rows = (await Context.Set<FindingBlockRow>().Where(row => row.School == school).ToListAsync(cancellationToken)).Where(row => known.Contains(row.Finding));
        return rows.ToLookup(row => row.Finding, StringComparer.Ordinal);
    }

    private void Renew(ILookup<string, FindingBlockRow> blocks, string id, IReadOnlyCollection<RecordReference> wanted)
    {
        if (wanted.Count == 0 && !blocks.Contains(id))
        {
            return;
        }

        var missing = wanted.ToHashSet();
        foreach (var row in blocks[id])
        {
            if (!missing.Remove(new RecordReference(row.Kind, row.Key)))
            {
                Context.Remove(row);
            }
        }

        Context.AddRange(missing.Select(record => new FindingBlockRow { School = school, Finding = id, Kind = record.Kind, Key = record.Key }));
    }

    /// <summary>Whether nothing can be said now about what the finding rests on: then it stays as it was, as long as its lesson is there.</summary>
    private async Task<bool> IsUncertainAsync(FindingRow row, HashSet<(string? Class, RecordKind Kind, int Day)> doubtful, int book, CancellationToken cancellationToken) =>
        row.State != FindingState.Present
        && Lifecycle.KindOf(row.Part) is { } kind
        && (doubtful.Contains((row.RootClass, kind, row.Day)) || (kind == RecordKind.Attendance && doubtful.Contains((row.RootClass, RecordKind.Lesson, row.Day))))
        && await Context.Set<RecordRow>().AnyAsync(
            record => record.Book == book && record.Kind == RecordKind.Lesson && record.Key == row.Lesson && !record.Deleted && record.Day == row.Day, cancellationToken);

    private async Task StoreUncheckedAsync(HashSet<NotChecked> uncertain, WorkSet work, int from, int to, CancellationToken cancellationToken)
    {
        var rows = await Context.Set<NotCheckedRow>().Where(row => row.School == school && row.Day >= from && row.Day <= to).ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => row.Class.Length > 0 && work.Contains(row.Class, row.Day)))
        {
            var scope = new NotChecked(row.Class, row.Kind, DateOnly.FromDayNumber(row.Day), row.Reason);
            if (!uncertain.Remove(scope))
            {
                Context.Remove(row);
            }
        }

        Context.AddRange(uncertain.Select(scope => new NotCheckedRow { School = school, Class = scope.ClassId ?? string.Empty, Kind = scope.Kind, Day = scope.Day.DayNumber, Reason = scope.Reason }));
    }
}
