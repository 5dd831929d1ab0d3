using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>What makes a record the same record to people: it follows the content from key to key.</summary>
internal sealed record Identity(string Origin, EntryTime? Entered, Seen Entry, Seen Taken, int Changes);

/// <summary>A row as stored.</summary>
internal sealed class StoredRecord
{
    public required long Row { get; init; }

    public required RecordKind Kind { get; init; }

    public required string Key { get; init; }

    public required string Payload { get; init; }

    public required Identity Identity { get; init; }

    public RecordColumns Columns { get; } = new();
}

/// <summary>Reads rows by their number.</summary>
internal sealed class StoredRecords(DbConnection connection) : IDisposable
{
    private readonly Statement select = new(connection, $"""
        SELECT "Kind", "Key", "Payload", "Origin", "EnteredAt", "EnteredVouched", "SeenAfter", "SeenBy", "TakenSeenAfter", "TakenSeenBy", "Changes", {RecordColumns.Names}
        FROM records WHERE "Id" = ?1
        """);

    public StoredRecord Get(long row)
    {
        if (!select.Reset().Bind(1, row).Step())
        {
            throw new InvalidOperationException("A row that was there a moment ago is gone although the lease is held.");
        }

        var record = new StoredRecord
        {
            Row = row,
            Kind = (RecordKind)select.Int32(0),
            Key = select.Text(1)!,
            Payload = select.Text(2)!,
            Identity = new Identity(
                select.Text(3)!,
                select.Int64OrNull(4) is { } entered ? new EntryTime(Instants.FromStored(entered), select.Int32(5) != 0) : null,
                new Seen(select.Int64OrNull(6), select.Int64OrNull(7)),
                new Seen(select.Int64OrNull(8), select.Int64OrNull(9)),
                select.Int32(10)),
        };
        record.Columns.Fill(select, 11);
        select.Reset();
        return record;
    }

    public void Dispose() => select.Dispose();
}
