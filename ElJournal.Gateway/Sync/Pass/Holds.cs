using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Decides what waits for a person, and keeps the open holds.</summary>
internal sealed class Holds(PassState state, LedgerTransaction transaction, StoredRecords stored)
{
    private readonly Dictionary<(string Root, RecordKind Kind), HoldScope> scopes = [];

    /// <summary>The classes and kinds of which changes wait.</summary>
    public IEnumerable<HoldScope> Holding => scopes.Values.Where(scope => scope.Holds);

    public bool IsHeld(string root, RecordKind kind) => scopes.TryGetValue((root, kind), out var scope) && scope.Holds;

    /// <summary>Marks the cases that wait.</summary>
    public async Task DecideAsync(IReadOnlyCollection<Case> cases, CancellationToken cancellationToken)
    {
        foreach (var item in cases)
        {
            if (item.Harmful && (item.LosesContent || item.IsPlainChange) && item.LosesSomethingShown)
            {
                Scope(item.Root, item.Kind).Harmful.Add(item);
            }
        }

        await LoadOpenAsync(cancellationToken);
        var pupils = scopes.Values.Where(scope => scope.Kind == RecordKind.Student).Sum(scope => scope.Harmful.Count);
        var manyPupils = pupils > 0 && HoldDecision.ExceedsPupils(pupils, Count(RecordKind.Student, root: null, []));
        foreach (var scope in scopes.Values.ToList())
        {
            scope.Live = scope.Harmful.Count + scope.Retained.Count < HoldDecision.FewestRecords && scope.Open is null && !manyPupils
                ? 0
                : Count(scope.Kind, scope.Root, scope.Kind.IsDated() ? state.Scopes.DaysRead(scope.Kind, scope.Root) : []);
            scope.Holds = scope.Retained.Count > 0
                || (!IsExpected(scope.Kind)
                    && (HoldDecision.Exceeds(scope.Harmful.Count, scope.Live) || (manyPupils && scope.Kind == RecordKind.Student && scope.Harmful.Count > 0)));
            if (scope.Holds)
            {
                scope.Harmful.ToList().ForEach(Hold);
            }
        }
    }

    /// <summary>Opens, updates and closes holds.</summary>
    /// <returns>How many changes wait.</returns>
    public async Task<long> StoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var held = 0L;
        foreach (var scope in scopes.Values)
        {
            if (!scope.Holds)
            {
                if (scope.Open is { } over)
                {
                    over.Status = HoldStatus.Closed;
                    over.ClosedAt = now.ToStored();
                    await context.Set<HeldChangeRow>().Where(change => change.Hold == over.Id).ExecuteDeleteAsync(cancellationToken);
                }

                continue;
            }

            var hold = scope.Open ?? Open(scope, now);
            await context.Set<HeldChangeRow>().Where(change => change.Hold == hold.Id).ExecuteDeleteAsync(cancellationToken);
            List<HeldChangeRow> changes = [.. scope.Retained, .. scope.Harmful.Where(item => !item.SameText).Select(item => Staged(hold.Id, item))];
            Write(changes);
            hold.Deleted = changes.Count(change => change.Payload is null);
            hold.Changed = changes.Count - hold.Deleted;
            hold.Live = (int)Math.Max(scope.Live, changes.Count);
            hold.Digest = Digest(changes);
            var days = scope.Kind.IsDated() ? state.Scopes.DaysRead(scope.Kind, scope.Root) : [];
            hold.FromDay = Least(hold.FromDay, days.Count > 0 ? days.Min(range => range.From).DayNumber : null);
            hold.ToDay = Greatest(hold.ToDay, days.Count > 0 ? days.Max(range => range.To).DayNumber : null);
            if (scope.Open is null)
            {
                hold.ShownDigest = hold.Digest;
                context.Add(hold);
                scope.Open = hold;
            }

            held += changes.Count;
        }

