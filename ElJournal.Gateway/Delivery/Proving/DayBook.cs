using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Proving;

/// <summary>Writes a route's days, in the transactions in which things happen: what is proved of a day must not depend on what is still known later.</summary>
internal static class DayBook
{
    private const string Live = """(r."Deleted" = 0)""";

    private const string LiveOnRoute = $"""(r."Deleted" = 0 AND {OffRoute.OnRoute})""";

    /// <summary>Of groups with the same reason so many are kept; the rest is one group.</summary>
    private const int MostReasons = 40;

    /// <summary>A package goes out for the first time; the halves of a package are the same records.</summary>
    public static void NoteSent(LedgerTransaction transaction, RouteTask route, int package, DateTimeOffset now) => Execute(transaction, """
        INSERT INTO route_day_kinds ("Route", "Day", "Kind", "Sent", "Accepted", "Rejected", "Journal", "LastSent", "LastAccepted", "Withheld", "Held", "Refused", "Pending", "Leftover")
        SELECT $route, $day, "Kind", count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM route_records
        WHERE "Package" = $package AND EXISTS (SELECT 1 FROM packages WHERE "Number" = $package AND "SentAt" IS NULL AND "Parent" IS NULL) GROUP BY "Kind"
        ON CONFLICT ("Route", "Day", "Kind") DO UPDATE SET "Sent" = route_day_kinds."Sent" + excluded."Sent"
        """, ("$route", route.Id), ("$day", route.DayOf(now)), ("$package", package));

    /// <summary>The records still in the package have their receipt; call it before they are marked as delivered.</summary>
    public static void NoteAccepted(LedgerTransaction transaction, RouteTask route, int package, DateTimeOffset now)
    {
        Execute(transaction, """
            INSERT INTO route_day_kinds ("Route", "Day", "Kind", "Sent", "Accepted", "Rejected", "Journal", "LastSent", "LastAccepted", "Withheld", "Held", "Refused", "Pending", "Leftover")
            SELECT $route, $day, "Kind", 0, count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM route_records WHERE "Package" = $package GROUP BY "Kind"
            ON CONFLICT ("Route", "Day", "Kind") DO UPDATE SET "Accepted" = route_day_kinds."Accepted" + excluded."Accepted"
            """, ("$route", route.Id), ("$day", route.DayOf(now)), ("$package", package));
        Execute(transaction, """
            INSERT INTO route_totals ("Route", "Kind", "AtPortal")
            SELECT $route, "Kind", sum("FrozenOp" = 1) - sum("DeliveredOp" = 1) FROM route_records WHERE "Package" = $package GROUP BY "Kind"
            ON CONFLICT ("Route", "Kind") DO UPDATE SET "AtPortal" = route_totals."AtPortal" + excluded."AtPortal"
            """, ("$route", route.Id), ("$package", package));
    }

    /// <summary>The portal refused a record of the package; call it before the record leaves the package.</summary>
    public static void NoteRejected(LedgerTransaction transaction, RouteTask route, int package, int ordinal, DateTimeOffset now) => Execute(transaction, """
        INSERT INTO route_day_kinds ("Route", "Day", "Kind", "Sent", "Accepted", "Rejected", "Journal", "LastSent", "LastAccepted", "Withheld", "Held", "Refused", "Pending", "Leftover")
        SELECT $route, $day, "Kind", 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 FROM route_records WHERE "Package" = $package AND "Ordinal" = $ordinal
        ON CONFLICT ("Route", "Day", "Kind") DO UPDATE SET "Rejected" = route_day_kinds."Rejected" + 1
        """, ("$route", route.Id), ("$day", route.DayOf(now)), ("$package", package), ("$ordinal", ordinal));

    /// <summary>Counts anew what the portal has: after what was said of records without a receipt, and for a route that is older than these counts.</summary>
    public static void Recount(LedgerTransaction transaction, int route)
    {
        Execute(transaction, """DELETE FROM route_totals WHERE "Route" = $route""", ("$route", route));
        Execute(transaction, """
            INSERT INTO route_totals ("Route", "Kind", "AtPortal") SELECT $route, "Kind", count(*) FROM route_records WHERE "Route" = $route AND "DeliveredOp" = 1 GROUP BY "Kind"
            """, ("$route", route));
    }

    /// <summary>As <see cref="Recount"/>, for a route that has no counts yet.</summary>
    public static void CountOnce(LedgerTransaction transaction, int route)
    {
        using var known = transaction.Command("""SELECT EXISTS (SELECT 1 FROM route_totals WHERE "Route" = $route)""");
        known.Parameters.AddWithValue("$route", route);
        if (known.Number() == 0)
        {
            Recount(transaction, route);
        }
    }

