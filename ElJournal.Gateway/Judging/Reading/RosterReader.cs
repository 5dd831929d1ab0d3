using System.Globalization;
using System.Text.Json;
using ElJournal.Rules.Journal;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>Makes terms, groups, people and subjects of a book from their stored columns.</summary>
internal static class RosterReader
{
    private const string Sql = """SELECT "Kind", "Key", "Payload" FROM records WHERE "Book" = ?1 AND "Kind" BETWEEN 1 AND 5 AND "Deleted" = 0 ORDER BY "Kind", "Key" """;

    public static IReadOnlyList<JournalRecord> Read(SqliteConnection connection, int book)
    {
        var records = new List<JournalRecord>();
        using var statement = new LedgerStatement(connection, Sql);
        statement.Bind(1, book);
        while (statement.Step())
        {
            using var payload = JsonDocument.Parse(statement.Text(2));
            if (Make((RecordKind)statement.Int(0), statement.Text(1), new Columns(payload.RootElement)) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private static JournalRecord? Make(RecordKind kind, string key, Columns columns) => kind switch
    {
        RecordKind.Term => columns.Day("start") is { } start && columns.Day("end") is { } end && columns.Named<TermKind>("kind") is { } term
            ? new Term(key, columns["name"], term, start, end)
            : null,
        RecordKind.Class => new ClassGroup(
            key, columns["name"] ?? key, columns.Number("grade"), columns.Named<ClassKind>("kind") ?? ClassKind.Class, columns["homeroomTeacherId"], columns["parentId"]),
        RecordKind.Teacher => new Teacher(key, columns["familyName"] ?? key, columns["givenName"], columns["middleName"], columns["email"]),
        RecordKind.Student => new Student(
            key, columns["familyName"] ?? key, columns["givenName"], columns["middleName"], columns.Day("birthDate"), columns["classId"], columns.Day("enrolledOn"), columns.Day("leftOn")),
        RecordKind.Subject => new Subject(key, columns["name"] ?? key),
        _ => null,
    };

    private readonly struct Columns(JsonElement row)
    {
        public string? this[string name] => row.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

        public int? Number(string name) => int.TryParse(this[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

        public DateOnly? Day(string name) => DateOnly.TryParseExact(this[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

        public T? Named<T>(string name)
            where T : struct, Enum => Enum.TryParse<T>(this[name], ignoreCase: true, out var value) ? value : null;
    }
}
