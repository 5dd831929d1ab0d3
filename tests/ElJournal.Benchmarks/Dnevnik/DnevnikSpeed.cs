using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ElJournal.Adapters;
using ElJournal.Adapters.Dnevnik;
using ElJournal.Adapters.Sources;
using ElJournal.Benchmarks.Delivering;
using ElJournal.Benchmarks.Http;
using ElJournal.Rules.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Habits = ElJournal.Samples.Simulators.Dnevnik.DnevnikSettings;

namespace ElJournal.Benchmarks.Dnevnik;

/// <summary>Дневник.ру: how fast its JSON is mapped beside a bare loop of the JSON reader, how long one day takes when each answer takes 20 ms, and how much memory a school year needs. The simulator runs in a process of its own.</summary>
internal static class DnevnikSpeed
{
    /// <summary>One day as a process of its own, against the simulator at an address.</summary>
    public const string DayPart = "dnevnik-day";

    private static readonly Habits Account = new();
    private static readonly DateTimeOffset Evening = new(2026, 11, 20, 20, 0, 0, TimeSpan.FromHours(3));
    private static readonly DateTimeOffset Summer = new(2027, 6, 1, 8, 0, 0, TimeSpan.FromHours(3));
    private static readonly DayRange Weeks = new(new(2026, 9, 1), new(2026, 10, 25));
    private static readonly DayRange Day = new(new(2026, 11, 20), new(2026, 11, 20));
    private static readonly DayRange Year = new(new(2026, 9, 1), new(2027, 5, 31));

    public static async Task RunAsync()
    {
        using var http = new LocalHttp();
        await using (var simulator = await SimulatorProcess.StartAsync("--scale", "year"))
        {
            // First, so that the peak of memory is its own.
            await YearAsync(http, simulator.Addresses["dnevnik"]);
            await MappingAsync(simulator.Addresses["dnevnik"]);
        }

        await using var slow = await SimulatorProcess.StartAsync("--scale", "year", "--latency", "20", "--now", Evening.ToString("o", CultureInfo.InvariantCulture));

        // The simulator is compiled as it runs too: the first process warms it up, so that the second's first round is that of a reader that has just started.
        await ProgramPart.RunAsync(DayPart, slow.Addresses["dnevnik"].ToString(), "simulator cold");
        await ProgramPart.RunAsync(DayPart, slow.Addresses["dnevnik"].ToString(), "simulator warm");
    }

    private static async Task YearAsync(LocalHttp http, Uri address)
    {
        var started = Stopwatch.GetTimestamp();
        var busy = Environment.CpuUsage.TotalTime;
        var (records, requests) = await ReadAsync(http, address, Year);
        using var process = Process.GetCurrentProcess();
        Show($"the whole year: {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s ({(Environment.CpuUsage.TotalTime - busy).TotalSeconds:N1} s of processor here), {requests} requests, {records:N0} records; peak memory of this process {process.PeakWorkingSet64 / 1e6:N0} MB");
    }

    private static async Task MappingAsync(Uri address)
    {
        using var recording = new Recording();
        await ReadAsync(recording, address, Weeks);
        var replay = new Replay(recording.Answers);
        await MappingSpeed.ShowAsync("pipeline, JSON, mapping of eight weeks", [.. recording.Answers.Values], async () => (await ReadAsync(replay, address, Weeks, concurrency: 1)).Records);
    }

    /// <summary>Three times in this process, so that the first is what a program that has just started takes.</summary>
    public static async Task OneDayAsync(Uri address, string what)
    {
        using var http = new LocalHttp();
        for (var round = 1; round <= 3; round++)
        {
            GC.Collect();
            var started = Stopwatch.GetTimestamp();
            var (records, requests) = await ReadAsync(http, address, Day, now: Evening);
            Show($"one day, 20 ms per answer, 4 at once, {what}, round {round}: {Stopwatch.GetElapsedTime(started).TotalSeconds:N2} s, {requests} requests, {records:N0} records");
        }
    }

    private static async Task<(long Records, int Requests)> ReadAsync(IHttpClientSource http, Uri address, DayRange window, int concurrency = 4, DateTimeOffset? now = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["BaseUrl"] = address.ToString(), ["AccessToken"] = Account.Token, ["SchoolId"] = Account.SchoolId, ["MaxConcurrency"] = concurrency.ToString(CultureInfo.InvariantCulture),
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

    private static void Show(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
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
