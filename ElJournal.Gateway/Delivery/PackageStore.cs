using System.Data.Common;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery;

/// <summary>What happens to a stored package, each in the caller's transaction.</summary>
internal static class PackageStore
{
    /// <returns>The package's number.</returns>
    public static int Insert(LedgerTransaction transaction, int route, string id, byte[] body, int records, DateTimeOffset now, string? parent)
    {
        using var command = transaction.Command("""
            INSERT INTO packages ("Id", "Route", "Status", "Body", "Records", "CreatedAt", "Tries", "Accepted", "Rejected", "Parent")
            VALUES ($id, $route, 1, $body, $records, $now, 0, 0, 0, $parent) RETURNING "Number"
            """);
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$route", route);
        command.Parameters.AddWithValue("$body", PackageBody.Pack(body));
        command.Parameters.AddWithValue("$records", records);
        command.Parameters.AddWithValue("$now", now.ToStored());
        command.Parameters.AddWithValue("$parent", (object?)parent ?? DBNull.Value);
        return checked((int)command.Number());
    }

    /// <summary>From now on the package may have arrived. What was sent before without a clear answer stays in doubt, whatever is said of this sending.</summary>
    public static void MarkSent(LedgerTransaction transaction, RouteTask route, FrozenPackage package, DateTimeOffset now)
    {
        DayBook.NoteSent(transaction, route, package.Number, now);
        Execute(transaction, """UPDATE packages SET "Status" = 2, "SentAt" = coalesce("SentAt", $now), "Tries" = $tries WHERE "Number" = $number""",
            ("$number", package.Number), ("$now", now.ToStored()), ("$tries", package.Tries));
        Execute(transaction, """
            UPDATE route_records SET "InDoubt" = CASE WHEN "InDoubt" = 1 OR ("SentSeq" > "DeliveredSeq" AND "RejectedSeq" IS DISTINCT FROM "SentSeq") THEN 1 ELSE 0 END, "SentSeq" = "FrozenSeq", "SentOp" = "FrozenOp"
            WHERE "Package" = $number
            """, ("$number", package.Number));
    }

    /// <summary>The portal has said that it has the package.</summary>
    public static void Accept(LedgerTransaction transaction, RouteTask route, FrozenPackage package, CheckedReceipt receipt, DateTimeOffset now)
    {
        var tick = transaction.NextSeq();
        Execute(transaction, """
            UPDATE packages SET "Status" = 3, "ReceiptId" = $receipt, "ReceiptAt" = $now, "Accepted" = $accepted, "Rejected" = $rejected, "LastError" = NULL WHERE "Number" = $number
            """, ("$number", package.Number), ("$receipt", receipt.Id), ("$now", now.ToStored()), ("$accepted", receipt.Accepted), ("$rejected", receipt.Rejected.Count));
        foreach (var (ordinal, reason) in receipt.Rejected)
        {
            Reject(transaction, route, package.Number, ordinal, reason, tick, now, byReceipt: true);
        }

        DayBook.NoteAccepted(transaction, route, package.Number, now);
        Execute(transaction, """
            UPDATE route_records SET "DeliveredSeq" = CASE WHEN "KeptBack" = 'again' THEN 0 ELSE "FrozenSeq" END, "DeliveredOp" = "FrozenOp", "DeliveredAt" = $tick, "Package" = NULL, "InDoubt" = 0,
              "KeptBack" = CASE WHEN "KeptBack" IN ('released', 'off-route') THEN NULL ELSE "KeptBack" END, "KeptBackReason" = CASE WHEN "KeptBack" IN ('released', 'off-route') THEN NULL ELSE "KeptBackReason" END,
              "RejectedSeq" = NULL, "RejectedReason" = NULL, "RejectedAt" = NULL, "RejectedTick" = NULL
            WHERE "Package" = $number
            """, ("$number", package.Number), ("$tick", tick));
    }

    /// <summary>The portal refused the package as a whole, and all of it is due again. That is no receipt: what it says it has none of, it may have from an earlier try, or from this one.</summary>
    public static void Refuse(LedgerTransaction transaction, FrozenPackage package, string error)
    {
        Execute(transaction, """UPDATE packages SET "Status" = 4, "LastError" = $error WHERE "Number" = $number""", ("$number", package.Number), ("$error", error));
        Execute(transaction, """UPDATE route_records SET "Package" = NULL WHERE "Package" = $number""", ("$number", package.Number));
    }

    /// <summary>The portal refused a package of one record: the record waits alone.</summary>
    public static void RefuseRecord(LedgerTransaction transaction, RouteTask route, FrozenPackage package, string error, DateTimeOffset now)
    {
        Execute(transaction, """UPDATE packages SET "Status" = 4, "LastError" = $error WHERE "Number" = $number""", ("$number", package.Number), ("$error", error));
        Reject(transaction, route, package.Number, 0, error, transaction.NextSeq(), now, byReceipt: false);
    }

