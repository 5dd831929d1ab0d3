using System.Data.Common;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Keeps the earlier values of marks.</summary>
internal sealed class MarkHistory(DbConnection connection) : IDisposable
{
    private readonly Statement insert = new(connection, """INSERT INTO mark_changes ("Record", "FromValue", "ToValue", "After", "By") VALUES (?1, ?2, ?3, ?4, ?5)""");
    private readonly Statement hand = new(connection, """UPDATE mark_changes SET "Record" = ?2 WHERE "Record" = ?1""");
    private readonly Statement removal = new(connection, """SELECT "Id", "FromValue" FROM mark_changes WHERE "Record" = ?1 AND "ToValue" IS NULL ORDER BY "Id" DESC LIMIT 1""");
    private readonly Statement undo = new(connection, """DELETE FROM mark_changes WHERE "Id" = ?1""");
    private readonly Statement become = new(connection, """UPDATE mark_changes SET "ToValue" = ?2, "After" = ?3, "By" = ?4 WHERE "Id" = ?1""");

    public void Add(long record, string before, string? now, Seen seen) =>
        insert.Bind(1, record).Bind(2, before).Bind(3, now).Bind(4, seen.After).Bind(5, seen.By ?? 0).Run();

    /// <summary>Before rows exchange their records: the changes wait under a number that no row has.</summary>
    public void SetAside(long record) => hand.Bind(1, record).Bind(2, -record).Run();

    /// <summary>The changes that were set aside belong to another row now.</summary>
    public void TakeOver(long from, long to) => hand.Bind(1, -from).Bind(2, to).Run();

    /// <summary>A removed mark is back: if it is the same one, it was never removed.</summary>
    /// <returns>By how much the number of changes grows.</returns>
    public int Return(long record, string value, Seen seen)
    {
        removal.Reset().Bind(1, record);
        if (!removal.Step())
        {
            removal.Reset();
            return 0;
        }

        var id = removal.Int64(0);
        var before = removal.Text(1);
        removal.Reset();
        if (string.Equals(before, value, StringComparison.Ordinal))
        {
            undo.Bind(1, id).Run();
            return -1;
        }

        become.Bind(1, id).Bind(2, value).Bind(3, seen.After).Bind(4, seen.By ?? 0).Run();
        return 0;
    }

    public void Dispose()
    {
        insert.Dispose();
        hand.Dispose();
        removal.Dispose();
        undo.Dispose();
        become.Dispose();
    }
}
