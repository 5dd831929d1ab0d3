using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery;

/// <summary>What a person set going again.</summary>
internal sealed record RetryResult(string School, string Route, int Rejected, int Packages);

/// <summary>Sets a stopped route going, and lets refused records and unanswered packages be tried again at the next export.</summary>
internal sealed class DeliveryRetry
{
    public async Task<RetryResult> RunAsync(SchoolLease lease, string route, string? package, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var id = RouteStore.Ensure(transaction, lease.School, route);

        // Of a route that also stands still for another reason nobody has been asked yet whether the new address is that of the same portal.
        using var go = transaction.Command("""
            UPDATE routes SET "Destination" = CASE WHEN "Stopped" IS NULL AND CAST($package AS TEXT) IS NULL THEN NULL ELSE "Destination" END, "Stopped" = NULL, "LastError" = NULL WHERE "Id" = $route
            """);
        go.Parameters.AddWithValue("$package", (object?)package ?? DBNull.Value);
        go.Parameters.AddWithValue("$route", id);
        go.ExecuteNonQuery();
        using var packages = transaction.Command("""UPDATE packages SET "Tries" = 0 WHERE "Route" = $route AND "Status" = 2 AND (CAST($package AS TEXT) IS NULL OR "Id" = $package)""");
        packages.Parameters.AddWithValue("$route", id);
        packages.Parameters.AddWithValue("$package", (object?)package ?? DBNull.Value);
        var unanswered = packages.ExecuteNonQuery();
        using var records = transaction.Command("""UPDATE route_records SET "RejectedAt" = 0, "RejectedTick" = 0 WHERE "Route" = $route AND "KeptBack" = 'rejected'""");
        records.Parameters.AddWithValue("$route", id);
        var rejected = package is null ? records.ExecuteNonQuery() : 0;
        await transaction.CommitAsync(cancellationToken);
        return new RetryResult(lease.School, route, rejected, unanswered);
    }
}
