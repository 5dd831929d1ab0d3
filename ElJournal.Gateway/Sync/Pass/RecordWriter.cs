using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>What is known of when a part was entered, as stored.</summary>
internal readonly record struct Seen(long? After, long? By);

/// <summary>Writes whole records by prepared statements on one connection.</summary>
internal sealed class RecordWriter : IDisposable
{
    private const string InsertSql = """
        INSERT INTO records ("Book", "Kind", "Key", "Origin", "Seq", "Hash", "Deleted", "Pending", "RootClass", "Class", "Day", "Lesson", "Student", "Teacher", "Subject",
          "Value", "Work", "Number", "StartMinute", "EndMinute", "Status", "ReplacesTeacher", "AttendanceTaken", "EnteredAt", "EnteredVouched",
          "SeenAfter", "SeenBy", "TakenSeenAfter", "TakenSeenBy", "Changes", "Payload")
        VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, 0, ?28)
        ON CONFLICT ("Book", "Kind", "Key") DO NOTHING
        """;

    private const string UpdateSql = """
        UPDATE records SET "Seq" = ?4, "Hash" = ?5, "Deleted" = ?6, "Pending" = ?6, "RootClass" = ?7, "Class" = ?8, "Day" = ?9, "Lesson" = ?10, "Student" = ?11, "Teacher" = ?12,
          "Subject" = ?13, "Value" = ?14, "Work" = ?15, "Number" = ?16, "StartMinute" = ?17, "EndMinute" = ?18, "Status" = ?19, "ReplacesTeacher" = ?20, "AttendanceTaken" = ?21,
          "EnteredAt" = ?22, "EnteredVouched" = ?23, "SeenAfter" = ?24, "SeenBy" = ?25, "TakenSeenAfter" = ?26, "TakenSeenBy" = ?27, "Payload" = ?28
        WHERE "Id" = ?1
        """;

    private readonly DbConnection connection;
    private readonly Statement insert;
    private Statement? update;

    public RecordWriter(DbConnection connection)
    {
        this.connection = connection;
        insert = Statement.Inserting(connection, InsertSql);
    }

    /// <summary>Adds a record.</summary>
    /// <returns>Its row; 0 when the key is taken.</returns>
    public long Insert(int book, RecordKind kind, string key, long seq, bool pending, RecordColumns columns, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> payload, Seen entry, Seen taken)
    {
        insert.Bind(1, book).Bind(2, (long)kind).Bind(3, key);
        Bind(insert, seq, pending, columns, hash, payload, columns.Entered, entry, taken);
        return insert.Insert();
    }

    /// <summary>Gives a row new content.</summary>
    public void Update(long row, long seq, RecordColumns columns, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> payload, EntryTime? entered, Seen entry, Seen taken)
    {
        update ??= new Statement(connection, UpdateSql);
        update.Bind(1, row);
        Bind(update, seq, pending: false, columns, hash, payload, entered, entry, taken);
        update.Run();
    }

    public void Dispose()
    {
        insert.Dispose();
        update?.Dispose();
    }

    private static void Bind(Statement statement, long seq, bool pending, RecordColumns columns, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> payload, EntryTime? entered, Seen entry, Seen taken)
    {
        statement.Bind(4, seq).BindBlob(5, hash).Bind(6, pending ? 1 : 0)
            .Bind(7, columns.RootClass).Bind(8, columns.Class).Bind(9, columns.Day).Bind(10, columns.Lesson).Bind(11, columns.Student).Bind(12, columns.Teacher)
            .Bind(13, columns.Subject).Bind(14, columns.Value).Bind(15, columns.Work).Bind(16, columns.Number).Bind(17, columns.StartMinute).Bind(18, columns.EndMinute)
            .Bind(19, columns.Status).Bind(20, columns.ReplacesTeacher).Bind(21, columns.AttendanceTaken switch { null => null, true => 1L, false => 0L })
            .Bind(22, entered?.At.ToUnixTimeMilliseconds()).Bind(23, entered is { Vouched: true } ? 1 : 0)
            .Bind(24, entry.After).Bind(25, entry.By).Bind(26, taken.After).Bind(27, taken.By).BindText(28, payload);
    }
}
