using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Sync.Pass;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Sync;

/// <summary>A mass change that waits, for people.</summary>
internal sealed record HoldView(string Id, string? Class, string? ClassId, RecordKind Kind, int Deleted, int Changed, int Live, DateTimeOffset OpenedAt, string Digest, DateOnly? From, DateOnly? To);

/// <summary>People's decisions about mass changes.</summary>
internal sealed class HoldDecisions(LedgerDatabase database, TimeProvider clock)
{
    /// <summary>The open holds of a school.</summary>
    public async Task<IReadOnlyList<HoldView>> ListAsync(string school, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var holds = await context.Set<HoldRow>().AsNoTracking().Where(hold => hold.School == school && hold.Status == HoldStatus.Open)
            .OrderBy(hold => hold.OpenedAt).ThenBy(hold => hold.Id).ToListAsync(cancellationToken);
        var views = new List<HoldView>();
        foreach (var hold in holds)
        {
            var name = hold.Class.Length == 0
                ? null
                : await context.Set<RecordRow>().Where(row => row.Book == hold.Book && row.Kind == RecordKind.Class && row.Key == hold.Class).Select(row => row.Value).FirstOrDefaultAsync(cancellationToken);
            views.Add(new HoldView(
                hold.Id, hold.Class.Length == 0 ? null : name ?? hold.Class, hold.Class.Length == 0 ? null : hold.Class, hold.Kind, hold.Deleted, hold.Changed, hold.Live,
                Instants.FromStored(hold.OpenedAt), hold.Digest, Day(hold.FromDay), Day(hold.ToDay)));
        }

        return views;
    }

    /// <summary>Notes what a person has been shown, so that a decision is about just that.</summary>
    public static async Task ShownAsync(SchoolLease lease, IReadOnlyList<HoldView> shown, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        foreach (var view in shown)
        {
            await transaction.Context.Set<HoldRow>().Where(hold => hold.Id == view.Id).ExecuteUpdateAsync(set => set.SetProperty(hold => hold.ShownDigest, view.Digest), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Applies exactly what was shown.</summary>
    /// <param name="digest">What was shown; <see langword="null"/> for what the letter or the last list showed.</param>
    /// <exception cref="GatewayException">There is no such hold, or the source moved on since.</exception>
    public async Task<HoldRow> ApproveAsync(SchoolLease lease, string id, string? digest, string by, string reason, CancellationToken cancellationToken)
    {
        var (hold, changes) = await FindAsync(lease.School, id, digest, cancellationToken);
        await using var transaction = await lease.BeginAsync((2 * changes.Count) + 1, cancellationToken);
        using (var apply = new HoldApproval(transaction, hold, await PlacesAsync(hold, cancellationToken)))
        {
            foreach (var change in changes)
            {
                apply.Apply(change, clock.GetUtcNow());
            }
        }

        await CloseAsync(transaction, hold, HoldStatus.Approved, "hold-approve", by, reason, cancellationToken);
        return hold;
    }

    /// <summary>Keeps the ledger's values until the source's values change again.</summary>
    /// <exception cref="GatewayException">There is no such hold, or the source moved on since.</exception>
    public async Task<HoldRow> DiscardAsync(SchoolLease lease, string id, string? digest, string by, string reason, CancellationToken cancellationToken)
    {
        var (hold, changes) = await FindAsync(lease.School, id, digest, cancellationToken);
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        using (var pin = new Statement(transaction.Connection, """INSERT INTO pins ("Record", "Book", "Kind", "Hash") VALUES (?1, ?2, ?3, ?4) ON CONFLICT ("Record") DO UPDATE SET "Hash" = excluded."Hash" """))
        {
            foreach (var change in changes)
            {
                pin.Bind(1, change.Record).Bind(2, hold.Book).Bind(3, (long)hold.Kind);
                _ = change.Hash is { } hash ? pin.BindBlob(4, hash) : pin.Bind(4, (string?)null);
                pin.Run();
            }
        }

        await CloseAsync(transaction, hold, HoldStatus.Discarded, "hold-discard", by, reason, cancellationToken);
        return hold;
    }

    private async Task<(HoldRow Hold, List<HeldChangeRow> Changes)> FindAsync(string school, string id, string? digest, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var wanted = id.ToUpperInvariant();
        var hold = await context.Set<HoldRow>().AsNoTracking().FirstOrDefaultAsync(found => found.School == school && found.Id == wanted && found.Status == HoldStatus.Open, cancellationToken)
            ?? throw new GatewayException(Phrase.Of(Texts.HoldUnknown, id, school));
        if (!string.Equals(hold.Digest, digest ?? hold.ShownDigest, StringComparison.OrdinalIgnoreCase))
        {
            throw new GatewayException(Phrase.Of(Texts.HoldMoved, id, hold.Deleted, hold.Changed, hold.Live, school));
        }

        return (hold, await context.Set<HeldChangeRow>().AsNoTracking().Where(change => change.Hold == wanted).OrderBy(change => change.Record).ToListAsync(cancellationToken));
    }

    private async Task<PassPlaces> PlacesAsync(HoldRow hold, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        using var lessons = new PassLoader(connection, hold.Book, new KnownRecords());
        lessons.LoadRoster();
        if (hold.Kind is RecordKind.Homework or RecordKind.Mark or RecordKind.Attendance)
        {
            lessons.LoadLessonsOf(hold.Id);
        }

        return lessons.Places;
    }

    private async Task CloseAsync(LedgerTransaction transaction, HoldRow hold, HoldStatus status, string action, string by, string reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToStored();
        var context = transaction.Context;
        await context.Set<HeldChangeRow>().Where(change => change.Hold == hold.Id).ExecuteDeleteAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""INSERT INTO dirty ("School", "Class", "Day") SELECT {hold.School}, "Class", "Day" FROM scope_reads WHERE "Book" = {hold.Book} AND "Kind" = {(int)hold.Kind} AND "Class" = {hold.Class} AND "Doubt" = 'held' ON CONFLICT DO NOTHING""",
            cancellationToken);
        await context.Set<ScopeReadRow>().Where(read => read.Book == hold.Book && read.Kind == hold.Kind && read.Class == hold.Class && read.Doubt == "held")
            .ExecuteUpdateAsync(set => set.SetProperty(read => read.Doubt, (string?)null), cancellationToken);
        await context.Set<HoldRow>().Where(found => found.Id == hold.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.Status, status).SetProperty(found => found.ClosedAt, now), cancellationToken);
        context.Add(new DecisionRow { School = hold.School, At = now, By = by, Action = action, Target = hold.Id, Reason = reason });
        await transaction.CommitAsync(cancellationToken);
    }

    private static DateOnly? Day(int? number) => number is { } day ? DateOnly.FromDayNumber(day) : null;
}
