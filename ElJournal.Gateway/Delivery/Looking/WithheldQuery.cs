using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>Lists what the gate keeps back now: by open findings, whether or not an export has met them yet, and what the last export could not judge.</summary>
internal sealed class WithheldQuery(LedgerDatabase database)
{
    public async Task<IReadOnlyList<WithheldView>> RunAsync(string school, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command("""
            SELECT r."Kind", r."Key", min(f."Id"), min(f."Rule"), CAST(NULL AS TEXT), max(g."Value"), coalesce(r."Class", r."RootClass"), r."Day", r."Lesson", r."Student",
              (SELECT group_concat(t."Name", $between) FROM route_records rr JOIN routes t ON t."Id" = rr."Route" WHERE rr."Record" = r."Id" AND rr."DeliveredOp" = 1)
            FROM finding_blocks b
            JOIN findings f ON f."School" = b."School" AND f."Id" = b."Finding" AND f."Status" NOT IN (2, 4)
            JOIN books k ON k."School" = b."School"
            JOIN records r ON r."Book" = k."Id" AND r."Kind" = b."Kind" AND r."Key" = b."Key" AND r."Deleted" = 0 AND (r."Day" IS NULL OR f."Day" = 0 OR abs(f."Day" - r."Day") < 200)
            LEFT JOIN records g ON g."Book" = r."Book" AND g."Kind" = 2 AND g."Key" = coalesce(r."Class", r."RootClass")
            WHERE b."School" = $school GROUP BY r."Id"
            UNION ALL
            SELECT r."Kind", r."Key", NULL, NULL, max(u."KeptBackReason"), max(g."Value"), coalesce(r."Class", r."RootClass"), r."Day", r."Lesson", r."Student", NULL
            FROM routes t JOIN route_records u ON u."Route" = t."Id" AND u."KeptBack" = 'unjudged'
            JOIN records r ON r."Id" = u."Record" AND r."Deleted" = 0
            LEFT JOIN records g ON g."Book" = r."Book" AND g."Kind" = 2 AND g."Key" = coalesce(r."Class", r."RootClass")
            WHERE t."School" = $school GROUP BY r."Id"
            ORDER BY 8, 7, 1, 2
            """);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$between", "\n");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<WithheldView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var routes = Text(reader, 10)?.Split('\n') ?? [];
            var finding = Text(reader, 2);
            found.Add(new WithheldView(
                ((RecordKind)reader.GetInt32(0)).WireName(),
                reader.GetString(1),
                finding is null ? "unjudged" : routes.Length > 0 ? "blocked-after-delivery" : "withheld",
                finding,
                Text(reader, 3),
                Text(reader, 4),
                Text(reader, 5),
                Text(reader, 6),
                reader.IsDBNull(7) ? null : Instants.DayFromStored(reader.GetInt32(7)),
                Text(reader, 8),
                Text(reader, 9),
                routes));
        }

        return found;
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture);
}
