using System.Text.Json;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>Reads a body of <c>eljournal-push/1</c> as strictly as the format is written.</summary>
internal static class PushDocument
{
    private const int MostRecords = 500;

    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Columns = new(StringComparer.Ordinal)
    {
        ["term"] = (["id", "kind"], ["name", "start", "end"]),
        ["class"] = (["id", "kind"], ["name", "grade", "homeroomTeacherId", "parentId"]),
        ["teacher"] = (["id"], ["familyName", "givenName", "middleName", "email"]),
        ["student"] = (["id"], ["familyName", "givenName", "middleName", "birthDate", "classId", "enrolledOn", "leftOn", "email", "phone"]),
        ["subject"] = (["id"], ["name"]),
        ["lesson"] = (["id"], ["date", "number", "start", "end", "classId", "subjectId", "teacherId", "topic", "status", "replacesTeacherId", "enteredAt"]),
        ["homework"] = (["lessonId"], ["text", "dueDate", "enteredAt"]),
        ["mark"] = (["id"], ["lessonId", "studentId", "value", "work", "weight", "enteredAt"]),
        ["attendance"] = (["lessonId", "studentId"], ["kind", "enteredAt"]),
        ["finalMark"] = (["studentId", "subjectId", "termId"], ["value", "average", "enteredAt"]),
        ["signIn"] = (["personId"], ["role", "at"]),
    };

    /// <returns>The records; <see langword="null"/> with a fault code when the body is not of the format.</returns>
    public static IReadOnlyList<PushedRecord>? Read(byte[] body, string? id, out string fault)
    {
        fault = "NOT-JSON";
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement, id, out fault);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<PushedRecord>? Read(JsonElement root, string? id, out string fault)
    {
        fault = "NOT-THE-FORMAT";
        if (!Has(root, ["format", "package", "school", "route", "sequence", "createdAt", "records"], []) || Text(root, "format") != "eljournal-push/1" || Text(root, "route") is null or "" || !IsMoment(root.GetProperty("createdAt")))
        {
            return null;
        }

        if (Text(root, "package") is not { } package || package != id || !Guid.TryParseExact(package, "D", out var parsed) || parsed.Version != 7)
        {
            fault = "WRONG-ID";
            return null;
        }

        var (school, sequence, list) = (root.GetProperty("school"), root.GetProperty("sequence"), root.GetProperty("records"));
        if (!Has(school, ["id", "ogrn"], []) || Text(school, "id") is null or "" || !Has(sequence, ["from", "to"], []) || Version(sequence, "from") is not { } from || Version(sequence, "to") is not { } to
            || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostRecords)
        {
            return null;
        }

        fault = "BAD-RECORD";
        var records = new List<PushedRecord>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (Record(item) is not { } record || record.Version < from || record.Version > to)
            {
                return null;
            }

            records.Add(record);
        }

        return records;
    }

    private static PushedRecord? Record(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "kind") is not { } kind || !Columns.TryGetValue(kind, out var columns) || Text(item, "key") is not { Length: > 0 } key || Version(item, "version") is not { } version)
        {
            return null;
        }

        switch (Text(item, "op"))
        {
            case "delete" when Has(item, ["kind", "key", "version", "op"], []):
                return new PushedRecord(kind, key, version, null);
            case "upsert" when Has(item, ["kind", "key", "version", "op", "data"], []) && item.GetProperty("data") is var data && Has(data, columns.Required, columns.Optional):
                return new PushedRecord(kind, key, version, data.GetRawText());
            default:
                return null;
        }
    }

    private static bool Has(JsonElement item, string[] required, string[] optional) =>
        item.ValueKind == JsonValueKind.Object
        && required.All(name => item.TryGetProperty(name, out _))
        && item.EnumerateObject().All(property => required.Contains(property.Name) || optional.Contains(property.Name));

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Version(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number > 0 ? number : null;

    private static bool IsMoment(JsonElement value) => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _);
}
