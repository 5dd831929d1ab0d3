using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ElJournal.Adapters;
using ElJournal.Adapters.Dnevnik;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json;

namespace ElJournal.Benchmarks.Dnevnik;

/// <summary>Дневник.ру: how fast its JSON is mapped beside a bare loop of the JSON reader, how long one day takes when each answer takes 20 ms, and how much memory a school year needs.</summary>
internal static class DnevnikSpeed
{
    private const int Rounds = 5;
    private static readonly DateTimeOffset Evening = new(2026, 11, 20, 20, 0, 0, TimeSpan.FromHours(3));
    private static readonly DateTimeOffset Summer = new(2027, 6, 1, 8, 0, 0, TimeSpan.FromHours(3));
    private static readonly DayRange Weeks = new(new(2026, 9, 1), new(2026, 10, 25));
    private static readonly DayRange Day = new(new(2026, 11, 20), new(2026, 11, 20));
    private static readonly DayRange Year = new(new(2026, 9, 1), new(2027, 5, 31));

    public static async Task RunAsync()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Scale = SchoolScale.Year, Now = Summer });
        await MappingAsync(server);
        await OneDayAsync(server);
        await YearElsewhereAsync(server);
    }

    /// <summary>In a process of its own, so that the simulator's memory does not count.</summary>
    public static async Task ReadYearAsync(Uri address, string token, string school)
    {
        var started = Stopwatch.GetTimestamp();
        var (records, requests) = await ReadAsync(new Direct(), address, token, school, Year);
        using var process = Process.GetCurrentProcess();
        Show($"a school year: {records:N0} records, {requests} requests, {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s, peak memory of the process {process.PeakWorkingSet64 / 1e6:N0} MB");
    }

    private static async Task MappingAsync(SimulatorServer server)
    {
        var recording = new Recording();
        var (records, requests) = await ReadAsync(recording, server, Weeks);
        var bytes = recording.Answers.Values.Sum(answer => (long)answer.Length);
        Show($"{records:N0} records, {requests} answers, {bytes / 1e6:N1} MB of JSON; best of {Rounds}, processor time");
        var bare = await BestAsync(() => Task.FromResult(Bare(recording.Answers.Values)));
        var replay = new Replay(recording.Answers);
        var mapped = await BestAsync(() => ReadAsync(replay, server, Weeks, concurrency: 1));
        foreach (var (what, best) in new[] { ("bare JsonTextReader, every token, nothing else", bare), ("adapter: pipeline, JSON, mapping, records", mapped) })
        {
            Show($"{what,-48} {best.Processor.TotalSeconds,7:N3} s {bytes / 1e6 / best.Processor.TotalSeconds,8:N1} MB/s {records / best.Processor.TotalSeconds,12:N0} records/s {best.Allocated / 1e6,9:N0} MB allocated");
        }
    }

    private static async Task OneDayAsync(SimulatorServer server)
    {
        server.World.Latency = TimeSpan.FromMilliseconds(20);
        server.World.Now = Evening;
        for (var round = 1; round <= 3; round++)
        {
            GC.Collect();
            var started = Stopwatch.GetTimestamp();
            var (records, requests) = await ReadAsync(new Direct(), server, Day, now: Evening);
            Show($"one day, 20 ms per answer, 4 at once, round {round}: {Stopwatch.GetElapsedTime(started).TotalSeconds:N2} s, {requests} requests, {records:N0} records");
        }

        server.World.Latency = TimeSpan.Zero;
        server.World.Now = Summer;
    }

    private static async Task YearElsewhereAsync(SimulatorServer server)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        foreach (var argument in new[] { "dnevnik-year", server.Dnevnik.ToString(), server.World.Dnevnik.Token, server.World.Dnevnik.SchoolId })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
    }

    private static Task<(long Records, int Requests)> ReadAsync(IHttpClientSource http, SimulatorServer server, DayRange window, int concurrency = 4, DateTimeOffset? now = null) =>
        ReadAsync(http, server.Dnevnik, server.World.Dnevnik.Token, server.World.Dnevnik.SchoolId, window, concurrency, now);

    private static async Task<(long Records, int Requests)> ReadAsync(IHttpClientSource http, Uri address, string token, string school, DayRange window, int concurrency = 4, DateTimeOffset? now = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["BaseUrl"] = address.ToString(), ["AccessToken"] = token, ["SchoolId"] = school, ["MaxConcurrency"] = concurrency.ToString(CultureInfo.InvariantCulture), ["MaxResponseMegabytes"] = "256",
        };
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");
        await using var source = new DnevnikAdapterFactory().CreateSource(new AdapterContext("s1", zone, new AdapterSettings(settings), http, NullLogger.Instance, new StoppedClock(now ?? Summer), TimeProvider.System));
        var (records, requests) = (0L, 0);
        await foreach (var item in source.ReadAsync(new ReadRequest(window, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
        {
            switch (item)
            {
                case Records batch:
                    records += batch.Items.Count;
                    break;
                case ReadEffort effort:
                    requests += effort.Requests;
                    break;
                case Skipped or ScopeUnread:
                    throw new InvalidOperationException($"The simulated school should be sound: {item}");
                default:
                    break;
            }
        }

        return (records, requests);
    }

    private static (long, int) Bare(IEnumerable<byte[]> answers)
    {
        var tokens = 0L;
        foreach (var answer in answers)
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(answer))) { DateParseHandling = DateParseHandling.None };
            while (reader.Read())
            {
                GC.KeepAlive(reader.Value);
                tokens++;
            }
        }

        return (tokens, 0);
    }

    private static async Task<(TimeSpan Processor, long Allocated)> BestAsync(Func<Task<(long, int)>> work)
    {
        var best = (Processor: TimeSpan.MaxValue, Allocated: 0L);
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes();
            var busy = Environment.CpuUsage.TotalTime;
            await work();
            busy = Environment.CpuUsage.TotalTime - busy;
            best = busy < best.Processor ? (busy, GC.GetTotalAllocatedBytes() - allocated) : best;
        }

        return best;
    }

    private static void Show(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }

    private sealed class Direct : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = baseAddress };
    }

    /// <summary>Keeps every answer.</summary>
    private sealed class Recording : DelegatingHandler, IHttpClientSource
    {
        public Recording()
            : base(new SocketsHttpHandler { UseCookies = false })
        {
        }

        public ConcurrentDictionary<string, byte[]> Answers { get; } = new(StringComparer.Ordinal);

        public HttpClient Create(Uri baseAddress) => new(this, disposeHandler: false) { BaseAddress = baseAddress };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            Answers[request.RequestUri!.PathAndQuery] = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return answer;
        }
    }

    /// <summary>Gives the kept answers again, at once.</summary>
    private sealed class Replay(IReadOnlyDictionary<string, byte[]> answers) : HttpMessageHandler, IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => new(this, disposeHandler: false) { BaseAddress = baseAddress };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answers[request.RequestUri!.PathAndQuery]), RequestMessage = request });
    }
}
