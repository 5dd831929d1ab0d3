using System.Diagnostics;
using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;
using Microsoft.Data.Sqlite;

namespace ElJournal.Benchmarks.Ledger;

/// <summary>How fast a school year goes into an empty ledger and how fast it is found unchanged, beside bare loops that do the least possible.</summary>
internal static class LedgerSpeed
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("eljournal-bench-").FullName;
        try
        {
            await MeasureAsync(folder);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder)
    {
        var database = new LedgerDatabase($"Data Source={Path.Combine(folder, "ledger.db")}");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        var clock = new YearEnd();
        var engine = new SyncEngine(database, new Books(database), clock);
        var total = YearSource.All().Count();
        Print("records made", total, Time(() => _ = YearSource.All().Count()));
        for (var pass = 0; pass < 3; pass++)
        {
            var (watch, worked) = (Stopwatch.StartNew(), Worked());
            await using var lease = await new SchoolLeases(database, TimeProvider.System).AcquireAsync("s1", "bench", CancellationToken.None);
            var result = await engine.RunAsync(new SyncTarget("s1", Zone, "year"), new YearSource(clock), null, wholeYear: true, lease, CancellationToken.None);
            Print(pass == 0 ? "into an empty ledger" : "again, unchanged", total, (watch.Elapsed, Worked() - worked));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    added {result.Added}, changed {result.Changed}, deleted {result.Deleted}, unchanged {result.Unchanged}; peak memory {PeakMegabytes()} MB"));
        }

        var bare = Path.Combine(folder, "bare.db");
        Print("bare loop: prepared insert, two indices, synchronous=FULL, commit per 5,000", total, Time(() => BareInsert(bare)));
        Print("bare loop: key and hash loaded", total, Time(() => BareLoad(bare)));
        Print("bare loop: upsert that finds nothing to do", total, Time(() => BareUpsert(bare)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory of the process {PeakMegabytes()} MB; ledger {new FileInfo(database.Path).Length >> 20} MB, bare {new FileInfo(bare).Length >> 20} MB"));
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

    private static (TimeSpan Took, TimeSpan Worked) Time(Action work)
    {
        var (watch, worked) = (Stopwatch.StartNew(), Worked());
        work();
        return (watch.Elapsed, Worked() - worked);
    }

    private static TimeSpan Worked()
    {
        using var me = Process.GetCurrentProcess();
        return me.TotalProcessorTime;
    }

    private static void Print(string what, int records, (TimeSpan Took, TimeSpan Worked) time) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {records} records in {time.Took.TotalSeconds:0.00} s = {records / time.Took.TotalSeconds:0} records/s; processor {time.Worked.TotalSeconds:0.00} s"));

    private static long PeakMegabytes()
    {
        using var me = Process.GetCurrentProcess();
        me.Refresh();
        return me.PeakWorkingSet64 >> 20;
    }

    /// <summary>The evening of the year's last day, going on from there.</summary>
    private sealed class YearEnd : TimeProvider
    {
        private readonly TimeSpan shift = new DateTimeOffset(YearSource.FirstDay.AddDays(YearSource.Days - 1).ToDateTime(new TimeOnly(18, 0)), TimeSpan.FromHours(3)) - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
