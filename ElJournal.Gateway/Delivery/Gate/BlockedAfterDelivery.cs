using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery;

/// <summary>Finds records that the portal has although they are blocked by now.</summary>
internal static class BlockedAfterDelivery
{
    /// <remarks>
    /// From what blocks to the records, never the other way round: SQLite keeps to the order of cross joins, works out what is grouped before it looks at the route's rows,
    /// and looks up only those rows because the condition says twice which they are. All that a route has ever sent is half a million rows.
    /// </remarks>
    internal const string Sql = """
        WITH blocked AS MATERIALIZED (
            SELECT r."Id" AS "Record", min(b."Finding") AS "Finding" FROM finding_blocks b
            CROSS JOIN findings f ON f."School" = b."School" AND f."Id" = b."Finding" AND f."Status" NOT IN (2, 4)
            CROSS JOIN books k ON k."School" = b."School"
            CROSS JOIN records r ON r."Book" = k."Id" AND r."Kind" = b."Kind" AND r."Key" = b."Key" AND r."Deleted" = 0
            WHERE b."School" = $school AND (r."Day" IS NULL OR f."Day" = 0 OR abs(f."Day" - r."Day") < 200)
            GROUP BY r."Id")
        UPDATE route_records SET "KeptBack" = 'withheld', "KeptBackReason" = blocked."Finding" FROM blocked
        WHERE route_records."Route" = $route AND route_records."Record" IN (SELECT "Record" FROM blocked) AND route_records."Record" = blocked."Record" AND route_records."SentSeq" > 0
          AND (route_records."KeptBack" IS NULL OR route_records."KeptBack" NOT IN ('withheld', 'unjudged'))
        """;

    /// <summary>Marks them as withheld, so that the cursor does not hide them: what blocks them need not have changed the record.</summary>
    public static void Mark(LedgerTransaction transaction, RouteTask route)
    {
        using var command = transaction.Command(Sql);
        command.Parameters.AddWithValue("$school", route.School);
        command.Parameters.AddWithValue("$route", route.Id);
        command.ExecuteNonQuery();
    }
}
