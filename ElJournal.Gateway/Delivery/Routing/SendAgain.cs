using System.Text.Json;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>What a person set to be sent again.</summary>
internal sealed record ReplayResult(string School, string Route, DateOnly From, int Records);

/// <summary>Makes records due again that the portal has in their last version: they go out with new versions.</summary>
internal static class SendAgain
{
    /// <summary>Everything dated from a day on, and the lists that have no date, as for a portal that lost them.</summary>
    public static async Task<ReplayResult> RunAsync(SchoolLease lease, RouteOptions options, DateOnly from, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var route = RouteStore.Ensure(transaction, lease.School, options.Name);
        var kinds = RouteTask.KindsOf(options.Kinds);

        // A portal put back to an earlier state may hold again what was deleted there since.
        var records = Mark(transaction, route, kinds, from, """
            "DeliveredOp" = 1 OR ("DeliveredOp" = 2 AND ("KeptBack" IS NULL OR "KeptBack" = 'released' OR $retract = 1))
            """, options.Retract);
        DayBook.Recount(transaction, route);
        using var destination = transaction.Command("""UPDATE routes SET "Destination" = NULL WHERE "Id" = $route""");
        destination.Parameters.AddWithValue("$route", route);
        destination.ExecuteNonQuery();
        await transaction.CommitAsync(cancellationToken);
        return new ReplayResult(lease.School, options.Name, from, records);
    }

    /// <summary>All that the portal has or may have of some kinds: it must get other columns, or lose some.</summary>
    public static void Mark(LedgerTransaction transaction, int route, IEnumerable<RecordKind> kinds) =>
        Mark(transaction, route, kinds, DateOnly.MinValue, $"""{OffRoute.PortalMayHave} OR "Package" IS NOT NULL""", retract: false);

    private static int Mark(LedgerTransaction transaction, int route, IEnumerable<RecordKind> kinds, DateOnly from, string which, bool retract)
    {
        // A delivered record without a delivered version is what gets a new one; what something keeps back keeps its reason and is sent anew afterwards.
        using var command = transaction.Command($"""
            UPDATE route_records AS rr SET "DeliveredSeq" = 0, "DeliveredOp" = CASE WHEN "Package" IS NULL THEN 1 ELSE "DeliveredOp" END,
              "KeptBack" = CASE WHEN "KeptBack" IS NULL OR "KeptBack" = 'released' THEN 'again' ELSE "KeptBack" END
            WHERE "Route" = $route AND "Kind" IN (SELECT "value" FROM json_each($kinds)) AND ({which})
              AND EXISTS (SELECT 1 FROM records r WHERE r."Id" = "Record" AND (r."Day" IS NULL OR r."Day" >= $from))
            """);
        command.Parameters.AddWithValue("$route", route);
        command.Parameters.AddWithValue("$kinds", JsonSerializer.Serialize(kinds.Select(kind => (int)kind)));
        command.Parameters.AddWithValue("$from", from.DayNumber);
        command.Parameters.AddWithValue("$retract", retract);
        return command.ExecuteNonQuery();
    }
}