    /// <summary>Replaces a package by its halves: the same records, in the same order.</summary>
    public static IReadOnlyList<FrozenPackage> Split(LedgerTransaction transaction, RouteTask route, FrozenPackage package, string error, DeliveryClocks clocks)
    {
        var now = clocks.Business.GetUtcNow();
        var records = PackageBody.Records(package.Body);
        var middle = records.Count / 2;
        var halves = new List<FrozenPackage>();
        foreach (var (from, count) in new[] { (0, middle), (middle, records.Count - middle) })
        {
            var id = Guid.CreateVersion7(clocks.Machine.GetUtcNow()).ToString();
            var body = PackageBody.Write(new PackageHead(id, route.School, route.Ogrn, route.Name, TimeZoneInfo.ConvertTime(now, route.Zone)), [.. records.Skip(from).Take(count)]);
            var number = Insert(transaction, route.Id, id, body, count, now, package.Id);
            Execute(transaction, """
                UPDATE route_records SET "Package" = $child, "Ordinal" = "Ordinal" - $from WHERE "Package" = $parent AND "Ordinal" >= $from AND "Ordinal" < $to
                """, ("$child", number), ("$parent", package.Number), ("$from", from), ("$to", from + count));
            halves.Add(new FrozenPackage(number, id, body, count, Tries: 0));
        }

        Execute(transaction, """UPDATE packages SET "Status" = 5, "LastError" = $error WHERE "Number" = $number""", ("$number", package.Number), ("$error", error));
        return halves;
    }

    /// <summary>Gives up the packages that were never put on the wire: their records are due again, in their latest state.</summary>
    public static void Thaw(LedgerTransaction transaction, int route)
    {
        Execute(transaction, """UPDATE route_records SET "Package" = NULL WHERE "Package" IN (SELECT "Number" FROM packages WHERE "Route" = $route AND "Status" = 1)""", ("$route", route));
        Execute(transaction, """UPDATE packages SET "Status" = 6, "Body" = $nothing WHERE "Route" = $route AND "Status" = 1""", ("$route", route), ("$nothing", Array.Empty<byte>()));
    }

    /// <summary>Gives up a package that may have arrived: what it said goes out no more, and the portal counts as perhaps having it.</summary>
    public static void Withdraw(LedgerTransaction transaction, RouteTask route, FrozenPackage package) => Withdraw(transaction, route.Id, package.Number);

    /// <summary>As above, by numbers.</summary>
    public static void Withdraw(LedgerTransaction transaction, int route, int package)
    {
        Execute(transaction, """UPDATE packages SET "Status" = 7 WHERE "Number" = $number""", ("$number", package));

        // What is to go out with other columns needs a higher version than the one that may have arrived.
        Execute(transaction, """
            UPDATE route_records SET "Package" = NULL, "DeliveredOp" = CASE WHEN "KeptBack" = 'again' AND "FrozenOp" = 1 THEN 1 ELSE "DeliveredOp" END WHERE "Package" = $number
            """, ("$number", package));
        DayBook.Recount(transaction, route);
    }

    /// <summary>Notes why a try did not succeed.</summary>
    public static void NoteTry(LedgerTransaction transaction, FrozenPackage package, string error) =>
        Execute(transaction, """UPDATE packages SET "LastError" = $error, "Tries" = $tries WHERE "Number" = $number""", ("$number", package.Number), ("$error", error), ("$tries", package.Tries));

    /// <summary>The packages of a route in a status, oldest first.</summary>
    public static IReadOnlyList<FrozenPackage> InStatus(LedgerTransaction transaction, int route, PackageStatus status)
    {
        using var command = transaction.Command("""SELECT "Number", "Id", "Body", "Records", "Tries" FROM packages WHERE "Route" = $route AND "Status" = $status ORDER BY "Number" """);
        command.Parameters.AddWithValue("$route", route);
        command.Parameters.AddWithValue("$status", (int)status);
        using var reader = command.ExecuteReader();
        var found = new List<FrozenPackage>();
        while (reader.Read())
        {
            found.Add(new FrozenPackage(reader.GetInt32(0), reader.GetString(1), PackageBody.Unpack((byte[])reader.GetValue(2)), reader.GetInt32(3), reader.GetInt32(4)));
        }

        return found;
    }

    private static void Reject(LedgerTransaction transaction, RouteTask route, int number, int ordinal, string reason, long tick, DateTimeOffset now, bool byReceipt)
    {
        DayBook.NoteRejected(transaction, route, number, ordinal, now);
        Execute(transaction, """
            UPDATE route_records SET "Package" = NULL, "KeptBack" = CASE WHEN "KeptBack" IN ('withheld', 'unjudged') THEN "KeptBack" ELSE 'rejected' END, "KeptBackReason" = $reason,
              "RejectedSeq" = "FrozenSeq", "RejectedReason" = $reason, "RejectedAt" = $now, "RejectedTick" = $tick,
              "InDoubt" = CASE WHEN $proved = 1 THEN "InDoubt" ELSE 1 END
            WHERE "Package" = $number AND "Ordinal" = $ordinal
            """, ("$number", number), ("$ordinal", ordinal), ("$reason", reason), ("$now", now.ToStored()), ("$tick", tick), ("$proved", byReceipt ? 1 : 0));
    }

    private static void Execute(LedgerTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using DbCommand command = transaction.Command(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
