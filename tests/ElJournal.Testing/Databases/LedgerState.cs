using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ElJournal.Testing.Databases;

/// <summary>What a ledger holds, whatever keeps it: contents, without ids, versions and exact moments.</summary>
public static partial class LedgerState
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
            SELECT record."Kind", record."Key", CASE WHEN sent."DeliveredSeq" = record."Seq" THEN 1 ELSE 0 END, sent."DeliveredOp", sent."KeptBack" FROM route_records sent JOIN records record ON record."Id" = sent."Record"
            """),
    ];

    /// <summary>One line per row.</summary>
    public static async Task<HashSet<string>> OfAsync(DbConnection connection)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
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

        return lines;
    }

    // A key that was taken over leaves its former owner under a key made of a version.
    [GeneratedRegex("~[0-9a-f]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generated();
}
