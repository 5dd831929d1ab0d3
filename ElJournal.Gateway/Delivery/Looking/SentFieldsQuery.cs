using System.Text.Json;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery;

/// <summary>A column that went out with a value.</summary>
/// <param name="Portal">The adapter of the route; <see langword="null"/> when the configuration no longer has the route.</param>
/// <param name="Field">The column; <c>kind=ill</c> for absences that went out as illness, which is health data.</param>
/// <param name="Records">How many times it was put on the wire with a value, repetitions of a package not counted.</param>
internal sealed record SentField(string Route, string? Portal, string Kind, string Field, int Records, DateTimeOffset First, DateTimeOffset Last);

/// <summary>Tells which fields went where and when, from the very bytes that went.</summary>
internal sealed class SentFieldsQuery(LedgerDatabase database)
{
    public async Task<IReadOnlyList<SentField>> RunAsync(SchoolRuntime school, string? route, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command("""
            SELECT t."Name", p."SentAt", p."Body" FROM packages p JOIN routes t ON t."Id" = p."Route"
            WHERE t."School" = $school AND (CAST($route AS TEXT) IS NULL OR t."Name" = $route) AND p."SentAt" IS NOT NULL AND length(p."Body") > 0
            """);
        command.Parameters.AddWithValue("$school", school.Id);
        command.Parameters.AddWithValue("$route", (object?)route ?? DBNull.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<(string Route, string Kind, string Field), (int Records, long First, long Last)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (name, sent) = (reader.GetString(0), reader.GetInt64(1));
            foreach (var record in PackageBody.Records(PackageBody.Unpack((byte[])reader.GetValue(2))).Where(record => record.Data is not null))
            {
                foreach (var field in Fields(record.Data!))
                {
                    var known = found.TryGetValue((name, record.Kind, field), out var so) ? so : (Records: 0, First: sent, Last: sent);
                    found[(name, record.Kind, field)] = (known.Records + 1, Math.Min(known.First, sent), Math.Max(known.Last, sent));
                }
            }
        }

        return
        [
            .. found.Select(one => new SentField(
                    one.Key.Route,
                    school.Options.Routes.FirstOrDefault(known => string.Equals(known.Name, one.Key.Route, StringComparison.OrdinalIgnoreCase))?.Portal,
                    one.Key.Kind,
                    one.Key.Field,
                    one.Value.Records,
                    school.Local(Instants.FromStored(one.Value.First)),
                    school.Local(Instants.FromStored(one.Value.Last))))
                .OrderBy(field => field.Route, StringComparer.Ordinal).ThenBy(field => field.Kind, StringComparer.Ordinal).ThenBy(field => field.Field, StringComparer.Ordinal),
        ];
    }

    private static List<string> Fields(string data)
    {
        using var columns = JsonDocument.Parse(data);
        var fields = new List<string>();
        foreach (var column in columns.RootElement.EnumerateObject().Where(column => column.Value.ValueKind != JsonValueKind.Null && !(column.Value.ValueKind == JsonValueKind.String && column.Value.ValueEquals(""))))
        {
            fields.Add(column.Name);
            if (column.NameEquals("kind") && column.Value.ValueEquals("ill"))
            {
                fields.Add("kind=ill");
            }
        }

        return fields;
    }
}
