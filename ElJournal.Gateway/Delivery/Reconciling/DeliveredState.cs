using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Reconciling;

/// <summary>A pupil as the ledger knows them.</summary>
internal sealed record LedgerPupil(int Book, string? ClassId);

/// <summary>Reads what a route has delivered about a pupil.</summary>
/// <param name="publishedUntil">What has its receipt since then may not be published yet.</param>
internal sealed class DeliveredState(DbConnection connection, string school, string route, DateTimeOffset publishedUntil)
{
    private const string Sql = """
        SELECT r."Kind", r."Key", l."Day", json_extract(s."Payload", '$.name'), r."Payload", l."Class", l."Deleted", json_extract(l."Payload", '$.status'),
          r."Seq", r."Deleted", coalesce(rr."DeliveredSeq", 0), coalesce(rr."DeliveredOp", 0), coalesce(rr."DeliveredAt", 0), coalesce(rr."SentSeq", 0), rr."KeptBack"
        FROM records r
        JOIN records l ON l."Book" = r."Book" AND l."Kind" = 6 AND l."Key" = r."Lesson"
        LEFT JOIN records s ON s."Book" = r."Book" AND s."Kind" = 5 AND s."Key" = json_extract(l."Payload", '$.subjectId')
        LEFT JOIN routes t ON t."School" = $school AND t."Name" = $route
        LEFT JOIN route_records rr ON rr."Route" = t."Id" AND rr."Record" = r."Id"
        WHERE r."Book" = $book AND l."Day" BETWEEN $from AND $to
        """;

    /// <summary>The columns that the route sends: the portal cannot show others.</summary>
    public RouteFields Fields { get; init; } = RouteFields.Default;

