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
        var before = (await Context.Set<FindingRow>().Where(row => row.School == school && row.Day >= from && row.Day <= to).ToListAsync(cancellationToken))
            .Where(row => work.Contains(row.RootClass ?? string.Empty, row.Day))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        var blocks = await BlocksAsync(from, to, cancellationToken);
        var uncertain = evaluation.Unchecked.ToHashSet();
        var held = new HashSet<string>(StringComparer.Ordinal);
        var changes = default(FindingChanges);
        foreach (var found in evaluation.Findings)
        {
            var id = FindingId.Of(school, found.Rule, found.Part, found.Subject);
            var root = evaluation.RootOf(found.ClassId);
            var row = before.GetValueOrDefault(id) ?? await Context.Set<FindingRow>().FindAsync([school, id], cancellationToken);
            if (Lifecycle.IsStale(row, found, now))
            {
                uncertain.Add(new NotChecked(root, Lifecycle.KindOf(found.Part) ?? RecordKind.Lesson, found.Date, NotCheckedReasons.Stale));
                continue;
            }

            if (!held.Add(id))
            {
                continue;
            }

            if (row is null)
            {
                Context.Add(Lifecycle.Open(school, id, found, root, now, today));
                changes += new FindingChanges(1, 0, 0);
            }
            else if (Lifecycle.Hold(row, found, root, now, today))
            {
                changes += new FindingChanges(0, 1, 0);
            }

            Renew(blocks, id, found.Blocks);
        }

        foreach (var row in before.Values.Where(row => row.Status != FindingStatus.Resolved && !held.Contains(row.Id)))
        {
            if (await IsUncertainAsync(row, uncertain, book, cancellationToken))
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

    /// <summary>Waivers that have ended: the finding is what it would be without.</summary>
    public async Task EndWaiversAsync(CancellationToken cancellationToken)
    {
        var number = today.DayNumber;
        var waived = await Context.Set<FindingRow>().Where(row => row.School == school && row.Status == FindingStatus.Waived && row.WaivedUntil < number).ToListAsync(cancellationToken);
        waived.ForEach(row => row.Status = Lifecycle.StatusOf(row, today));
    }

    private static (int From, int To) Span(WorkSet work, DayRange days)
    {
        var ranges = work.DaysWithin(days, andAfter: 0).ToList();
        return ranges.Count == 0 ? (0, -1) : (ranges[0].From.DayNumber, ranges[^1].To.DayNumber);
    }

    private async Task<ILookup<string, FindingBlockRow>> BlocksAsync(int from, int to, CancellationToken cancellationToken)
    {
        var rows = await (
            from block in Context.Set<FindingBlockRow>()
            join finding in Context.Set<FindingRow>() on new { block.School, Id = block.Finding } equals new { finding.School, finding.Id }
            where block.School == school && finding.Day >= from && finding.Day <= to
            select block).ToListAsync(cancellationToken);
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
    private async Task<bool> IsUncertainAsync(FindingRow row, HashSet<NotChecked> uncertain, int book, CancellationToken cancellationToken)
    {
        if (uncertain.Count == 0 || Lifecycle.KindOf(row.Part) is not { } kind || row.State == FindingState.Present)
        {
            return false;
        }

        var day = DateOnly.FromDayNumber(row.Day);
        if (!uncertain.Any(scope => scope.Kind == kind && scope.Day == day && string.Equals(scope.ClassId, row.RootClass, StringComparison.Ordinal)))
        {
            return false;
        }

        return await Context.Set<RecordRow>().AnyAsync(
            record => record.Book == book && record.Kind == RecordKind.Lesson && record.Key == row.Lesson && !record.Deleted && record.Day == row.Day, cancellationToken);
    }

    private async Task StoreUncheckedAsync(HashSet<NotChecked> uncertain, WorkSet work, int from, int to, CancellationToken cancellationToken)
    {
        var rows = await Context.Set<NotCheckedRow>().Where(row => row.School == school && row.Day >= from && row.Day <= to).ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => work.Contains(row.Class, row.Day)))
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
