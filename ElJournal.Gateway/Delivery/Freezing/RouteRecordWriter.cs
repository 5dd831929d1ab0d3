using System.Data;
using System.Data.Common;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Notes what was decided of a record; prepared once per transaction.</summary>
internal sealed class RouteRecordWriter : IDisposable
{
    private readonly DbCommand keep;
    private readonly DbCommand free;
    private readonly DbCommand freeze;
    private readonly DbCommand raise;
    private readonly DbCommand follow;

    public RouteRecordWriter(LedgerTransaction transaction, int route)
    {
        keep = transaction.Command("""
            INSERT INTO route_records ("Route", "Record", "Kind", "DeliveredSeq", "DeliveredOp", "DeliveredAt", "SentSeq", "SentOp", "Ordinal", "FrozenSeq", "FrozenOp", "KeptBack", "KeptBackReason")
            VALUES ($route, $record, $kind, 0, 0, 0, 0, 0, 0, 0, 0, $kept, $reason)
            ON CONFLICT ("Route", "Record") DO UPDATE SET "KeptBack" = $kept, "KeptBackReason" = $reason
            """);
        keep.Parameters.AddWithValue("$route", route);
        keep.Parameters.Add("$record", DbType.Int64);
        keep.Parameters.Add("$kind", DbType.Int64);
        keep.Parameters.Add("$kept", DbType.String);
        keep.Parameters.Add("$reason", DbType.String);
        free = transaction.Command("""UPDATE route_records SET "KeptBack" = NULL, "KeptBackReason" = NULL WHERE "Route" = $route AND "Record" = $record""");
        free.Parameters.AddWithValue("$route", route);
        free.Parameters.Add("$record", DbType.Int64);
        freeze = transaction.Command("""
            INSERT INTO route_records ("Route", "Record", "Kind", "DeliveredSeq", "DeliveredOp", "DeliveredAt", "SentSeq", "SentOp", "Package", "Ordinal", "FrozenSeq", "FrozenOp")
            VALUES ($route, $record, $kind, 0, 0, 0, 0, 0, $package, $ordinal, $seq, $op)
            ON CONFLICT ("Route", "Record") DO UPDATE SET "Package" = $package, "Ordinal" = $ordinal, "FrozenSeq" = $seq, "FrozenOp" = $op, "KeptBack" = $kept, "KeptBackReason" = $reason
            """);
        freeze.Parameters.AddWithValue("$route", route);
        freeze.Parameters.Add("$record", DbType.Int64);
        freeze.Parameters.Add("$kind", DbType.Int64);
        freeze.Parameters.Add("$package", DbType.Int64);
        freeze.Parameters.Add("$ordinal", DbType.Int64);
        freeze.Parameters.Add("$seq", DbType.Int64);
        freeze.Parameters.Add("$op", DbType.Int64);
        freeze.Parameters.Add("$kept", DbType.String);
        freeze.Parameters.Add("$reason", DbType.String);
        raise = transaction.Command("""UPDATE records SET "Seq" = $seq WHERE "Id" = $record""");
        raise.Parameters.Add("$seq", DbType.Int64);
        raise.Parameters.Add("$record", DbType.Int64);
        follow = transaction.Command("""
            UPDATE route_records SET "DeliveredSeq" = CASE "DeliveredSeq" WHEN $before THEN $seq ELSE "DeliveredSeq" END, "SentSeq" = CASE "SentSeq" WHEN $before THEN $seq ELSE "SentSeq" END,
              "RejectedSeq" = CASE "RejectedSeq" WHEN $before THEN $seq ELSE "RejectedSeq" END
            WHERE "Record" = $record AND "Route" IN (SELECT o."Id" FROM routes t JOIN routes o ON o."School" = t."School" WHERE t."Id" = $route AND o."Id" <> $route) AND "Package" IS NULL
            """);
        follow.Parameters.Add("$before", DbType.Int64);
        follow.Parameters.Add("$seq", DbType.Int64);
        follow.Parameters.Add("$record", DbType.Int64);
        follow.Parameters.AddWithValue("$route", route);
    }

    /// <summary>Keeps the record back.</summary>
    public void Keep(in Candidate candidate, string kept, string? reason)
    {
        if (candidate.Route.KeptBack == kept && candidate.Route.Reason == reason)
        {
            return;
        }

        keep.Parameters[1].Value = candidate.Record;
        keep.Parameters[2].Value = (int)candidate.Kind;
        keep.Parameters[3].Value = kept;
        keep.Parameters[4].Value = (object?)reason ?? DBNull.Value;
        keep.ExecuteNonQuery();
    }

    /// <summary>Nothing is left to do for the record.</summary>
    public void Settle(in Candidate candidate)
    {
        if (candidate.Route.KeptBack is null)
        {
            return;
        }

        free.Parameters[1].Value = candidate.Record;
        free.ExecuteNonQuery();
    }

    /// <summary>Puts the record into a package.</summary>
    public void Freeze(ChosenRecord record, int package, int ordinal, long version)
    {
        var state = record.Candidate.Route;
        freeze.Parameters[1].Value = record.Candidate.Record;
        freeze.Parameters[2].Value = (int)record.Candidate.Kind;
        freeze.Parameters[3].Value = package;
        freeze.Parameters[4].Value = ordinal;
        freeze.Parameters[5].Value = version;
        freeze.Parameters[6].Value = (int)record.Decision.Op;
        // What waited behind the cursor stays findable until its receipt; what is taken back stays withheld.
        var kept = record.Decision.Kept ?? (state.KeptBack is null ? null : KeptBack.Released);
        freeze.Parameters[7].Value = (object?)kept ?? DBNull.Value;
        freeze.Parameters[8].Value = (object?)record.Decision.Reason ?? DBNull.Value;
        freeze.ExecuteNonQuery();
    }

    /// <summary>Gives the record a new version: a portal takes nothing that is not newer than what it has. Other routes have its content already, and need not send it again.</summary>
    public void Raise(in Candidate candidate, long seq)
    {
        raise.Parameters[0].Value = seq;
        raise.Parameters[1].Value = candidate.Record;
        raise.ExecuteNonQuery();
        follow.Parameters[0].Value = candidate.Seq;
        follow.Parameters[1].Value = seq;
        follow.Parameters[2].Value = candidate.Record;
        follow.ExecuteNonQuery();
    }

    public void Dispose()
    {
        keep.Dispose();
        free.Dispose();
        freeze.Dispose();
        raise.Dispose();
        follow.Dispose();
    }
}
