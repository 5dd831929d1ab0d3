using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Writes decided cases.</summary>
internal sealed class CaseWriter : IDisposable
{
    private readonly PassState state;
    private readonly LedgerTransaction transaction;
    private readonly PassEvidence evidence;
    private readonly RecordWriter records;
    private readonly MarkHistory history;
    private readonly ChildPlacement placement;
    private readonly Statement activate;
    private readonly Statement tombstone;
    private readonly Statement rename;
    private readonly Statement drop;
    private readonly RecordEncoder encoder = new();
    private readonly RecordColumns columns = new();
    private readonly Dictionary<long, Identity> remembered = [];
    private long? vacated;

    public CaseWriter(PassState state, LedgerTransaction transaction)
    {
        this.state = state;
        this.transaction = transaction;
        evidence = PassEvidence.Of(state.Skew);
        var connection = transaction.Connection;
        records = new RecordWriter(connection);
        history = new MarkHistory(connection);
        placement = new ChildPlacement(state, connection);
        Dirty = new DirtyMarks(connection, state.Plan.School);
        activate = new Statement(connection, """
            UPDATE records SET "Deleted" = 0, "Pending" = 0, "Seq" = ?2, "EnteredAt" = ?3, "EnteredVouched" = ?4, "SeenAfter" = ?5, "SeenBy" = ?6, "TakenSeenAfter" = ?7, "TakenSeenBy" = ?8 WHERE "Id" = ?1
            """);
        tombstone = new Statement(connection, """UPDATE records SET "Deleted" = 1, "Seq" = ?2 WHERE "Id" = ?1""");
        rename = new Statement(connection, """
            UPDATE records SET "Origin" = ?2, "Changes" = ?3, "EnteredAt" = ?4, "EnteredVouched" = ?5, "SeenAfter" = ?6, "SeenBy" = ?7, "TakenSeenAfter" = ?8, "TakenSeenBy" = ?9 WHERE "Id" = ?1
            """);
        drop = new Statement(connection, """DELETE FROM records WHERE "Id" = ?1 AND "Pending" = 1""");
    }

    public DirtyMarks Dirty { get; }

    /// <summary>Notes the identities of rows that get other content, before anything is written over them.</summary>
    public void Remember(IEnumerable<Case> cases, StoredRecords stored)
    {
        foreach (var item in cases.Where(item => item.Type is CaseType.Changed or CaseType.Returned && (item.From is not null || item.To is not null)))
        {
            remembered[item.Row] = stored.Get(item.Row).Identity;
            history.SetAside(item.Row);
        }

        foreach (var from in cases.Select(item => item.From).OfType<Case>().Where(from => from.Type == CaseType.Vanished))
        {
            remembered[from.Row] = stored.Get(from.Row).Identity;
            history.SetAside(from.Row);
        }
    }

    /// <summary>Writes what the source shows now.</summary>
    /// <param name="item">The case.</param>
    /// <param name="row">The row as it is.</param>
    /// <param name="doubtful">Other records of the class and kind are held, so the read proves nothing.</param>
    public void Write(Case item, StoredRecord row, bool doubtful)
    {
        Dirty.Add(row.Kind, row.Columns.RootClass, row.Columns.Day);
        var now = row.Columns;
        if (item.Record is not null)
        {
            columns.Fill(item.Record, state.Places);
            now = columns;
        }

        var identity = Evolve(item, row, now, doubtful);
        if (item.SameText)
        {
            // Nothing of it is to be delivered again.
            Rename(row.Row, identity);
            return;
        }

        if (item.Record is null)
        {
            activate.Bind(1, row.Row).Bind(2, transaction.NextSeq()).Bind(3, identity.Entered?.At.ToUnixTimeMilliseconds()).Bind(4, identity.Entered is { Vouched: true } ? 1 : 0)
                .Bind(5, identity.Entry.After).Bind(6, identity.Entry.By).Bind(7, identity.Taken.After).Bind(8, identity.Taken.By).Run();
        }
        else
        {
            encoder.Encode(item.Record);
            Span<byte> hash = stackalloc byte[RecordEncoder.HashSize];
            encoder.WriteHash(hash);
            records.Update(row.Row, transaction.NextSeq(), columns, hash, encoder.Payload, identity.Entered, identity.Entry, identity.Taken);
            Dirty.Add(row.Kind, now.RootClass, now.Day);
            if (row.Kind == RecordKind.Lesson && now.Place is { } place && row.Columns.Place is { } before && place != before)
            {
                placement.Move(row.Key, before, place);
            }
        }

        if (identity.Origin != row.Identity.Origin || identity.Changes != row.Identity.Changes)
        {
            Rename(row.Row, identity);
        }
    }

