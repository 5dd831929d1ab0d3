using System.Text.Json;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery.Proving;

/// <summary>For how long a route that has something to send has heard nothing from its portal.</summary>
/// <param name="SchoolDays">Whole school days since.</param>
/// <param name="LastHeard">The last day with a receipt, or with a run after which nothing was due; <see langword="null"/> for none.</param>
/// <param name="HasRun">Whether it has run since.</param>
internal sealed record RouteSilence(int SchoolDays, DateOnly? LastHeard, bool HasRun)
{
    /// <summary>Further back nobody counts.</summary>
    private const int DaysBack = 100;

    /// <returns><see langword="null"/> when nothing is due, or when the route has never run and so owes nothing.</returns>
    public static RouteSilence? Of(LedgerTransaction transaction, SchoolRuntime school, RouteOptions options, DateOnly today, Func<DateOnly, bool> isSchoolDay)
    {
        int route, pending;
        long cursor;
        DateOnly? heard;
        DateOnly first, last;
        using (var command = transaction.Command("""
            SELECT t."Id", t."Cursor", (SELECT min("Day") FROM route_days WHERE "Route" = t."Id"), d."Day", d."Pending",
              max(coalesce((SELECT max("Day") FROM route_days WHERE "Route" = t."Id" AND "ProvedAt" IS NOT NULL), 0), coalesce((SELECT max("Day") FROM route_day_kinds WHERE "Route" = t."Id" AND "Accepted" > 0), 0))
            FROM routes t JOIN route_days d ON d."Route" = t."Id" WHERE t."School" = $school AND t."Name" = $name ORDER BY d."Day" DESC LIMIT 1
            """))
        {
            command.Parameters.AddWithValue("$school", school.Id);
            command.Parameters.AddWithValue("$name", options.Name);
            using var reader = command.ExecuteReader();
            if (!reader.Read())
            {
                return null;
            }

            (route, cursor, pending) = (reader.GetInt32(0), reader.GetInt64(1), reader.GetInt32(4));
            (first, last) = (DateOnly.FromDayNumber(reader.GetInt32(2)), DateOnly.FromDayNumber(reader.GetInt32(3)));
            heard = reader.GetInt32(5) is var day and > 0 ? DateOnly.FromDayNumber(day) : null;
        }

        // The day itself is not over: what is missing of it may still come.
        var since = heard?.AddDays(1) ?? first;
        var days = Enumerable.Range(0, Math.Clamp(today.DayNumber - since.DayNumber, 0, DaysBack)).Count(offset => isSchoolDay(today.AddDays(-1 - offset)));
        var due = days > 0 && (pending > 0 || HasNews(transaction, school, options, route, cursor));
        return due ? new RouteSilence(days, heard, last >= since) : null;
    }

    /// <summary>Whether the journal has something for the route that it has not looked at yet.</summary>
    private static bool HasNews(LedgerTransaction transaction, SchoolRuntime school, RouteOptions options, int route, long cursor)
    {
        var filter = RouteFilter.Of(options, transaction, school.Id);
        filter.Install(transaction.Connection);
        using var command = transaction.Command($"""
            SELECT EXISTS (SELECT 1 FROM records r LEFT JOIN route_records rr ON rr."Route" = $route AND rr."Record" = r."Id"
              WHERE r."Book" IN (SELECT "Id" FROM books WHERE "School" = $school) AND r."Kind" IN (SELECT "value" FROM json_each($kinds)) AND r."Seq" > $cursor AND rr."KeptBack" IS NULL
                AND CASE WHEN r."Deleted" = 0 AND {OffRoute.OnRoute} THEN rr."Record" IS NULL OR rr."DeliveredSeq" <> r."Seq" OR rr."DeliveredOp" <> 1 ELSE coalesce({OffRoute.PortalMayHave}, false) END)
            """);
        command.Parameters.AddWithValue("$route", route);
        command.Parameters.AddWithValue("$school", school.Id);
        command.Parameters.AddWithValue("$cursor", cursor);
        command.Parameters.AddWithValue("$kinds", JsonSerializer.Serialize(RouteTask.KindsOf(options.Kinds).Select(kind => (int)kind)));
        return command.Number() == 1;
    }
}
