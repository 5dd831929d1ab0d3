using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Sync.Pass;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync;

/// <summary>Applies approved changes. They set no evidence: a read that had to be asked about proves nothing.</summary>
internal sealed class HoldApproval : IDisposable
{
    private readonly LedgerTransaction transaction;
    private readonly HoldRow hold;
    private readonly IPlaces places;
    private readonly StoredRecords stored;
    private readonly RecordWriter writer;
    private readonly MarkHistory history;
    private readonly DirtyMarks dirty;
    private readonly Statement tombstone;
    private readonly Statement move;
    private readonly Statement count;
    private readonly RecordEncoder encoder = new();
    private readonly RecordColumns columns = new();

    public HoldApproval(LedgerTransaction transaction, HoldRow hold, IPlaces places)
    {
        this.transaction = transaction;
        this.hold = hold;
        this.places = places;
        stored = new StoredRecords(transaction.Connection);
        writer = new RecordWriter(transaction.Connection);
        history = new MarkHistory(transaction.Connection);
        dirty = new DirtyMarks(transaction.Connection, hold.School);
        tombstone = new Statement(transaction.Connection, """UPDATE records SET "Deleted" = 1, "Seq" = ?2 WHERE "Id" = ?1""");
        count = new Statement(transaction.Connection, """UPDATE records SET "Changes" = "Changes" + 1 WHERE "Id" = ?1""");
        move = new Statement(transaction.Connection, """
            UPDATE records SET "RootClass" = ?5, "Class" = ?6, "Day" = ?7, "Subject" = ?8, "Teacher" = ?9
            WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" = ?3 AND "Kind" BETWEEN 7 AND 9 AND "Lesson" = ?4
            """);
    }

    public void Apply(HeldChangeRow change, DateTimeOffset now)
    {
        var row = stored.Get(change.Record);
        dirty.Add(row.Kind, row.Columns.RootClass, row.Columns.Day);
        if (change.Payload is not { } payload)
        {
            tombstone.Bind(1, row.Row).Bind(2, transaction.NextSeq()).Run();
            Remember(row, value: null, now);
            return;
        }

        var record = RecordPayload.Read(row.Kind, payload, (RecordExtras)change.Extras);
        encoder.Encode(record);
        columns.Fill(record, places);
        var identity = PassEvidence.OfChanged(row.Kind, row.Identity, row.Columns, columns, default);
        Span<byte> hash = stackalloc byte[RecordEncoder.HashSize];
        encoder.WriteHash(hash);
        writer.Update(row.Row, transaction.NextSeq(), columns, hash, encoder.Payload, identity.Entered, identity.Entry, identity.Taken);
        Remember(row, columns.Value, now);
        dirty.Add(row.Kind, columns.RootClass, columns.Day);
        if (row.Kind == RecordKind.Lesson && row.Columns.Place is { } before && columns.Place is { } place && before != place)
        {
            move.Bind(1, hold.Book).Bind(2, before.RootClass).Bind(3, before.Day).Bind(4, row.Key)
                .Bind(5, place.RootClass).Bind(6, place.Class).Bind(7, place.Day).Bind(8, place.Subject).Bind(9, place.Teacher).Run();
        }
    }

    public void Dispose()
    {
        dirty.Write();
        stored.Dispose();
        writer.Dispose();
        history.Dispose();
        dirty.Dispose();
        tombstone.Dispose();
        move.Dispose();
        count.Dispose();
        encoder.Dispose();
    }

    private void Remember(StoredRecord row, string? value, DateTimeOffset now)
    {
        if (row.Kind == RecordKind.Mark && row.Columns.Value is { } before && !string.Equals(before, value, StringComparison.Ordinal))
        {
            history.Add(row.Row, before, value, new Seen(null, now.ToStored()));
            count.Bind(1, row.Row).Run();
        }
    }
}
