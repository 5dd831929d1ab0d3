using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using ElJournal.Benchmarks.Http;
using ElJournal.Testing;
using ElJournal.Testing.Smtp;

namespace ElJournal.Benchmarks.Weeks;

/// <summary>School weeks of the hosted worker, its clock moved on from one schedule to the next, while journal, portal and mail server fail at random: what it keeps of memory and handles, and whether every day is accounted for.</summary>
/// <remarks>The weather comes from the seed; what the operating system does in between is chance all the same.</remarks>
internal static class WeeksSoak
{
    private const int UsualSeed = 20261122;
    private const int UsualDays = 14;

    /// <summary>By then each weekly job has run once, caches are full and pools are open.</summary>
    private const int WarmDays = 7;

    /// <summary>Of the days after that, so many at either end are compared.</summary>
    private const int ComparedDays = 3;

    private static readonly TimeSpan Zone = TimeSpan.FromHours(3);

    // Tuesday, before the first lesson of the year.
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 7, 0, 0, Zone);

    /// <summary>As the unit file sets it.</summary>
    private const string Arenas = "MALLOC_ARENA_MAX";

    /// <param name="arguments">The seed and how many days; each may be left out.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Arenas) is null)
        {
            // It counts from the start of a process only.
            var self = Environment.ProcessPath!;
            var start = new ProcessStartInfo(self, Environment.GetCommandLineArgs().Skip(Path.GetFileName(self) == "dotnet" ? 0 : 1));
            start.Environment[Arenas] = "2";
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }

        var numbers = arguments.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var (seed, days) = (numbers.ElementAtOrDefault(0) is var given and > 0 ? given : UsualSeed, numbers.ElementAtOrDefault(1) is var some and > 1 ? some : UsualDays);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        var holds = false;
        await Load.SaidAroundAsync(() => Scratch.UseAsync(async folder => holds = await RunAsync(folder, seed, days)));
        return holds ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string folder, int seed, int days)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{days} days from {Start:yyyy-MM-dd}, seed {seed}. The last day is well."));
        await using var outside = await SimulatorProcess.StartAsync("--now", Start.ToString("O", CultureInfo.InvariantCulture));
        using var control = new HttpClient { BaseAddress = new Uri(outside.Addresses["control"] + "/") };
        await using var mail = new LoopbackSmtpServer();
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var clock = new SteppedClock(Start);
        await SetAsync(control, clock);
        await WeeksSchool.WriteAsync(folder, outside.Addresses, mail.Port);
        await using var gateway = await WeeksGateway.StartAsync(folder, clock);
        var proof = new WeeksProof(gateway, Start, Zone);
        var weather = new Weather(control, mail, new Random(seed));
        var figures = new List<Figures>();
        var (steps, hour, slowest) = (0, Start, (Took: TimeSpan.Zero, Moment: Start));
        var person = new WeeksPerson(gateway);
        var watch = Stopwatch.StartNew();
        Console.WriteLine("| Evening of | Managed heap, MB | Own memory, MB | Resident, MB | Handles | Threads | Assemblies | Troubles so far | Steps | Seconds | Slowest step, s | Weather |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (var today = Day(Start); today < Day(Start).AddDays(days);)
        {
            var next = gateway.NextMoment();
            if (Day(next) != today)
            {
                proof.AfterDay(today);
                if (await gateway.LookAsync() is { } trouble)
                {
                    proof.Broken.Add($"{today}: {trouble}");
                }

                Note(mail, taken);
                figures.Add(Figures.Now());
                var now = figures[^1];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {today:ddd dd.MM} | {now.Heap:0.0} | {now.Own:0} | {now.Resident:0} | {now.Handles} | {now.Threads} | {now.Assemblies} | {weather.Count} | {steps} | {watch.Elapsed.TotalSeconds:0} | {slowest.Took.TotalSeconds:0.0} at {slowest.Moment.ToOffset(Zone):HH:mm} | {weather} |"));
                slowest = default;
                today = today.AddDays(1);
                continue;
            }

            if (next - hour >= TimeSpan.FromHours(1))
            {
                hour = next;
                var (calm, wasWell) = (today == Day(Start).AddDays(days - 1), weather.IsJournalWell);
                await weather.TurnAsync(next, calm);
                if (calm || next.ToOffset(Zone).Hour == 9)
                {
                    await person.SeeToItAsync(wasWell && weather.IsJournalWell);
                }
            }

            steps++;
            var began = Stopwatch.GetTimestamp();
            await gateway.SettleAsync(next, moment =>
            {
                clock.MoveTo(moment);
                return SetAsync(control, clock);
            });
            slowest = Stopwatch.GetElapsedTime(began) is var took && took > slowest.Took ? (took, next) : slowest;
        }

        await proof.InTheEndAsync(control, taken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{weather.Count} troubles of {weather.Hours:0} hours; {person.Retries} times somebody set a stopped route going again, {person.Decisions} times somebody approved a mass change; {steps} steps in {watch.Elapsed.TotalSeconds:0} s."));
        Console.WriteLine(proof.Broken.Count == 0 ? "Every day is accounted for." : $"NOT ACCOUNTED FOR:{Environment.NewLine}{string.Join(Environment.NewLine, proof.Broken)}");
        return IsFlat(figures) && proof.Broken.Count == 0;
    }

    /// <summary>The last days against as many after the warm-up, means for memory, peaks for the rest.</summary>
    private static bool IsFlat(List<Figures> figures)
    {
        if (figures.Count < WarmDays + (2 * ComparedDays))
        {
            Console.WriteLine("Too few days to tell whether it is flat.");
            return true;
        }

        var (early, late) = (figures[WarmDays..(WarmDays + ComparedDays)], figures[^ComparedDays..]);
        var heap = Grown("managed heap", early.Average(day => day.Heap), late.Average(day => day.Heap), allowance: 2);
        var resident = Grown("resident", early.Average(day => day.Resident), late.Average(day => day.Resident), allowance: 10);
        var handles = Grown("handles", early.Max(day => day.Handles), late.Max(day => day.Handles), allowance: 5);
        var threads = Grown("threads", early.Max(day => day.Threads), late.Max(day => day.Threads), allowance: 10);
        var assemblies = Grown("assemblies", early.Max(day => day.Assemblies), late.Max(day => day.Assemblies), allowance: 2);
        return !heap && !resident && !handles && !threads && !assemblies;
    }

    private static bool Grown(string what, double early, double late, double allowance)
    {
        var allowed = early + allowance;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {early:0.0} early, {late:0.0} late, at most {allowed:0.0}: {(late <= allowed ? "flat" : "GROWS")}"));
        return late > allowed;
    }

    /// <summary>The simulators show the journal as it is at the clock's moment and date their answers by it.</summary>
    private static async Task SetAsync(HttpClient control, SteppedClock clock)
    {
        (await control.PutAsJsonAsync("clock", new { now = clock.GetUtcNow() })).EnsureSuccessStatusCode();
        (await control.PutAsJsonAsync("skew", new { seconds = (clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalSeconds })).EnsureSuccessStatusCode();
    }

    private static void Note(LoopbackSmtpServer mail, Dictionary<string, int> taken)
    {
        foreach (var id in mail.Received.Select(letter => letter.Message.Header("Message-ID")))
        {
            taken[id] = taken.GetValueOrDefault(id) + 1;
        }

        mail.Forget();
    }

    private static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Zone).DateTime);
}