    /// <summary>Marks a row as gone; what people know as the record lives on where its content is now.</summary>
    public void Remove(Case item, StoredRecord row)
    {
        Dirty.Add(row.Kind, row.Columns.RootClass, row.Columns.Day);
        var seq = transaction.NextSeq();
        tombstone.Bind(1, row.Row).Bind(2, seq).Run();
        if (item.To is { } to)
        {
            // Contents moved up key by key; that of the last one is nowhere any more. Its identity waits here, should it return.
            while (to.To is { } next)
            {
                to = next;
            }

            if (to.Type == CaseType.Changed && remembered.TryGetValue(to.Row, out var lost))
            {
                history.TakeOver(to.Row, row.Row);
                Rename(row.Row, lost);
            }
            else
            {
                Rename(row.Row, Vacated(row.Key, seq));
            }
        }
        else if (row.Kind == RecordKind.Mark && row.Columns.Value is { } value)
        {
            var coverage = state.Scopes.Of(row.Kind, row.Columns.RootClass, row.Columns.Class, row.Columns.Day);
            history.Add(row.Row, value, now: null, evidence.Interval(coverage, coverage));
            Rename(row.Row, row.Identity with { Changes = row.Identity.Changes + 1 });
        }
    }

    /// <summary>Removes a new row that must not stay.</summary>
    public void Drop(long row) => drop.Bind(1, row).Run();

    public void Dispose()
    {
        records.Dispose();
        history.Dispose();
        Dirty.Dispose();
        placement.Dispose();
        activate.Dispose();
        tombstone.Dispose();
        rename.Dispose();
        drop.Dispose();
        encoder.Dispose();
    }

    private Identity Evolve(Case item, StoredRecord row, RecordColumns now, bool doubtful)
    {
        var before = state.Scopes.Of(row.Kind, row.Columns.RootClass, row.Columns.Class, row.Columns.Day);
        var coverage = item.Record is null ? before : state.Scopes.Of(row.Kind, now.RootClass, now.Class, now.Day);
        var interval = doubtful ? default : evidence.Interval(before, coverage);
        if (state.Guessed.Contains((item.Root, item.Day)))
        {
            interval = interval with { After = null };
        }

        var (entry, taken) = PassEvidence.OfNew(row.Kind, now, interval);
        if (item.From is { } from)
        {
            history.TakeOver(from.Row, row.Row);
            var moved = item.Edited ? PassEvidence.OfGuess(remembered[from.Row]) : remembered[from.Row];
            return moved with
            {
                Entered = PassEvidence.Earliest(moved.Entered, now.Entered ?? row.Identity.Entered),
                Entry = row.Kind == RecordKind.Lesson && moved.Entry == default ? entry : moved.Entry,
                Taken = moved.Taken == default ? taken : moved.Taken,
            };
        }

        switch (item.Type)
        {
            case CaseType.New:
                return new Identity(row.Identity.Origin, item.Record is null ? row.Identity.Entered : now.Entered, entry, taken, 0);
            case CaseType.Changed when item.To is not null:
                return Vacated(row.Key, vacated ??= transaction.NextSeq()) with { Entered = item.SameText ? row.Identity.Entered : now.Entered, Entry = entry, Taken = taken };
            case CaseType.Returned when row.Identity is { Entry: { After: null, By: null }, Entered: null }:
                return row.Identity with { Entered = now.Entered, Entry = entry, Taken = taken, Changes = Returned(row, now, interval) };
            case CaseType.Returned:
                return row.Identity with { Entered = PassEvidence.Earliest(row.Identity.Entered, now.Entered), Changes = Returned(row, now, interval) };
            default:
                return PassEvidence.OfChanged(row.Kind, row.Identity, row.Columns, now, interval) with { Changes = Changes(row, now, interval) };
        }
    }

    private int Returned(StoredRecord row, RecordColumns now, Seen interval) =>
        row.Kind == RecordKind.Mark ? row.Identity.Changes + history.Return(row.Row, now.Value!, interval) : row.Identity.Changes;

    private int Changes(StoredRecord row, RecordColumns now, Seen interval)
    {
        if (row.Kind != RecordKind.Mark || row.Columns.Value is not { } value || string.Equals(value, now.Value, StringComparison.Ordinal))
        {
            return row.Identity.Changes;
        }

        history.Add(row.Row, value, now.Value, interval);
        return row.Identity.Changes + 1;
    }

    /// <summary>Of a key whose record moved away: what comes under it next is another record, and needs another name.</summary>
    private static Identity Vacated(string key, long seq) => new(string.Create(CultureInfo.InvariantCulture, $"{key}~{seq:x}"), null, default, default, 0);

    private void Rename(long row, Identity identity) =>
        rename.Bind(1, row).Bind(2, identity.Origin).Bind(3, identity.Changes).Bind(4, identity.Entered?.At.ToUnixTimeMilliseconds()).Bind(5, identity.Entered is { Vouched: true } ? 1 : 0)
            .Bind(6, identity.Entry.After).Bind(7, identity.Entry.By).Bind(8, identity.Taken.After).Bind(9, identity.Taken.By).Run();
}
