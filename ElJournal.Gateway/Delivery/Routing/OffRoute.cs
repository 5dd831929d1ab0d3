using System.Text.Json;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery;

/// <summary>Finds records that came onto or left a filtered route without having changed themselves: a pupil who moved, a class of another grade, another configuration.</summary>
internal static class OffRoute
{
    /// <summary>As <see cref="Freezing.RouteState.PortalMayHave"/>.</summary>
    public const string PortalMayHave = """(rr."DeliveredOp" = 1 OR rr."InDoubt" = 1 OR (rr."SentSeq" > rr."DeliveredSeq" AND rr."RejectedSeq" IS DISTINCT FROM rr."SentSeq"))""";

    /// <summary>Whether the record is on the route, after <see cref="RouteFilter.Install"/>.</summary>
    public const string OnRoute = $"""on_route(r."Book", r."Kind", r."Key", r."RootClass", r."Student", r."Day", {PortalMayHave})""";

    /// <summary>Marks them, so that the cursor does not hide them.</summary>
    /// <param name="cursor">Where the run begins: what is newer is looked at anyway.</param>
    public static void Mark(LedgerTransaction transaction, RouteTask route, long cursor)
    {
        if (route.Filter.IsOpen)
        {
            return;
        }

        route.Filter.Install(transaction.Connection);
        Run(transaction, route, cursor, $"""
            UPDATE route_records SET "KeptBack" = 'off-route', "KeptBackReason" = NULL
            WHERE "Route" = $route AND "KeptBack" IS NULL
              AND "Record" IN (SELECT r."Id" FROM route_records rr JOIN records r ON r."Id" = rr."Record" WHERE rr."Route" = $route AND r."Deleted" = 0 AND {PortalMayHave} AND NOT {OnRoute})
            """);
        Run(transaction, route, cursor, $"""
            INSERT INTO route_records ("Route", "Record", "Kind", "DeliveredSeq", "DeliveredOp", "DeliveredAt", "SentSeq", "SentOp", "Ordinal", "FrozenSeq", "FrozenOp", "KeptBack")
            SELECT $route, r."Id", r."Kind", 0, 0, 0, 0, 0, 0, 0, 0, 'released' FROM books k JOIN records r ON r."Book" = k."Id"
            LEFT JOIN route_records rr ON rr."Route" = $route AND rr."Record" = r."Id"
            WHERE k."School" = $school AND r."Kind" IN (SELECT "value" FROM json_each($kinds)) AND r."Seq" <= $cursor AND r."Deleted" = 0 AND (rr."Record" IS NULL OR (rr."DeliveredOp" <> 1 AND rr."KeptBack" IS NULL AND rr."Package" IS NULL)) AND {OnRoute}
            ON CONFLICT ("Route", "Record") DO UPDATE SET "KeptBack" = 'released', "KeptBackReason" = NULL
            """);
    }

    private static void Run(LedgerTransaction transaction, RouteTask route, long cursor, string sql)
    {
        using var command = transaction.Command(sql);
        command.Parameters.AddWithValue("$route", route.Id);
        command.Parameters.AddWithValue("$school", route.School);
        command.Parameters.AddWithValue("$cursor", cursor);
        command.Parameters.AddWithValue("$kinds", JsonSerializer.Serialize(route.Kinds.Select(kind => (int)kind)));
        command.ExecuteNonQuery();
    }
}