    /// <summary>A run has ended: how the route stands now is how the day stands.</summary>
    /// <param name="cursor">Where the run ended: what is newer is pending.</param>
    /// <param name="pending">What is due without a receipt.</param>
    /// <param name="failure">Why the run ended early.</param>
    public static void Close(LedgerTransaction transaction, RouteTask route, ImmutableArray<SchoolBook> books, long cursor, int pending, string? failure, DateTimeOffset now)
    {
        route.Filter.Install(transaction.Connection);
        var (standings, reasons) = Open(transaction, route, books, cursor);
        Execute(transaction, """
            INSERT INTO route_days ("Route", "Day", "Runs", "LastRunAt", "ProvedAt", "Pending", "Failure", "Reasons")
            VALUES ($route, $day, 1, $now, $proved, $pending, $failure, $reasons)
            ON CONFLICT ("Route", "Day") DO UPDATE SET "Runs" = route_days."Runs" + 1, "LastRunAt" = $now, "ProvedAt" = coalesce($proved, route_days."ProvedAt"), "Pending" = $pending, "Failure" = $failure, "Reasons" = $reasons
            """,
            ("$route", route.Id), ("$day", route.DayOf(now)), ("$now", now.ToStored()), ("$proved", failure is null && pending == 0 ? now.ToStored() : DBNull.Value),
            ("$pending", pending), ("$failure", (object?)failure ?? DBNull.Value), ("$reasons", JsonSerializer.Serialize(reasons)));
        foreach (var kind in route.Kinds)
        {
            var standing = standings.GetValueOrDefault(kind) ?? new Standing();
            var journal = Journal(transaction, route, books, kind);
            var accepted = AtPortal(transaction, route, kind) - standing.Outdated;
            Execute(transaction, """
                INSERT INTO route_day_kinds ("Route", "Day", "Kind", "Sent", "Accepted", "Rejected", "Journal", "LastSent", "LastAccepted", "Withheld", "Held", "Refused", "Pending", "Leftover")
                VALUES ($route, $day, $kind, 0, 0, 0, $journal, $sent, $accepted, $withheld, $held, $refused, $pending, $leftover)
                ON CONFLICT ("Route", "Day", "Kind") DO UPDATE SET "Journal" = $journal, "LastSent" = $sent, "LastAccepted" = $accepted, "Withheld" = $withheld, "Held" = $held, "Refused" = $refused, "Pending" = $pending, "Leftover" = $leftover
                """,
                ("$route", route.Id), ("$day", route.DayOf(now)), ("$kind", (int)kind), ("$journal", journal), ("$sent", accepted + standing.Sent), ("$accepted", accepted),
                ("$withheld", standing.Withheld), ("$held", standing.Held), ("$refused", standing.Refused), ("$pending", standing.Pending), ("$leftover", standing.Leftover));
        }
    }

    /// <summary>Everything of which the portal does not have the last version: kept back, under way, or newer than the cursor. Nothing else is looked at.</summary>
    private static (Dictionary<RecordKind, Standing> Standings, IReadOnlyList<DayReason> Reasons) Open(LedgerTransaction transaction, RouteTask route, ImmutableArray<SchoolBook> books, long cursor)
    {
        var live = route.Filter.IsOpen ? Live : LiveOnRoute;
        var latest = $"""({live} AND rr."DeliveredOp" = 1 AND rr."DeliveredSeq" = r."Seq")""";
        var columns = $"""
            r."Kind", coalesce(rr."KeptBack", ''), CASE rr."KeptBack" WHEN 'withheld' THEN coalesce((SELECT f."Rule" FROM findings f WHERE f."School" = $school AND f."Id" = rr."KeptBackReason"), '') WHEN 'unjudged' THEN rr."KeptBackReason" WHEN 'rejected' THEN rr."RejectedReason" ELSE '' END,
              sum({live} AND NOT coalesce({latest}, false)), sum(NOT {live} AND coalesce({OffRoute.PortalMayHave}, false)), sum(coalesce(rr."DeliveredOp" = 1, false) AND NOT coalesce({latest}, false)),
              sum({live} AND NOT coalesce({latest}, false) AND coalesce(rr."SentSeq" = r."Seq" AND rr."SentOp" = 1, false))
            """;
        using var command = transaction.Command($"""
            SELECT {columns} FROM route_records rr INDEXED BY "IX_route_records_kept_back" JOIN records r ON r."Id" = rr."Record" WHERE rr."Route" = $route AND rr."KeptBack" IS NOT NULL GROUP BY 1, 2, 3
            UNION ALL
            SELECT {columns} FROM packages p JOIN route_records rr ON rr."Package" = p."Number" JOIN records r ON r."Id" = rr."Record" WHERE p."Route" = $route AND p."Status" IN (1, 2) AND rr."KeptBack" IS NULL GROUP BY 1, 2, 3
            UNION ALL
            SELECT {columns} FROM records r LEFT JOIN route_records rr ON rr."Route" = $route AND rr."Record" = r."Id"
            WHERE r."Book" IN (SELECT "value" FROM json_each($books)) AND r."Kind" IN (SELECT "value" FROM json_each($kinds)) AND r."Seq" > $cursor AND rr."KeptBack" IS NULL AND rr."Package" IS NULL GROUP BY 1, 2, 3
            """);
        command.Parameters.AddWithValue("$route", route.Id);
        command.Parameters.AddWithValue("$school", route.School);
        command.Parameters.AddWithValue("$cursor", cursor);
        command.Parameters.AddWithValue("$books", JsonSerializer.Serialize(books.Select(book => book.Id)));
        command.Parameters.AddWithValue("$kinds", JsonSerializer.Serialize(route.Kinds.Select(kind => (int)kind)));
        var standings = new Dictionary<RecordKind, Standing>();
        var reasons = new List<DayReason>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var kind = (RecordKind)reader.GetInt32(0);
            if (!route.Kinds.Contains(kind))
            {
                continue;
            }

            var standing = standings.TryGetValue(kind, out var known) ? known : standings[kind] = new Standing();
            var (why, detail) = (reader.GetString(1), reader.IsDBNull(2) ? "" : reader.GetString(2));
            var (count, leftover) = (reader.GetInt32(3), reader.GetInt32(4));
            var reason = standing.Add(why, count, leftover, outdated: reader.GetInt32(5), sent: reader.GetInt32(6));
            if (count + leftover > 0)
            {
                reasons.Add(new DayReason(kind.WireName(), reason, detail, count, leftover));
            }
        }

