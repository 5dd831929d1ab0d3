using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Plugins;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Delivery;

/// <summary>Answers what was delivered, what was not, and why.</summary>
internal sealed class DeliveryQueries(LedgerDatabase database, AdapterFactory adapters)
{
    private const string OfKind = """
        FROM records r JOIN books k ON k."Id" = r."Book" LEFT JOIN route_records rr ON rr."Route" = $route AND rr."Record" = r."Id"
        WHERE k."School" = $school AND r."Kind" = $kind
        """;

    /// <summary>How a route stands: the three numbers per kind, and the first records that make them differ.</summary>
    public async Task<RouteView> RouteAsync(SchoolRuntime school, RouteOptions options, int differences, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var route = await context.Set<RouteRow>().AsNoTracking().SingleOrDefaultAsync(row => row.School == school.Id && row.Name == options.Name, cancellationToken);
        var connection = context.Database.GetDbConnection();
        var filter = RouteFilter.Of(options, connection, school.Id);
        filter.Install(connection);
        var live = filter.IsOpen ? """(r."Deleted" = 0)""" : $"""(r."Deleted" = 0 AND {OffRoute.OnRoute})""";
        var counts = new List<KindCount>();
        var listed = new List<DifferenceView>();
        var differing = 0;
        foreach (var kind in RouteTask.KindsOf(options.Kinds))
        {
            var (count, differ) = await CountAsync(connection, live, school.Id, route?.Id ?? 0, kind, cancellationToken);
            counts.Add(count);
            differing += differ;
            if (differ > 0 && listed.Count < differences)
            {
                listed.AddRange(await DifferencesAsync(connection, live, school.Id, route?.Id ?? 0, kind, differences - listed.Count, cancellationToken));
            }
        }

        return new RouteView(
            options.Name, route?.Cursor ?? 0, route?.Stopped, Local(school, route?.LastRunAt), Local(school, route?.LastReceiptAt), route?.LastError, Destination.Former(route, Destination.Of(options, adapters.PortalSettings(options))), counts, differing, listed);
    }

    /// <summary>The last packages of a school, newest first.</summary>
    public async Task<IReadOnlyList<PackageView>> PackagesAsync(SchoolRuntime school, string? route, int last, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var found = await (
            from package in context.Set<PackageRow>().AsNoTracking()
            join row in context.Set<RouteRow>() on package.Route equals row.Id
            where row.School == school.Id && (route == null || row.Name == route)
            orderby package.Number descending
            select new PackageHeader(row.Name, package.Id, package.Status, package.Records, package.Accepted, package.Rejected, package.CreatedAt, package.SentAt, package.Tries, package.ReceiptId, package.ReceiptAt, package.LastError, package.Parent))
            .Take(last).ToListAsync(cancellationToken);
        return [.. found.Select(package => package.View(school))];
    }

    /// <summary>A package with its bytes; <see langword="null"/> when the school has none of that id.</summary>
    public async Task<(PackageView Package, byte[] Body)?> PackageAsync(SchoolRuntime school, string id, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var found = await (
            from package in context.Set<PackageRow>().AsNoTracking()
            join row in context.Set<RouteRow>() on package.Route equals row.Id
            where row.School == school.Id && package.Id == id
            select new
            {
                package.Body,
                Header = new PackageHeader(row.Name, package.Id, package.Status, package.Records, package.Accepted, package.Rejected, package.CreatedAt, package.SentAt, package.Tries, package.ReceiptId, package.ReceiptAt, package.LastError, package.Parent),
            }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Header.View(school), found.Body.Length == 0 ? [] : PackageBody.Unpack(found.Body));
    }

    private static async Task<(KindCount Count, int Differing)> CountAsync(DbConnection connection, string live, string school, int route, RecordKind kind, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"""
            SELECT coalesce(sum({live}), 0),
              coalesce(sum({live} AND rr."SentSeq" = r."Seq" AND rr."SentOp" = 1), 0),
              coalesce(sum({live} AND rr."DeliveredSeq" = r."Seq" AND rr."DeliveredOp" = 1), 0),
              coalesce(sum(NOT {live} AND {OffRoute.PortalMayHave}), 0)
            {OfKind}
            """, school, route, kind);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var count = new KindCount(kind.WireName(), reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
        return (count, count.Journal - count.Accepted + reader.GetInt32(3));
    }

    private static async Task<IReadOnlyList<DifferenceView>> DifferencesAsync(DbConnection connection, string live, string school, int route, RecordKind kind, int most, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"""
            SELECT r."Key", r."Seq",
              CASE WHEN rr."Package" IS NOT NULL THEN 'unacknowledged' WHEN r."Deleted" = 1 THEN 'delete' WHEN NOT {live} THEN 'off-route' WHEN rr."KeptBack" IN ('released', 'again') THEN 'pending' ELSE coalesce(rr."KeptBack", 'pending') END,
              rr."KeptBackReason"
            {OfKind} AND (({live} AND (rr."Record" IS NULL OR rr."DeliveredSeq" <> r."Seq" OR rr."DeliveredOp" <> 1))
              OR (NOT {live} AND {OffRoute.PortalMayHave}))
            ORDER BY r."Seq" LIMIT $most
            """, school, route, kind);
        command.Parameters.AddWithValue("$most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<DifferenceView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new DifferenceView(kind.WireName(), reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }

        return found;
    }

    private static DbCommand Command(DbConnection connection, string sql, string school, int route, RecordKind kind)
    {
        var command = connection.Command(sql);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$route", route);
        command.Parameters.AddWithValue("$kind", (int)kind);
        return command;
    }

    private static DateTimeOffset? Local(SchoolRuntime school, long? stored) => stored is { } value ? school.Local(Instants.FromStored(value)) : null;

    private sealed record PackageHeader(
        string Route, string Id, PackageStatus Status, int Records, int Accepted, int Rejected, long CreatedAt, long? SentAt, int Tries, string? Receipt, long? ReceiptAt, string? Error, string? Parent)
    {
        public PackageView View(SchoolRuntime school) => new(
            Id, Route, Status.ToString().ToLowerInvariant(), Records, Accepted, Rejected, school.Local(Instants.FromStored(CreatedAt)), Local(school, SentAt), Tries, Receipt, Local(school, ReceiptAt), Error, Parent);
    }
}
