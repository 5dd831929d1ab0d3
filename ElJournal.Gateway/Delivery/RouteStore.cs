using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>Where a run begins.</summary>
/// <param name="Stopped">Why the route stands still; <see langword="null"/> when it runs.</param>
/// <param name="Moved">Where the last run's packages went, when that is another place than now and no person has said yet what this means.</param>
/// <param name="Cursor">No record up to this version is due unless its row says so.</param>
/// <param name="Books">The school's books, earliest first.</param>
/// <param name="Unknown">Packages whose fate is unknown, oldest first.</param>
internal sealed record RouteStart(string? Stopped, string? Moved, long Cursor, ImmutableArray<SchoolBook> Books, IReadOnlyList<FrozenPackage> Unknown);

/// <summary>The route's own row at the beginning and end of a run.</summary>
internal static class RouteStore
{
    /// <summary>The route's id; made where it is new.</summary>
    public static int Ensure(LedgerTransaction transaction, string school, string name)
    {
        using var command = Command(transaction, """
            INSERT INTO routes ("School", "Name", "Kinds", "Cursor") VALUES ($school, $name, '', 0) ON CONFLICT ("School", "Name") DO UPDATE SET "Name" = $name RETURNING "Id"
            """, ("$school", school), ("$name", name));
        return checked((int)command.Number());
    }

    /// <summary>Begins a run: gives up what was never sent, finds what has to be sent again.</summary>
    public static RouteStart Open(LedgerTransaction transaction, RouteTask route, DateTimeOffset now)
    {
        PackageStore.Thaw(transaction, route.Id);
        DayBook.CountOnce(transaction, route.Id);
        var kinds = string.Join(' ', route.Kinds.Select(kind => kind.WireName())) + (route.Filter.IsOpen ? "" : " filtered");
        kinds = string.Join(' ', [kinds, .. route.Fields.Marks(route.Kinds)]);
        SendChangedFields(transaction, route, kinds);
        string? stopped;
        string? destination;
        long cursor;
        using (var command = Command(transaction, """
            UPDATE routes SET "Cursor" = CASE WHEN "Kinds" = $kinds THEN "Cursor" ELSE 0 END, "Kinds" = $kinds, "LastRunAt" = $now, "LastError" = 'The run was interrupted.', "Destination" = CASE WHEN "Destination" IS NULL OR "LastReceiptAt" IS NULL THEN $destination ELSE "Destination" END
            WHERE "Id" = $route RETURNING "Stopped", "Cursor", "Destination"
            """, ("$destination", (object?)route.Destination ?? DBNull.Value), ("$route", route.Id), ("$kinds", kinds), ("$now", now.ToStored())))
        {
            using var reader = command.ExecuteReader();
            reader.Read();
            (stopped, cursor, destination) = (reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetString(2));
        }

        return new RouteStart(stopped, Destination.Former(destination, route.Destination), cursor, Books(transaction, route.School), PackageStore.InStatus(transaction, route.Id, PackageStatus.Sent));
    }