        return (standings, [.. reasons.OrderByDescending(reason => reason.Records + reason.Leftover).Take(MostReasons)]);
    }

    private static long Journal(LedgerTransaction transaction, RouteTask route, ImmutableArray<SchoolBook> books, RecordKind kind)
    {
        var count = 0L;
        foreach (var book in books)
        {
            using var command = transaction.Command(route.Filter.IsOpen
                ? """
                    SELECT (SELECT count(*) FROM records WHERE "Book" = $book AND "Kind" = $kind) - (SELECT count(*) FROM records WHERE "Book" = $book AND "Kind" = $kind AND "Deleted" = 1)
                    """
                : $"""
                    SELECT count(*) FROM records r LEFT JOIN route_records rr ON rr."Route" = $route AND rr."Record" = r."Id" WHERE r."Book" = $book AND r."Kind" = $kind AND {LiveOnRoute}
                    """);
            command.Parameters.AddWithValue("$book", book.Id);
            command.Parameters.AddWithValue("$kind", (int)kind);
            command.Parameters.AddWithValue("$route", route.Id);
            count += command.Number();
        }

        return count;
    }

    private static long AtPortal(LedgerTransaction transaction, RouteTask route, RecordKind kind)
    {
        using var command = transaction.Command("""SELECT "AtPortal" FROM route_totals WHERE "Route" = $route AND "Kind" = $kind""");
        command.Parameters.AddWithValue("$route", route.Id);
        command.Parameters.AddWithValue("$kind", (int)kind);
        return command.Number();
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

    private sealed class Standing
    {
        public int Withheld { get; private set; }

        public int Held { get; private set; }

        public int Refused { get; private set; }

        public int Pending { get; private set; }

        public int Leftover { get; private set; }

        /// <summary>What the portal has in a version that is not the last one.</summary>
        public int Outdated { get; private set; }

        /// <summary>Put on the wire in its last version, without a receipt for it.</summary>
        public int Sent { get; private set; }

        /// <returns>The reason as reports name it.</returns>
        public string Add(string kept, int records, int leftover, int outdated, int sent)
        {
            Leftover += leftover;
            Outdated += outdated;
            Sent += sent;
            switch (kept)
            {
                case KeptBack.Withheld or KeptBack.Unjudged:
                    Withheld += records;
                    return kept;
                case KeptBack.Held:
                    Held += records;
                    return kept;
                case KeptBack.Rejected:
                    Refused += records;
                    return kept;
                default:
                    Pending += records;
                    return "pending";
            }
        }
    }
}

/// <summary>Why records of a kind were not at the portal as the journal has them.</summary>
/// <param name="Kind">The kind's wire name.</param>
/// <param name="Reason"><c>withheld</c>, <c>unjudged</c>, <c>held</c>, <c>rejected</c> or <c>pending</c>.</param>
/// <param name="Detail">The rule, what could not be resolved, or the portal's words.</param>
/// <param name="Records">Records of the journal.</param>
/// <param name="Leftover">Records that the portal had and should not have had any more.</param>
internal sealed record DayReason(string Kind, string Reason, string Detail, int Records, int Leftover);