    /// <summary>The pupil in the latest book that has them; <see langword="null"/> when none does.</summary>
    public async Task<LedgerPupil?> PupilAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("""
            SELECT r."Book", json_extract(r."Payload", '$.classId') FROM records r JOIN books k ON k."Id" = r."Book"
            WHERE k."School" = $school AND r."Kind" = 4 AND r."Key" = $id AND r."Deleted" = 0 ORDER BY k."Year" DESC, k."Id" DESC LIMIT 1
            """);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$id", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new LedgerPupil(reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1)) : null;
    }

    /// <summary>The lessons of the pupil's class with their homework, and the pupil's marks and absences.</summary>
    public async Task<IReadOnlyList<DeliveredItem>> OfAsync(string student, LedgerPupil pupil, DayRange days, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Sql + """
             AND ((r."Kind" IN (6, 7) AND l."RootClass" = $class) OR (r."Kind" IN (8, 9) AND r."Student" = $student))
            """);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$route", route);
        command.Parameters.AddWithValue("$book", pupil.Book);
        command.Parameters.AddWithValue("$class", (object?)pupil.ClassId ?? DBNull.Value);
        command.Parameters.AddWithValue("$student", student);
        command.Parameters.AddWithValue("$from", days.From.DayNumber);
        command.Parameters.AddWithValue("$to", days.To.DayNumber);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<DeliveredItem>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Item(reader, pupil) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <summary>The pupil's final marks, all terms of the year: under which day a portal shows them is not known.</summary>
    public async Task<IReadOnlyList<DeliveredFinal>> FinalsAsync(string student, LedgerPupil pupil, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("""
            SELECT r."Key", coalesce(json_extract(s."Payload", '$.name'), ''), coalesce(json_extract(q."Payload", '$.name'), ''), json_extract(r."Payload", '$.value'),
              r."Seq", r."Deleted", coalesce(rr."DeliveredSeq", 0), coalesce(rr."DeliveredOp", 0), coalesce(rr."DeliveredAt", 0), coalesce(rr."SentSeq", 0), rr."KeptBack"
            FROM records r
            LEFT JOIN records s ON s."Book" = r."Book" AND s."Kind" = 5 AND s."Key" = json_extract(r."Payload", '$.subjectId')
            LEFT JOIN records q ON q."Book" = r."Book" AND q."Kind" = 1 AND q."Key" = json_extract(r."Payload", '$.termId')
            JOIN routes t ON t."School" = $school AND t."Name" = $route
            JOIN route_records rr ON rr."Route" = t."Id" AND rr."Record" = r."Id"
            WHERE r."Book" = $book AND r."Kind" = 10 AND r."Student" = $student
            """);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$route", route);
        command.Parameters.AddWithValue("$book", pupil.Book);
        command.Parameters.AddWithValue("$student", student);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var finals = new List<DeliveredFinal>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Standing(reader, 4) is { } settled)
            {
                finals.Add(new DeliveredFinal(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? "" : reader.GetString(3), settled));
            }
        }

        return finals;
    }

    /// <summary>What was delivered before it became blocked, in the whole school.</summary>
    public async Task<IReadOnlyList<BlockedEntry>> BlockedAsync(CancellationToken cancellationToken)
    {
        await using var command = connection.Command("""
            SELECT r."Kind", r."Key", rr."KeptBackReason" FROM routes t JOIN route_records rr ON rr."Route" = t."Id" JOIN records r ON r."Id" = rr."Record"
            WHERE t."School" = $school AND t."Name" = $route AND rr."KeptBack" = 'withheld' AND rr."DeliveredOp" = 1 ORDER BY r."Kind", r."Key"
            """);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$route", route);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var blocked = new List<BlockedEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            blocked.Add(new BlockedEntry(((RecordKind)reader.GetInt32(0)).WireName(), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        }

        return blocked;
    }

    /// <returns><see langword="null"/> when the portal cannot have it.</returns>
    private DeliveredItem? Item(DbDataReader reader, LedgerPupil pupil)
    {
        if (Standing(reader, 8) is not { } settled)
        {
            return null;
        }

        var kind = (RecordKind)reader.GetInt32(0);
        using var columns = System.Text.Json.JsonDocument.Parse(Fields.DataOf(kind, reader.GetString(4)));
        var value = columns.RootElement.TryGetProperty(Column(kind), out var text) && text.ValueKind == System.Text.Json.JsonValueKind.String ? text.GetString() : "";
        var item = new PortalItem(kind, DateOnly.FromDayNumber(reader.GetInt32(2)), reader.IsDBNull(3) ? "" : reader.GetString(3), value ?? "");

        // A subgroup's lessons need not be this pupil's, and planned or cancelled ones need not be shown.
        var ofClass = kind is not (RecordKind.Lesson or RecordKind.Homework)
            || (!reader.IsDBNull(5) && reader.GetString(5) == pupil.ClassId && reader.GetInt64(6) == 0 && (reader.IsDBNull(7) ? "" : reader.GetString(7)) is not ("planned" or "cancelled"));
        return new DeliveredItem(item, reader.GetString(1), settled && ofClass);
    }

    /// <summary>Whether the portal must show the record as it is, from the column of its version on: deleted, delivered version, what, when, sent version, why kept back.</summary>
    /// <returns><see langword="null"/> when the portal cannot have it.</returns>
    private bool? Standing(DbDataReader reader, int first)
    {
        var (seq, deleted) = (reader.GetInt64(first), reader.GetInt64(first + 1) != 0);
        var (deliveredSeq, deliveredOp, deliveredAt, sentSeq) = (reader.GetInt64(first + 2), (DeliveryOp)reader.GetInt32(first + 3), reader.GetInt64(first + 4), reader.GetInt64(first + 5));
        var fresh = deliveredAt > publishedUntil.ToUnixTimeMilliseconds() * 1000;
        var there = deliveredOp == DeliveryOp.Upsert || sentSeq > deliveredSeq || (deliveredOp == DeliveryOp.Delete && fresh);
        return there ? !deleted && deliveredOp == DeliveryOp.Upsert && deliveredSeq == seq && sentSeq <= deliveredSeq && !fresh && reader.IsDBNull(first + 6) : null;
    }

    private static string Column(RecordKind kind) => kind switch
    {
        RecordKind.Lesson => "topic",
        RecordKind.Homework => "text",
        RecordKind.Mark => "value",
        RecordKind.Attendance => "kind",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, string.Create(CultureInfo.InvariantCulture, $"{kind} is not compared.")),
    };
}
