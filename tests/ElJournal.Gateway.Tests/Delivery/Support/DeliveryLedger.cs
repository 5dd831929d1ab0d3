using System.Collections.Immutable;
using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ElJournal.Gateway.Tests.Delivery;

/// <summary>A ledger on disk with a class of grade 1 and one of grade 7, written to as reading and judging would.</summary>
internal sealed class DeliveryLedger : IDisposable
{
    public const string School = "s1";
    public static readonly DateOnly Monday = new(2026, 10, 5);
    private static readonly Lazy<byte[]> Template = new(MakeTemplate);
    private readonly TempFolder folder = new();
    private int roots;

    /// <param name="provider">What keeps the ledger; what the tests' variable says when not given.</param>
    public DeliveryLedger(StorageProvider? provider = null)
    {
        Database = TestStorage.Open(folder["ledger.db"], provider ?? TestStorage.Provider);
        if (Database.Provider == StorageProvider.Sqlite)
        {
            File.WriteAllBytes(folder["ledger.db"], Template.Value);
        }

        Leases = new SchoolLeases(Database, TimeProvider.System) { AtCommit = _ => AtCommit?.Invoke() };
        Add(context => context.Add(new SchoolState { School = School, Seq = 1 }));
        AddBook(2026);
    }

    public static DeliveryLedger Create() => new();

    public LedgerDatabase Database { get; }

