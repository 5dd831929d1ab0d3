using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json;

namespace ElJournal.Benchmarks.Http;

/// <summary>From received bytes to records, on one core, beside a bare pass of the JSON reader over the same bytes.</summary>
internal static class MappingSpeed
{
    private const int Rounds = 7;

    /// <param name="what">What is measured.</param>
    /// <param name="bodies">The answers as they were received.</param>
    /// <param name="map">Reads and maps all of them; returns the number of records.</param>
    public static void Show(string what, IReadOnlyList<byte[]> bodies, Func<long> map)
    {
        var bytes = bodies.Sum(body => (long)body.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {bodies.Count} answers, {bytes / 1e6:N1} MB; best of {Rounds}"));
        Line("bare JSON reader", bytes, Best(() => Bare(bodies)));
        Line("read and mapped to records", bytes, Best(map));
    }

    private static long Bare(IReadOnlyList<byte[]> bodies)
    {
        var tokens = 0L;
        foreach (var body in bodies)
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body))) { DateParseHandling = DateParseHandling.None };
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }

    private static (TimeSpan Taken, long Count) Best(Func<long> work)
    {
        var best = (Taken: TimeSpan.MaxValue, Count: 0L);
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var busy = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            var count = work();
            var taken = Stopwatch.GetElapsedTime(started);
            busy = Environment.CpuUsage.TotalTime - busy;
            taken = busy < taken ? busy : taken;
            best = taken < best.Taken ? (taken, count) : best;
        }

        return best;
    }

    private static void Line(string what, long bytes, (TimeSpan Taken, long Count) measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {what}: {measured.Taken.TotalSeconds:N3} s, {bytes / 1e6 / measured.Taken.TotalSeconds:N0} MB/s, {measured.Count:N0} counted, {measured.Count / measured.Taken.TotalSeconds:N0}/s"));
}
