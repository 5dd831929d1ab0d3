using System.Text.Json;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Delivering;
using ElJournal.Adapters.Portals;
using ElJournal.Testing;

namespace ElJournal.Adapters.OneRoster.Tests;

/// <summary>A route's folder, and packages to deliver into it.</summary>
internal sealed class Delivery : IDisposable
{
    private readonly TempFolder temp = new();
    private long version = 100;

    public string Folder => temp["out"];

    public static object?[][] Roster { get; } =
    [
        ["term", "y", new { name = "2026/27", kind = "schoolYear", start = "2026-09-01", end = "2027-05-31" }],
        ["term", "q1", new { name = "1 четверть", kind = "quarter", start = "2026-09-01", end = "2026-10-25" }],
        ["term", "q4", new { name = "4 четверть", kind = "quarter", start = "2027-04-01", end = "2027-05-31" }],
        ["teacher", "1", new { familyName = "Иванова", givenName = "Анна", middleName = "Петровна", email = (string?)null }],
        ["subject", "alg", new { name = "Алгебра" }],
        ["subject", "eng", new { name = "Английский, углублённый" }],
        ["class", "7a", new { name = "7А", grade = 7, kind = "class", homeroomTeacherId = "1", parentId = (string?)null }],
        ["class", "7a-1", new { name = "7А/1", grade = (int?)null, kind = "subgroup", homeroomTeacherId = (string?)null, parentId = "7a" }],
        ["student", "1", new { familyName = "Петров", givenName = "Пётр", middleName = (string?)null, classId = "7a", enrolledOn = "2026-09-01", leftOn = (string?)null }],
        ["student", "2", new { familyName = "Сидорова", givenName = "Вера", classId = "7a" }],
    ];

    public static object?[][] Day { get; } =
    [
        ["lesson", "l1", new { id = "l1", date = "2026-10-05", number = 2, start = "09:25", end = "10:10", classId = "7a", subjectId = "alg", teacherId = "1", topic = "=HYPERLINK(\"http://x\")\r\nстепени", status = "held" }],
        ["lesson", "l2", new { id = "l2", date = "2026-10-05", classId = "7a-1", subjectId = "eng", teacherId = "1" }],
        ["homework", "l1", new { lessonId = "l1", text = "§ 5, № 7", dueDate = (string?)null }],
        ["mark", "m1", new { id = "m1", lessonId = "l1", studentId = "1", value = "5", work = "Ответ на уроке", weight = 1.5m, enteredAt = "2026-10-05T11:00:00+03:00" }],
        ["mark", "m2", new { id = "m2", lessonId = "l1", studentId = "1", value = "4", work = "Ответ на уроке" }],
        ["mark", "m3", new { id = "m3", lessonId = "l2", studentId = "2", value = "+", work = (string?)null }],
        ["attendance", "l1/2", new { lessonId = "l1", studentId = "2", kind = "ill" }],
        ["finalMark", "1/alg/y", new { studentId = "1", subjectId = "alg", termId = "y", value = "5" }],
        ["finalMark", "1/alg/q1", new { studentId = "1", subjectId = "alg", termId = "q1", value = "зачёт" }],
    ];

    public BundlePortal Open() => new(Folder, new SchoolFacts("s1", null, "Школа № 1", "Europe/Moscow"));

    public Package Pack(params object?[][] records) => Pack(Guid.CreateVersion7().ToString(), records);

    public Package Pack(string id, params object?[][] records)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            format = "eljournal-push/1",
            package = id,
            school = new { id = "s1", ogrn = "1027800000000" },
            route = "daily",
            createdAt = "2026-10-05T18:30:00+03:00",
            records = records.Select(record => new { kind = record[0], key = record[1], version = record.Length > 3 ? (long)record[3]! : version++, op = record[2] is null ? "delete" : "upsert", data = record[2] }),
        });
        return new Package(id, "daily", body, records.Length);
    }

    public string[] Bundles(string mode) => [.. Directory.EnumerateFiles(Folder, $"*-{mode}.zip").Order(StringComparer.Ordinal)];

    public ReadBundle LastBulk() => ReadBundle.Of(Bundles("bulk")[^1]);

    /// <summary>Everything by name and content, without the lock.</summary>
    public string Content() => string.Join('\n', Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetRelativePath(Folder, path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));

    public void Dispose() => temp.Dispose();
}
