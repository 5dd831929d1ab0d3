using System.Data;
using System.Data.Common;
using System.Text.Json;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Whether a refused record that did not change is worth another try: once a day, or when a record that it refers to changed or was accepted since.</summary>
internal sealed class RetryOfRefused : IDisposable
{
    private readonly TimeZoneInfo zone;
    private readonly DateOnly today;
    private readonly DbCommand target;

    public RetryOfRefused(LedgerTransaction transaction, RouteTask route, DateTimeOffset now)
    {
        zone = route.Zone;
        today = DayOf(now);
        target = transaction.Command("""
            SELECT max(r."Seq", coalesce(rr."DeliveredAt", 0)) FROM records r LEFT JOIN route_records rr ON rr."Route" = $route AND rr."Record" = r."Id"
            WHERE r."Book" = $book AND r."Kind" = $kind AND r."Key" = $key
            """);
        target.Parameters.AddWithValue("$route", route.Id);
        target.Parameters.Add("$book", DbType.Int64);
        target.Parameters.Add("$kind", DbType.Int64);
        target.Parameters.Add("$key", DbType.String);
    }

    public bool IsDue(in Candidate candidate)
    {
        if (DayOf(Instants.FromStored(candidate.Route.RejectedAt)) != today)
        {
            return true;
        }

        using var columns = JsonDocument.Parse(candidate.Payload);
        foreach (var (column, kind) in References.Of(candidate.Kind))
        {
            if (References.Value(columns.RootElement, column) is not { } key)
            {
                continue;
            }

            target.Parameters[1].Value = candidate.Book;
            target.Parameters[2].Value = (int)kind;
            target.Parameters[3].Value = key;
            if (target.Number() > candidate.Route.RejectedTick)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => target.Dispose();

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
