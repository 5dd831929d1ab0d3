using System.Globalization;
using ElJournal.Adapters;
using ElJournal.Adapters.Petersburg;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Plugins;
using ElJournal.Rules.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Benchmarks.Delivering;

/// <summary>How fast a school year leaves for a portal in this process, or for one on a loopback socket, each package durable before it is sent, beside a loop that only makes packages durable.</summary>
internal static class DeliverySpeed
{
    /// <summary>The part of this program that fills a ledger.</summary>
    public const string Filling = "deliver-filling";

    private const int UsualRecords = 200_000;

    /// <summary>The ledger is filled and the packages are received by processes of their own, so that memory and processor time are the sender's alone.</summary>
    /// <param name="http">Over a socket with the adapter <c>petersburg</c>, or to a portal in this process.</param>
    /// <param name="records">How many are pending at first: a tenth lessons, the rest marks.</param>
    public static Task RunAsync(bool http, int records = UsualRecords) => Scratch.UseAsync(async folder =>
    {
        await using (await ProgramPart.StartAsync(Filling, folder, records.ToString(CultureInfo.InvariantCulture)))
        {
            // It has filled the ledger when it says so.
        }

        await using var server = http ? await ProgramPart.StartAsync(LeanReceiver.Part) : null;
        await MeasureAsync(folder, records, () => server is null ? new CountingPortal() : Push(server.Said));
    });

    /// <summary>Makes a ledger in the folder in which nothing is delivered.</summary>
    public static async Task FillAsync(string folder, int records)
    {
        var database = Ledger(folder);
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        await FillAsync(new SchoolLeases(database, TimeProvider.System), records / 10, records - (records / 10));
        Console.WriteLine("filled");
    }

    private static LedgerDatabase Ledger(string folder) => new($"Data Source={Path.Combine(folder, "ledger.db")}");

    private static async Task MeasureAsync(string folder, int records, Func<IPortal> connect)
    {
        var leases = new SchoolLeases(Ledger(folder), TimeProvider.System);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records:N0} records in the ledger, none delivered; peak memory so far {Cost.PeakMegabytes()} MB"));
        foreach (var what in new[] { "everything, once", "again, nothing changed" })
        {
            await using var portal = connect();
            var (cost, result) = await Cost.OfAsync(() => ExportAsync(leases, portal));
            cost.Print(what, what.StartsWith("again", StringComparison.Ordinal) ? records : result.Records);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    packages {result.Packages}, accepted {result.Accepted}, pending {result.Pending}; peak memory {Cost.PeakMegabytes()} MB"));
        }