    /// <summary>What the portal has of a kind goes out again when the route sends other columns of it than in its last run.</summary>
    private static void SendChangedFields(LedgerTransaction transaction, RouteTask route, string kinds)
    {
        using var command = Command(transaction, """SELECT "Kinds" FROM routes WHERE "Id" = $route""", ("$route", route.Id));
        var before = Marks((string)command.ExecuteScalar()!);
        var now = Marks(kinds);
        var changed = route.Kinds.Where(kind => !string.Equals(before.GetValueOrDefault(kind.WireName()), now.GetValueOrDefault(kind.WireName()), StringComparison.Ordinal)).ToList();
        if (changed.Count > 0)
        {
            SendAgain.Mark(transaction, route.Id, changed);
            DayBook.Recount(transaction, route.Id);
        }

        static Dictionary<string, string> Marks(string kept) =>
            kept.Split(' ').Select(word => word.Split(':')).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    /// <summary>The route stands still until a person acts.</summary>
    public static void Stop(LedgerTransaction transaction, RouteTask route, string reason)
    {
        using var command = Command(transaction, """UPDATE routes SET "Stopped" = $reason WHERE "Id" = $route""", ("$route", route.Id), ("$reason", reason));
        command.ExecuteNonQuery();
    }

    /// <summary>Ends a run: moves the cursor and counts.</summary>
    /// <param name="due">Records that are due and in no package.</param>
    /// <param name="lowest">The lowest of their versions that only the cursor leads to.</param>
    public static ExportResult Close(LedgerTransaction transaction, RouteTask route, RouteStart start, RunTally tally, int due, long lowest, DateTimeOffset now)
    {
        var (underWay, oldest) = UnderWay(transaction, route);
        lowest = Math.Min(lowest, oldest);
        var cursor = Math.Max(start.Cursor, lowest == long.MaxValue ? Highest(transaction, route, start.Books) : lowest - 1);
        using (var command = Command(transaction, """
            UPDATE routes SET "Cursor" = $cursor, "LastError" = $error, "LastReceiptAt" = CASE WHEN $packages > 0 THEN $now ELSE "LastReceiptAt" END WHERE "Id" = $route
            """, ("$route", route.Id), ("$cursor", cursor), ("$error", (object?)tally.Failure?.Message ?? DBNull.Value), ("$packages", tally.Packages), ("$now", now.ToStored())))
        {
            command.ExecuteNonQuery();
        }

        DayBook.Close(transaction, route, start.Books, cursor, due + underWay, tally.Failure?.Message, now);
        var kept = new Dictionary<string, int>(StringComparer.Ordinal);
        var blockedAfterDelivery = 0;
        using (var command = Command(transaction, """
            SELECT "KeptBack", count(*), count(*) FILTER (WHERE "DeliveredOp" = 1), "Kind" FROM route_records INDEXED BY "IX_route_records_kept_back" WHERE "Route" = $route AND "KeptBack" IS NOT NULL GROUP BY "KeptBack", "Kind"
            """, ("$route", route.Id)))
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (route.Kinds.Contains((RecordKind)reader.GetInt32(3)))
                {
                    kept[reader.GetString(0)] = kept.GetValueOrDefault(reader.GetString(0)) + reader.GetInt32(1);
                    blockedAfterDelivery += reader.GetString(0) == KeptBack.Withheld ? reader.GetInt32(2) : 0;
                }
            }
        }

        var unjudged = kept.GetValueOrDefault(KeptBack.Unjudged);
        return new ExportResult(
            route.School, route.Name, tally.Packages, tally.Records, tally.Accepted, kept.GetValueOrDefault(KeptBack.Rejected),
            kept.GetValueOrDefault(KeptBack.Withheld) + unjudged, kept.GetValueOrDefault(KeptBack.Held), due + underWay, cursor, unjudged, blockedAfterDelivery, tally.Failure);
    }

    private static (int Count, long Oldest) UnderWay(LedgerTransaction transaction, RouteTask route)
    {
        using var command = Command(transaction, """
            SELECT count(*), min(CASE WHEN rr."KeptBack" IS NULL THEN rr."FrozenSeq" END) FROM packages p JOIN route_records rr ON rr."Package" = p."Number"
            WHERE p."Route" = $route AND p."Status" IN (1, 2)
            """, ("$route", route.Id));
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt32(0), reader.IsDBNull(1) ? long.MaxValue : reader.GetInt64(1));
    }

    private static long Highest(LedgerTransaction transaction, RouteTask route, ImmutableArray<SchoolBook> books)
    {
        var highest = 0L;
        foreach (var book in books)
        {
            foreach (var kind in route.Kinds)
            {
                using var command = Command(transaction, """SELECT max("Seq") FROM records WHERE "Book" = $book AND "Kind" = $kind""", ("$book", book.Id), ("$kind", (int)kind));
                highest = Math.Max(highest, command.Number());
            }
        }

        return highest;
    }

    /// <summary>The school's books, earliest first.</summary>
    public static ImmutableArray<SchoolBook> Books(LedgerTransaction transaction, string school)
    {
        using var command = Command(transaction, """SELECT "Id", "Year" FROM books WHERE "School" = $school ORDER BY "Year", "Id" """, ("$school", school));
        using var reader = command.ExecuteReader();
        var books = ImmutableArray.CreateBuilder<SchoolBook>();
        while (reader.Read())
        {
            var year = reader.GetInt32(1);
            var place = books.Count(book => book.Year == year) + 1;
            books.Add(new SchoolBook(reader.GetInt32(0), year, year.ToString(CultureInfo.InvariantCulture) + (place == 1 ? "" : "." + place.ToString(CultureInfo.InvariantCulture))));
        }

        return books.ToImmutable();
    }

    private static DbCommand Command(LedgerTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = transaction.Command(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
