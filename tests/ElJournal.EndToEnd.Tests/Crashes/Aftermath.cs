using System.Globalization;
using System.Text.RegularExpressions;
using ElJournal.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>What a folder holds in the end: contents, without ids, versions and exact moments.</summary>
internal static partial class Aftermath
{
    // Moments of one command lie within the same ten minutes, however often it was started again.
    private static readonly (string Name, string Sql)[] Questions =
    [
        ("records", """
            SELECT "Kind", "Key", "Origin", "Deleted", "Pending", "RootClass", "Class", "Day", "Lesson", "Student", "Teacher", "Subject", "Value", "Work", "Number", "Status", "EnteredAt",
                   "SeenAfter" / 600000, "SeenBy" / 600000, "Changes", "Payload" FROM records
            """),
        ("mark changes", """SELECT record."Key", "FromValue", "ToValue", "After" / 600000, "By" / 600000 FROM mark_changes change JOIN records record ON record."Id" = change."Record" """),
        ("scope reads", """SELECT "Kind", "Class", "Day", "Started" / 600000, "Doubt" FROM scope_reads"""),
        ("findings", """SELECT "Id", "Rule", "Part", "Subject", "State", "Severity", "Status", "Day", "Class", "Lesson", "Teacher", "Student", "Deadline", "OpenedAt" / 600000 FROM findings"""),
        ("blocks", """SELECT "Finding", "Kind", "Key" FROM finding_blocks"""),
        ("not checked", """SELECT "Class", "Kind", "Day", "Reason" FROM not_checked"""),
        ("holds", """SELECT "Class", "Kind", "Deleted", "Changed", "Status" FROM holds"""),
        ("dirty", """SELECT "Class", "Day" FROM dirty"""),
        ("letters", """SELECT "MessageId", "Kind", "Day", "Sequence", "RecipientAddress", "Subject", "Status" FROM letters"""),
        ("findings told", """SELECT letter."MessageId", told."Finding", told."Section" FROM letter_findings told JOIN letters letter ON letter."Id" = told."Letter" """),
        ("deliveries", """
            SELECT record."Kind", record."Key", sent."DeliveredSeq" = record."Seq", sent."DeliveredOp", sent."KeptBack" FROM route_records sent JOIN records record ON record."Id" = sent."Record"
            """),
    ];

    public static async Task<HashSet<string>> OfAsync(string root)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(root, "data", "eljournal.db")};Mode=ReadOnly;Pooling=False"))
        {
            await connection.OpenAsync();
            foreach (var (name, sql) in Questions)
            {
                await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
                command.CommandText = sql;
#pragma warning restore CA2100
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    var row = string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)));
                    lines.Add($"{name}: {Generated().Replace(row, "~")}");
                }
            }
        }

        var portal = Path.Combine(root, "portal");
        if (Directory.Exists(portal))
        {
            lines.UnionWith(PortalState.Of(portal).Select(record => $"portal: {record.Key} {record.Value}"));
        }

        var mail = Path.Combine(root, "mail");
        if (Directory.Exists(mail))
        {
            lines.UnionWith(Directory.EnumerateFiles(mail, "*.eml").Select(file => $"letter file: {Path.GetFileName(file)}"));
        }

        return lines;
    }

    public static async Task AssertEqualAsync(IReadOnlySet<string> expected, string root, string what)
    {
        var actual = await OfAsync(root);
        Assert.AreEqual("", string.Join('\n', expected.Except(actual).Take(10)), $"{what}: missing after the crash");
        Assert.AreEqual("", string.Join('\n', actual.Except(expected).Take(10)), $"{what}: there only after the crash");
    }

    // A key that was taken over leaves its former owner under a key made of a version.
    [GeneratedRegex("~[0-9a-f]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generated();
}