    public SchoolLeases Leases { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 10, 5, 18, 30, 0, TimeSpan.FromHours(3)));

    /// <summary>Called right before and right after each commit of the gateway.</summary>
    public Action? AtCommit { get; set; }

    public DeliveryManners Manners { get; set; } = new() { Pause = TimeSpan.Zero };

    public ImmutableSortedSet<RecordKind> Kinds { get; set; } = RouteTask.KindsOf(null);

    public bool Retract { get; set; }

    /// <summary>The route's filters and fields; everything where the test says nothing.</summary>
    public RouteOptions Options { get; } = new() { Name = "daily" };

    public List<ExportFailure> Alarms { get; } = [];

    /// <summary>The book that is written to.</summary>
    public long Book { get; set; }

    public void AddBook(int year, string source = "files") =>
        Book = Scalar("""INSERT INTO books ("School", "Source", "Year") VALUES ('s1', $source, $year) RETURNING "Id" """, ("$source", source), ("$year", year));

    public void Roster()
    {
        Put(new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)));
        Put(new Teacher("t1", "Примерова"));
        Put(new Subject("u1", "Алгебра"));
        Put(new ClassGroup("c1", "1А", 1, homeroomTeacherId: "t1"), "c1");
        Put(new ClassGroup("c7", "7А", 7, homeroomTeacherId: "t1"), "c7");
        Put(new Student("p1", "Образцова", classId: "c1"), "c1");
        Put(new Student("p7", "Образцов", classId: "c7"), "c7");
    }

    public void Lesson(string id, string group = "c7", string topic = "Тема") => Put(new Lesson(id, Monday, group, subjectId: "u1", teacherId: "t1", topic: topic), group);

    /// <summary>Many lessons at once, <c>l1</c> and on.</summary>
    public void Lessons(int count)
    {
        Scalar("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
            INSERT INTO records ("Book", "Kind", "Key", "Origin", "Seq", "Hash", "Deleted", "Pending", "RootClass", "Class", "Day", "Lesson", "EnteredVouched", "Changes", "Payload")
            SELECT $book, 6, 'l' || i, 'l' || i, (SELECT "Seq" FROM school_state) + i, $hash, 0, 0, 'c7', 'c7', $day, 'l' || i, 0, 0,
              '{"id":"l' || i || '","date":"2026-10-05","classId":"c7","topic":"Сложение и вычитание дробей","status":"held"}' FROM n WHERE true RETURNING "Id"
            """, ("$count", count), ("$book", Book), ("$day", Monday.DayNumber));
        Scalar("""UPDATE school_state SET "Seq" = "Seq" + $count RETURNING "Seq" """, ("$count", count));
    }

    public void Mark(string id, string lesson, string value = "5", string group = "c7") => Put(new Mark(id, lesson, group == "c1" ? "p1" : "p7", value), group);

    public long Put(JournalRecord record, string? root = null, string? payload = null)
    {
        var lesson = record switch { Mark mark => mark.LessonId, Homework homework => homework.LessonId, Attendance attendance => attendance.LessonId, Lesson self => self.Id, _ => null };
        var student = record switch { Mark mark => mark.StudentId, Attendance attendance => attendance.StudentId, FinalMark final => final.StudentId, Student self => self.Id, _ => null };
        return Write("""
            INSERT INTO records ("Book", "Kind", "Key", "Origin", "Seq", "Hash", "Deleted", "Pending", "RootClass", "Class", "Day", "Lesson", "Student", "Number", "EnteredVouched", "Changes", "Payload")
            VALUES ($book, $kind, $key, $key, $seq, $hash, 0, 0, $root, $root, $day, $lesson, $student, NULL, 0, 0, $payload)
            ON CONFLICT ("Book", "Kind", "Key") DO UPDATE SET "Seq" = $seq, "Deleted" = 0, "Payload" = $payload
            """,
            ("$book", Book), ("$kind", (int)record.Kind), ("$key", record.Key), ("$root", root), ("$day", record.Kind.IsDated() ? Monday.DayNumber : null),
            ("$lesson", lesson), ("$student", student), ("$payload", payload ?? RecordPayload.Of(record)));
    }

    public long Remove(RecordKind kind, string key) => Write(
        """UPDATE records SET "Deleted" = 1, "Seq" = $seq WHERE "Book" = $book AND "Kind" = $kind AND "Key" = $key""", ("$book", Book), ("$kind", (int)kind), ("$key", key));

    /// <summary>An open finding that withholds a record.</summary>
    public void Block(RecordKind kind, string key) => Add(context =>
    {
        var finding = $"F{++roots:X11}";
        context.Add(new FindingRow
        {
            School = School, Id = finding, Rule = "grade-one-no-marks", Subject = key, State = FindingState.Present, Severity = Severity.Violation, Status = FindingStatus.Open, Day = Monday.DayNumber, Message = "", Norm = "",
        });
        context.Add(new FindingBlockRow { School = School, Finding = finding, Kind = kind, Key = key });
    });

    /// <summary>The findings on the record are resolved or waived.</summary>
    public void Unblock(RecordKind kind, string key, FindingStatus by = FindingStatus.Waived) => Write(
        """UPDATE findings SET "Status" = $status WHERE "Id" IN (SELECT "Finding" FROM finding_blocks WHERE "Kind" = $kind AND "Key" = $key)""", ("$kind", (int)kind), ("$key", key), ("$status", (int)by));

    public void Hold(string root, RecordKind kind) => Add(context => context.Add(
        new HoldRow { Id = $"H{++roots:X7}", School = School, Book = (int)Book, Class = root, Kind = kind, Digest = "", ShownDigest = "", Status = HoldStatus.Open }));

    public void Decide(string root, RecordKind kind, HoldStatus how = HoldStatus.Approved) => Write(
        """UPDATE holds SET "Status" = $status WHERE "Class" = $root AND "Kind" = $kind AND "Status" = 1""", ("$root", root), ("$kind", (int)kind), ("$status", (int)how));

    public Task<ExportResult> ExportAsync(ScriptedPortal portal)
    {
        portal.Life = new CancellationTokenSource();
        return ExportAsync(portal, portal.Life.Token);
    }

    public Task<ExportResult> ExportAsync(ElJournal.Adapters.Portals.IPortal portal, string route) => ExportAsync(portal, CancellationToken.None, route);

    public async Task<ExportResult> ExportAsync(ElJournal.Adapters.Portals.IPortal portal, CancellationToken cancellationToken, string route = "daily")
    {
        await using var lease = await Leases.AcquireAsync(School, "test", cancellationToken);
        int id;
        RouteFilter filter;
        await using (var transaction = await lease.BeginAsync(1, cancellationToken))
        {
            id = RouteStore.Ensure(transaction, School, route);
            filter = RouteFilter.Of(Options, transaction, School);
            await transaction.CommitAsync(cancellationToken);
        }

        var task = new RouteTask(id, School, "1000000000000", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"), route, Kinds, Retract) { Filter = filter, Fields = RouteFields.Of(Options) };
        return await new RouteDelivery(task, portal, new StoredGate(), new DeliveryClocks(Clock, TimeProvider.System), Manners, new Bell(Alarms), NullLogger.Instance).RunAsync(lease, cancellationToken);
    }

    public async Task RetryAsync()
    {
        await using var lease = await Leases.AcquireAsync(School, "test", CancellationToken.None);
        await new DeliveryRetry().RunAsync(lease, "daily", package: null, CancellationToken.None);
    }

    /// <summary>What the portal must have: the live records of the route's kinds that nothing keeps back.</summary>
    public Dictionary<(string Kind, string Key), string> Expected(Func<string, string, bool>? withheld = null)
    {
        var expected = new Dictionary<(string Kind, string Key), string>();
        foreach (var (kind, key, payload) in Rows($"""SELECT "Kind", "Key", "Payload" FROM records WHERE "Deleted" = 0""", reader => ((RecordKind)reader.GetInt32(0), reader.GetString(1), reader.GetString(2))))
        {
            if (Kinds.Contains(kind) && withheld?.Invoke(kind.WireName(), key) != true)
            {
                expected.Add((kind.WireName(), key), RouteFields.Of(Options).DataOf(kind, payload));
            }
        }

        return expected;
    }

    public long Scalar(string sql, params (string Name, object? Value)[] values)
    {
        using var connection = Open();
        using var command = Command(connection, sql, values);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public List<T> Rows<T>(string sql, Func<DbDataReader, T> read)
    {
        using var connection = Open();
        using var command = Command(connection, sql, []);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public List<PackageStatus> Statuses() => Rows("""SELECT "Status" FROM packages ORDER BY "Number" """, reader => (PackageStatus)reader.GetInt32(0));

    public void Dispose()
    {
        TestStorage.Close(folder["ledger.db"]);
        folder.Dispose();
    }

    private void Add(Action<LedgerContext> add)
    {
        using var connection = Open();
        using var context = LedgerDatabase.Context(connection);
        add(context);
        context.SaveChanges();
    }

    private long Write(string sql, params (string Name, object? Value)[] values)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        using var next = Command(connection, """UPDATE school_state SET "Seq" = "Seq" + 1 RETURNING "Seq" """, []);
        next.Transaction = transaction;
        var seq = (long)next.ExecuteScalar()!;
        using var command = Command(connection, sql, [.. values, ("$seq", seq)]);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
        transaction.Commit();
        return seq;
    }

    private DbConnection Open()
    {
        DbConnection connection = Database.Provider == StorageProvider.PostgreSql ? new NpgsqlConnection(TestStorage.ConnectionString(folder["ledger.db"])) : new SqliteConnection($"Data Source={folder["ledger.db"]};Default Timeout=30");
        connection.Open();
        return connection;
    }

    private static DbCommand Command(DbConnection connection, string sql, (string Name, object? Value)[] values)
    {
        var command = connection.Command(sql);
        if (sql.Contains("$hash", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("$hash", new byte[1]);
        }

        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    private static byte[] MakeTemplate()
    {
        using var place = new TempFolder();
        new LedgerSchema(new LedgerDatabase($"Data Source={place["t.db"]}")).EnsureAsync(CancellationToken.None).GetAwaiter().GetResult();
        using (var connection = new SqliteConnection($"Data Source={place["t.db"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        SqliteConnection.ClearAllPools();
        return File.ReadAllBytes(place["t.db"]);
    }

    /// <summary>Judging's own gate, with the rules about marks and homework blocking.</summary>
    private sealed class StoredGate : IRecordGate
    {
        public IOpenGate Open(LedgerTransaction transaction, string school) => new OpenGate(transaction.Connection, school, new HashSet<RecordKind> { RecordKind.Mark, RecordKind.Homework });
    }

    private sealed class Bell(List<ExportFailure> alarms) : IRouteAlarm
    {
        public Task RaiseAsync(LedgerTransaction transaction, RouteTask route, ExportFailure failure, CancellationToken cancellationToken)
        {
            alarms.Add(failure);
            return Task.CompletedTask;
        }
    }
}
