using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json;

namespace ElJournal.Benchmarks.Http;

/// <summary>From received bytes to records, on one core, beside a bare pass of the format's own reader over the same bytes; the best of several rounds by processor time.</summary>
internal static class MappingSpeed
{
    private const int Rounds = 7;

    /// <summary>JSON, beside Newtonsoft's reader taking every token.</summary>
    /// <param name="what">What is measured.</param>
    /// <param name="bodies">The answers as they were received.</param>
    /// <param name="map">Reads and maps all of them; returns the number of records.</param>
    public static Task ShowAsync(string what, IReadOnlyCollection<byte[]> bodies, Func<Task<long>> map) =>
        ShowAsync($"{what}: {bodies.Count} answers", bodies.Sum(body => (long)body.Length), "bare JSON reader", () => Task.FromResult(Bare(bodies)), map);

    /// <summary>Any format.</summary>
    public static async Task ShowAsync(string what, long bytes, string baseline, Func<Task<long>> bare, Func<Task<long>> map)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, {bytes / 1e6:N1} MB; best of {Rounds} by processor time"));
        Line(baseline, bytes, await BestAsync(bare));
        Line("read and mapped to records", bytes, await BestAsync(map));
    }

    private static long Bare(IEnumerable<byte[]> bodies)
    {
        var tokens = 0L;
        foreach (var body in bodies)
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body))) { DateParseHandling = DateParseHandling.None };
            while (reader.Read())
            {
                GC.KeepAlive(reader.Value);
                tokens++;
            }
        }

        return tokens;
    }

    private static async Task<(TimeSpan Taken, long Count, long Allocated)> BestAsync(Func<Task<long>> work)
    {
        var best = (Taken: TimeSpan.MaxValue, Count: 0L, Allocated: 0L);
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes();
            var busy = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            var count = await work();
            var taken = Stopwatch.GetElapsedTime(started);
            busy = Environment.CpuUsage.TotalTime - busy;
            taken = busy < taken ? busy : taken;
            best = taken < best.Taken ? (taken, count, GC.GetTotalAllocatedBytes() - allocated) : best;
        }

        return best;
    }

    private static void Line(string what, long bytes, (TimeSpan Taken, long Count, long Allocated) measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {what}: {measured.Taken.TotalSeconds:N3} s, {bytes / 1e6 / measured.Taken.TotalSeconds:N0} MB/s, {measured.Count:N0} counted, {measured.Count / measured.Taken.TotalSeconds:N0}/s, {measured.Allocated / 1e6:N0} MB allocated"));
}
