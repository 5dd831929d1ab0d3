using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using ElJournal.Adapters;
using ElJournal.Adapters.Files;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Benchmarks.Reading;

/// <summary>Reading a school year from the CSV folder beside a bare loop of the CSV parser over the same files, in the same run; by processor time, which other work on the machine hardly disturbs.</summary>
internal static class ReadingSpeed
{
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("eljournal-read-").FullName;
        try
        {
            var records = YearFolder.Write(directory);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records:N0} records, {Directory.EnumerateFiles(directory).Sum(file => new FileInfo(file).Length) / 1e6:N1} MB; best of {Rounds}"));
            var bare = await BestAsync(() => Task.FromResult(Bare(directory)));
            var (adapter, tokens) = await WithTokensAsync(directory);
            var window = await BestAsync(() => ReadAsync(directory, new DayRange(new DateOnly(2026, 11, 20), new DateOnly(2026, 12, 11)), new Dictionary<string, string>()));
            var unchanged = await BestAsync(() => ReadAsync(directory, Year, tokens));
            Show("bare CsvHelper loop, every field, nothing else", bare, records);
            Show("adapter, whole year: hash, checks, records", adapter, records);
            Show("adapter, three weeks of the year", window, records);
            Show("adapter, nothing changed since the last read", unchanged, records);
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory of the whole process: {process.PeakWorkingSet64 / 1e6:N0} MB"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static DayRange Year { get; } = new(new DateOnly(2026, 9, 1), new DateOnly(2027, 5, 31));

    private static async Task<(Measured Best, IReadOnlyDictionary<string, string> Tokens)> WithTokensAsync(string directory)
    {
        var tokens = new Dictionary<string, string>();
        var best = await BestAsync(() => ReadAsync(directory, Year, new Dictionary<string, string>(), tokens));
        return (best, tokens);
    }

    private static async Task<Measured> BestAsync(Func<Task<long>> work)
    {
        var best = new Measured(TimeSpan.Zero, TimeSpan.MaxValue, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes();
            var busy = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            var count = await work();
            var taken = Stopwatch.GetElapsedTime(started);
            busy = Environment.CpuUsage.TotalTime - busy;
            if (busy < best.Processor)
            {
                best = new Measured(taken, busy, count, GC.GetTotalAllocatedBytes() - allocated);
            }
        }

        return best;
    }

    private static void Show(string what, Measured measured, int records) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-50} {measured.Processor.TotalSeconds,7:N3} s of processor ({measured.Time.TotalSeconds:N3} s by the clock) {records / measured.Processor.TotalSeconds,12:N0} records/s {measured.Allocated / 1e6,9:N0} MB allocated, {measured.Count,9:N0} sent"));

    private static long Bare(string directory)
    {
        var rows = 0L;
        foreach (var file in Directory.EnumerateFiles(directory))
        {
            using var reader = new StreamReader(file, System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
            using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BufferSize = 64 * 1024 });
            while (parser.Read())
            {
                for (var i = 0; i < parser.Count; i++)
                {
                    GC.KeepAlive(parser[i]);
                }

                rows++;
            }
        }

        return rows;
    }

    private static async Task<long> ReadAsync(string directory, DayRange window, IReadOnlyDictionary<string, string> known, Dictionary<string, string>? tokens = null)
    {
        var context = new AdapterContext("s1", TimeZoneInfo.Utc, new AdapterSettings([new("Directory", directory)]), new NoHttp(), NullLogger.Instance, TimeProvider.System);
        await using var source = new FilesAdapterFactory().CreateSource(context);
        var count = 0L;
        await foreach (var item in source.ReadAsync(new ReadRequest(window, RecordKinds.All.ToHashSet(), [], known), CancellationToken.None))
        {
            if (item is Records batch)
            {
                count += batch.Items.Count;
            }
            else if (item is ScopeRead { TokenName: { } name, Token: { } token })
            {
                tokens?[name] = token;
            }
            else if (item is Skipped or ScopeUnread)
            {
                throw new InvalidOperationException($"The folder should be sound: {item}");
            }
        }

        return count;
    }

    private readonly record struct Measured(TimeSpan Time, TimeSpan Processor, long Count, long Allocated);

    private sealed class NoHttp : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => throw new NotSupportedException("Nothing here speaks HTTP.");
    }
}