        await context.SaveChangesAsync(cancellationToken);
        return held;
    }

    /// <summary>At the turn of a year pupils, classes and the timetable change in a mass. What was entered for lessons never does, and a journal that shows nothing at all of a kind is not a new year but an outage.</summary>
    private bool IsExpected(RecordKind kind) =>
        state.Plan.ExpectsMassChange && (kind == RecordKind.Lesson || RecordKinds.Roster.Contains(kind)) && state.Read[(int)kind] > 0;

    private void Hold(Case item)
    {
        item.Held = true;
        if (item.To is { Edited: true } altered)
        {
            // Additions always apply, and of what is altered it is the old content that waits.
            altered.From = null;
            altered.Edited = false;
            item.To = null;
        }

        if (item.From is not { } from)
        {
            return;
        }

        // Positions shifted over a content that is gone: all of it waits, so the shift is undone along its whole length.
        from.To = null;
        item.From = null;
        item.Edited = false;
        if (!from.Held && (from.Type == CaseType.Vanished || from.From is not null))
        {
            Scope(from.Root, from.Kind).Harmful.Add(from);
            Hold(from);
        }
    }

    private async Task LoadOpenAsync(CancellationToken cancellationToken)
    {
        var book = state.Plan.Book;
        var open = await transaction.Context.Set<HoldRow>().Where(hold => hold.Book == book && hold.Status == HoldStatus.Open).ToListAsync(cancellationToken);
        foreach (var hold in open)
        {
            var scope = Scope(hold.Class, hold.Kind);
            scope.Open = hold;
            var waiting = await transaction.Context.Set<HeldChangeRow>().AsNoTracking().Where(change => change.Hold == hold.Id).ToListAsync(cancellationToken);
            scope.Retained.AddRange(waiting.Where(change => !IsAnswered(change)));
        }
    }

    /// <summary>Whether this pass says how the record stands now.</summary>
    private bool IsAnswered(HeldChangeRow change)
    {
        var row = stored.Get(change.Record);
        if (row.Columns is { RootClass: { } root, Day: { } day } && state.Unsettled.Contains((root, day)))
        {
            return false;
        }

        var known = state.Loader.Load(row.Kind);
        ref var entry = ref known.Find(Fingerprint.Of(row.Key));
        return (!Unsafe.IsNullRef(ref entry) && entry.Has(KnownState.Seen))
            || state.Scopes.Of(row.Kind, row.Columns.RootClass, row.Columns.Class, row.Columns.Day).Complete;
    }

    private HoldRow Open(HoldScope scope, DateTimeOffset now)
    {
        var id = Fingerprint.Of(string.Create(CultureInfo.InvariantCulture, $"{state.Plan.School}/{state.Plan.Book}/{scope.Root}/{(int)scope.Kind}/{transaction.NextSeq()}"));
        return new HoldRow
        {
            Id = ((uint)(id.Low >> 32)).ToString("X8", CultureInfo.InvariantCulture),
            School = state.Plan.School,
            Book = state.Plan.Book,
            Class = scope.Root,
            Kind = scope.Kind,
            OpenedAt = now.ToStored(),
            Digest = "",
            ShownDigest = "",
            Status = HoldStatus.Open,
        };
    }

    private static HeldChangeRow Staged(string hold, Case item)
    {
        if (item.Record is null)
        {
            return new HeldChangeRow { Hold = hold, Record = item.Row, Day = item.Day };
        }

        using var encoder = new RecordEncoder();
        encoder.Encode(item.Record);
        var hash = new byte[RecordEncoder.HashSize];
        encoder.WriteHash(hash);
        return new HeldChangeRow { Hold = hold, Record = item.Row, Payload = Encoding.UTF8.GetString(encoder.Payload), Extras = (int)encoder.Extras, Hash = hash, Day = item.Day };
    }

    private void Write(List<HeldChangeRow> changes)
    {
        using var insert = new Statement(transaction.Connection, """INSERT INTO held_changes ("Hold", "Record", "Payload", "Extras", "Hash", "Day") VALUES (?1, ?2, ?3, ?4, ?5, ?6)""");
        foreach (var change in changes)
        {
            insert.Bind(1, change.Hold).Bind(2, change.Record).Bind(3, change.Payload).Bind(4, change.Extras).Bind(6, change.Day);
            _ = change.Hash is { } hash ? insert.BindBlob(5, hash) : insert.Bind(5, (string?)null);
            insert.Run();
        }
    }

    /// <summary>Of exactly what would be applied, in any order.</summary>
    private static string Digest(List<HeldChangeRow> changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes.OrderBy(change => change.Record))
        {
            text.Append(CultureInfo.InvariantCulture, $"{change.Record}:{(change.Hash is { } hash ? Convert.ToHexString(hash) : "-")};");
        }

        var digest = Fingerprint.Of(text.ToString());
        return string.Create(CultureInfo.InvariantCulture, $"{digest.High:X16}{digest.Low:X16}");
    }

    private long Count(RecordKind kind, string? root, IReadOnlyList<DayRange> days)
    {
        var sql = """SELECT count(*) FROM records WHERE "Book" = ?1 AND "Kind" = ?2 AND "Deleted" = 0""";
        if (root is not null)
        {
            sql += root.Length > 0 ? """ AND "RootClass" = ?3""" : """ AND "RootClass" IS NULL""";
        }

        if (days.Count > 0)
        {
            sql += """ AND "Day" BETWEEN ?4 AND ?5""";
        }

        if (kind == RecordKind.Lesson)
        {
            // What does not count when it goes does not make a mass look smaller either.
            sql += """ AND NOT ("Day" > ?6 AND "Status" IN (0, 1))""";
        }

        using var statement = new Statement(transaction.Connection, sql);
        statement.Bind(1, state.Plan.Book).Bind(2, (long)kind);
        if (kind == RecordKind.Lesson)
        {
            statement.Bind(6, state.Plan.Today.DayNumber);
        }

        if (root is { Length: > 0 })
        {
            statement.Bind(3, root);
        }

        if (days.Count == 0)
        {
            statement.Step();
            return statement.Int64(0);
        }

        var count = 0L;
        foreach (var range in days)
        {
            statement.Reset().Bind(4, range.From.DayNumber).Bind(5, range.To.DayNumber).Step();
            count += statement.Int64(0);
        }

        return count;
    }

    private HoldScope Scope(string root, RecordKind kind)
    {
        if (!scopes.TryGetValue((root, kind), out var scope))
        {
            scopes.Add((root, kind), scope = new HoldScope(root, kind));
        }

        return scope;
    }

    private static int? Least(int? first, int? second) => first is { } one && second is { } other ? Math.Min(one, other) : first ?? second;

    private static int? Greatest(int? first, int? second) => first is { } one && second is { } other ? Math.Max(one, other) : first ?? second;
}
