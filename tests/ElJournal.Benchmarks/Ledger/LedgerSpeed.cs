using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;
using Microsoft.Data.Sqlite;

namespace ElJournal.Benchmarks.Ledger;

/// <summary>How fast a school year goes into an empty ledger and how fast it is found unchanged, beside bare loops that do the least possible.</summary>
internal static class LedgerSpeed
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    public static Task RunAsync() => Scratch.UseAsync(MeasureAsync);

    private static async Task MeasureAsync(string folder)
    {
        var database = new LedgerDatabase($"Data Source={Path.Combine(folder, "ledger.db")}");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        var clock = new YearEnd();
        var engine = new SyncEngine(database, new Books(database), clock);
        var total = YearSource.All().Count();
        Cost.Of(() => _ = YearSource.All().Count()).Print("records made", total);
        for (var pass = 0; pass < 3; pass++)
        {
            await using var lease = await new SchoolLeases(database, TimeProvider.System).AcquireAsync("s1", "bench", CancellationToken.None);
            var (cost, result) = await Cost.OfAsync(() => engine.RunAsync(new SyncTarget("s1", Zone, "year"), new YearSource(clock), null, wholeYear: true, lease, CancellationToken.None));
            cost.Print(pass == 0 ? "into an empty ledger" : "again, unchanged", total);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    added {result.Added}, changed {result.Changed}, deleted {result.Deleted}, unchanged {result.Unchanged}; peak memory {Cost.PeakMegabytes()} MB"));
        }

        var bare = Path.Combine(folder, "bare.db");
        Cost.Of(() => BareInsert(bare)).Print("bare loop: prepared insert, two indices, synchronous=FULL, commit per 5,000", total);
        Cost.Of(() => BareLoad(bare)).Print("bare loop: key and hash loaded", total);
        Cost.Of(() => BareUpsert(bare)).Print("bare loop: upsert that finds nothing to do", total);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory of the process {Cost.PeakMegabytes()} MB; ledger {new FileInfo(database.Path).Length >> 20} MB, bare {new FileInfo(bare).Length >> 20} MB"));
    }

    private static void BareInsert(string path)
    {
        using var connection = Open(path);
        Execute(connection, "CREATE TABLE r (id INTEGER PRIMARY KEY, kind INTEGER, key TEXT, class TEXT, day INTEGER, hash INTEGER, payload TEXT); CREATE UNIQUE INDEX a ON r (kind, key); CREATE INDEX b ON r (class, day, kind)");
        using var insert = new Statement(connection, "INSERT INTO r (kind, key, class, day, hash, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        var done = 0;
        Execute(connection, "BEGIN IMMEDIATE");
        foreach (var record in YearSource.All())
        {
            insert.Bind(1, (long)record.Kind).Bind(2, record.Key).Bind(3, "c1").Bind(4, done / 4_000).Bind(5, record.GetHashCode()).Bind(6, Payload).Run();
            if (++done % 5_000 == 0)
            {
                Execute(connection, "COMMIT");
                Execute(connection, "BEGIN IMMEDIATE");
            }
        }

        Execute(connection, "COMMIT");
    }

    private static void BareLoad(string path)
    {
        using var connection = Open(path);
        using var select = new Statement(connection, "SELECT key, hash FROM r");
        var known = new Dictionary<string, long>();
        while (select.Step())
        {
            known[select.Text(0)!] = select.Int64(1);
        }
    }

    private static void BareUpsert(string path)
    {
        using var connection = Open(path);
        using var upsert = new Statement(connection, "INSERT INTO r (kind, key, class, day, hash, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (kind, key) DO UPDATE SET hash = excluded.hash WHERE hash <> excluded.hash AND 1 = 0");
        Execute(connection, "BEGIN IMMEDIATE");
        foreach (var record in YearSource.All())
        {
            upsert.Bind(1, (long)record.Kind).Bind(2, record.Key).Bind(3, "c1").Bind(4, 1).Bind(5, record.GetHashCode()).Bind(6, Payload).Run();
        }

        Execute(connection, "COMMIT");
    }

    private const string Payload = """{"id":"m123456","lessonId":"l12-100-3","studentId":"s500","value":"5","work":"Ответ на уроке","weight":1,"enteredAt":"2026-10-05T12:05:00+03:00"}""";

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