        Cost.Of(() => Bare(Path.Combine(folder, "bare.db"), records / 500)).Print("bare loop: 500 payloads joined, one row, one commit with synchronous=FULL", records);
    }

    private static IPortal Push(string address) => new PetersburgAdapterFactory().CreatePortal(new AdapterContext(
        "s1",
        TimeZoneInfo.Utc,
        new AdapterSettings(new Dictionary<string, string> { ["UploadUrl"] = address, ["Token"] = "bench" }),
        new HttpClientSource(mayLeaveMachine: false),
        NullLogger.Instance,
        TimeProvider.System));

    private static async Task FillAsync(SchoolLeases leases, int lessons, int marks)
    {
        await using var lease = await leases.AcquireAsync("s1", "bench", CancellationToken.None);
        await using var transaction = await lease.BeginAsync(lessons + marks + 1000, CancellationToken.None);
        var first = transaction.NextSeq();
        await using var fill = transaction.Command("""
            INSERT INTO books ("Id", "School", "Source", "Year") VALUES (1, 's1', 'files', 2026);
            INSERT INTO records ("Book", "Kind", "Key", "Origin", "Seq", "Hash", "Deleted", "Pending", "RootClass", "Class", "EnteredVouched", "Changes", "Payload")
              SELECT 1, 2, 'c7', 'c7', $seq, x'00', 0, 0, 'c7', 'c7', 0, 0, '{"id":"c7","name":"7А","grade":7,"kind":"class","homeroomTeacherId":null,"parentId":null}';
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $lessons)
            INSERT INTO records ("Book", "Kind", "Key", "Origin", "Seq", "Hash", "Deleted", "Pending", "RootClass", "Class", "Day", "Lesson", "EnteredVouched", "Changes", "Payload")
              SELECT 1, 6, 'l' || i, 'l' || i, $seq + i, x'00', 0, 0, 'c7', 'c7', 739500 + i / 150, 'l' || i, 0, 0,
                '{"id":"l' || i || '","date":"2026-10-05","number":1,"start":"08:30","end":"09:15","classId":"c7","subjectId":"u1","teacherId":"t1","topic":"Сложение и вычитание дробей","status":"held","replacesTeacherId":null,"enteredAt":"2026-10-05T10:15:00+03:00"}' FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $marks)
            INSERT INTO records ("Book", "Kind", "Key", "Origin", "Seq", "Hash", "Deleted", "Pending", "RootClass", "Class", "Day", "Lesson", "Student", "EnteredVouched", "Changes", "Payload")
              SELECT 1, 8, 'm' || i, 'm' || i, $seq + $lessons + i, x'00', 0, 0, 'c7', 'c7', 739500 + i / 1350, 'l' || (1 + i / 9), 'p' || (i % 900), 0, 0,
                '{"id":"m' || i || '","lessonId":"l' || (1 + i / 9) || '","studentId":"p' || (i % 900) || '","value":"5","work":"Ответ на уроке","weight":1,"enteredAt":"2026-10-05T10:15:00+03:00"}' FROM n
            """);
        fill.Parameters.AddWithValue("$seq", first);
        fill.Parameters.AddWithValue("$lessons", lessons);
        fill.Parameters.AddWithValue("$marks", marks - 9);
        await fill.ExecuteNonQueryAsync();
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task<ExportResult> ExportAsync(SchoolLeases leases, IPortal portal)
    {
        await using var lease = await leases.AcquireAsync("s1", "bench", CancellationToken.None);
        int id;
        await using (var transaction = await lease.BeginAsync(1, CancellationToken.None))
        {
            id = RouteStore.Ensure(transaction, "s1", "daily");
            await transaction.CommitAsync(CancellationToken.None);
        }

        var route = new RouteTask(id, "s1", "1000000000000", TimeZoneInfo.Utc, "daily", RouteTask.KindsOf(null), Retract: false);
        var clocks = new DeliveryClocks(TimeProvider.System, TimeProvider.System);
        return await new RouteDelivery(route, portal, new MarksGate(), clocks, new DeliveryManners(), new Silence(), NullLogger.Instance).RunAsync(lease, CancellationToken.None);
    }

    private static void Bare(string path, int packages)
    {
        using var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        using var open = connection.CreateCommand();
        open.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE p (n INTEGER PRIMARY KEY, body TEXT)";
        open.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO p (body) VALUES ($body)";
        var body = insert.Parameters.Add("$body", SqliteType.Text);
        for (var package = 0; package < packages; package++)
        {
            body.Value = string.Join(',', Enumerable.Range(0, 500).Select(record => $$$"""{"kind":"mark","key":"m{{{record}}}","version":{{{record}}},"op":"upsert","data":{"id":"m{{{record}}}","lessonId":"l1","studentId":"p1","value":"5","work":"Ответ на уроке"}}"""));
            insert.ExecuteNonQuery();
        }
    }

    private sealed class MarksGate : IRecordGate
    {
        public IOpenGate Open(LedgerTransaction transaction, string school) => new OpenGate(transaction.Connection, school, new HashSet<RecordKind> { RecordKind.Mark, RecordKind.Homework });
    }

    private sealed class Silence : IRouteAlarm
    {
        public Task RaiseAsync(LedgerTransaction transaction, RouteTask route, ExportFailure failure, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class CountingPortal : IPortal
    {
        private int receipts;

        public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ProbeResult(true, ""));

        public ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new Receipt((++receipts).ToString(CultureInfo.InvariantCulture), package.RecordCount, []));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
