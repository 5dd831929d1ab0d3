using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;
using Npgsql;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>What is known of when a part was entered, as stored.</summary>
internal readonly record struct Seen(long? After, long? By);

/// <summary>Writes whole records by prepared statements on one connection.</summary>
internal sealed class RecordWriter : IDisposable
{
    private const string Columns = """
        "Book", "Kind", "Key", "Origin", "Seq", "Hash", "Deleted", "Pending", "RootClass", "Class", "Day", "Lesson", "Student", "Teacher", "Subject",
          "Value", "Work", "Number", "StartMinute", "EndMinute", "Status", "ReplacesTeacher", "AttendanceTaken", "EnteredAt", "EnteredVouched",
          "SeenAfter", "SeenBy", "TakenSeenAfter", "TakenSeenBy", "Changes", "Payload"
        """;

    private const string InsertSql = $"""
        INSERT INTO records ({Columns})
        VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, 0, ?28)
        ON CONFLICT ("Book", "Kind", "Key") DO NOTHING
        """;

    /// <summary>The same for all rows in one statement, with an array for each parameter: PostgreSQL.</summary>
    private const string InsertManySql = $"""
        INSERT INTO records ({Columns})
        SELECT c1, c2, c3, c3, c4, c5, c6, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, 0, c28
        FROM unnest(?1::bigint[], ?2::bigint[], ?3::text[], ?4::bigint[], ?5::bytea[], ?6::bigint[], ?7::text[], ?8::text[], ?9::bigint[], ?10::text[], ?11::text[], ?12::text[], ?13::text[], ?14::text[], ?15::text[], ?16::bigint[], ?17::bigint[], ?18::bigint[], ?19::bigint[], ?20::text[], ?21::bigint[], ?22::bigint[], ?23::bigint[], ?24::bigint[], ?25::bigint[], ?26::bigint[], ?27::bigint[], ?28::text[])
          AS r(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28)
        ON CONFLICT ("Book", "Kind", "Key") DO NOTHING
        RETURNING "Id", "Kind", "Key"
        """;

    private const string UpdateSql = """
        UPDATE records SET "Seq" = ?4, "Hash" = ?5, "Deleted" = ?6, "Pending" = ?6, "RootClass" = ?7, "Class" = ?8, "Day" = ?9, "Lesson" = ?10, "Student" = ?11, "Teacher" = ?12,
          "Subject" = ?13, "Value" = ?14, "Work" = ?15, "Number" = ?16, "StartMinute" = ?17, "EndMinute" = ?18, "Status" = ?19, "ReplacesTeacher" = ?20, "AttendanceTaken" = ?21,
          "EnteredAt" = ?22, "EnteredVouched" = ?23, "SeenAfter" = ?24, "SeenBy" = ?25, "TakenSeenAfter" = ?26, "TakenSeenBy" = ?27, "Payload" = ?28
        WHERE "Id" = ?1
        """;

    private readonly DbConnection connection;
    private readonly Statement insert;
    private readonly bool many;
    private readonly List<long> rows = [];
    private readonly List<(long Kind, string Key)> asked = [];
    private Statement? update;

    public RecordWriter(DbConnection connection)
    {
        this.connection = connection;
        many = connection is NpgsqlConnection;
        insert = new Statement(connection, many ? InsertManySql : InsertSql);
    }

    /// <summary>Adds a record; <see cref="Rows"/> says where it went.</summary>
    public void Add(int book, RecordKind kind, string key, long seq, bool pending, RecordColumns columns, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> payload, Seen entry, Seen taken)
    {
        insert.Bind(1, book).Bind(2, (long)kind).Bind(3, key);
        Bind(insert, seq, pending, columns, hash, payload, columns.Entered, entry, taken);
        if (many)
        {
            insert.Append();
            asked.Add(((long)kind, key));
        }
        else
        {
            rows.Add(insert.Insert());
        }
    }

    /// <summary>Writes what was added.</summary>
    /// <returns>The rows, in the order in which they were added; 0 where the key was taken.</returns>
    public IReadOnlyList<long> Rows()
    {
        if (many)
        {
            var written = new Dictionary<(long, string), long>(asked.Count);
            while (insert.Step())
            {
                written[(insert.Int64(1), insert.Text(2)!)] = insert.Int64(0);
            }

            // Of a key that came twice the first one was written.
            rows.AddRange(asked.Select(key => written.Remove(key, out var row) ? row : 0));
        }

        return rows;
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
