using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Web;
using ElJournal.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ElJournal.Benchmarks.Weeks;

/// <summary>The hosted worker of <c>run</c> with all that belongs to it, scheduler and status page included; only its clock is moved on.</summary>
internal sealed class WeeksGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);
    private readonly CliSurroundings surroundings;
    private readonly SteppedClock clock;
    private readonly IHost host;
    private readonly HttpClient visitor;
    private readonly MeterListener listener = new();
    private int working;

    private WeeksGateway(CliSurroundings surroundings, SteppedClock clock, IHost host)
    {
        (this.surroundings, this.clock, this.host) = (surroundings, clock, host);
        visitor = new HttpClient();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == Instruments.Name && instrument.Name == "eljournal.schools.working")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, change, _, _) => Interlocked.Add(ref working, change));
        listener.Start();
    }

    public static async Task<WeeksGateway> StartAsync(string folder, SteppedClock clock)
    {
        var own = new CliSurroundings
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ELJOURNAL_LOG"] = "Critical" },
            CurrentDirectory = folder,
            ProgramDirectory = AppContext.BaseDirectory,
            MachineTime = clock,
        };
        var loaded = new ConfigurationLoader(own.Environment, own.ProgramDirectory).Load(Path.Combine(folder, "eljournal.json"));
        var configuration = loaded.Configuration ?? throw new InvalidOperationException(string.Join(Environment.NewLine, loaded.Mistakes));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddGateway(configuration, own, new RunMode("run", Drill: false, Really: false), now: null);
        builder.Services.AddWorker(configuration);
        var built = builder.Build();
        var gateway = new WeeksGateway(own, clock, built);
        await built.Services.GetRequiredService<LedgerSchema>().EnsureAsync(CancellationToken.None, thorough: true);
        await built.StartAsync();

        // What falls due before the worker has noted its beginning is of a time before it.
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (gateway.Rows("""SELECT 1 FROM slots WHERE "Job" = 'start'""").Count == 0)
        {
            await look.WaitForNextTickAsync();
        }

        return gateway;
    }

    /// <summary>When the next schedule rings, or something is tried again.</summary>
    public DateTimeOffset NextMoment()
    {
        var now = clock.GetUtcNow();
        var tries = Rows("""SELECT "NextTryAt" FROM slots WHERE "Status" = 1 AND "NextTryAt" IS NOT NULL UNION SELECT "NextTryAt" FROM letters WHERE "Status" = 1 AND "NextTryAt" IS NOT NULL""")
            .Select(moment => Instants.FromStored(long.Parse(moment, CultureInfo.InvariantCulture)));
        return Schedules().Select(schedule => schedule.Next(now)).Concat(tries).Where(moment => moment > now).Min();
    }

    /// <summary>The jobs of the schools and their times.</summary>
    public IEnumerable<(string School, string Job, Func<DateTimeOffset, DateTimeOffset> Next)> Schedules() =>
        host.Services.GetRequiredService<ScheduleBook>().Current.SelectMany(entry => entry.Jobs.Select(job =>
            (job.School, job.Job.Name, (Func<DateTimeOffset, DateTimeOffset>)(after => entry.Cron.GetNextValidTimeAfter(after) ?? DateTimeOffset.MaxValue))));

    /// <summary>Goes to the moment, and waits until the scheduler has rung for it and all that is due by now has been worked on.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="move">Sets all clocks.</param>
    public async Task SettleAsync(DateTimeOffset moment, Func<DateTimeOffset, Task> move)
    {
        await move(moment.AddMilliseconds(500));
        var rings = Schedules().Where(schedule => schedule.Next(moment.AddSeconds(-1)) == moment).Select(schedule => schedule.Job).ToList();
        var (slots, work, time) = (host.Services.GetRequiredService<SlotStore>(), host.Services.GetRequiredService<ISchoolWork>(), host.Services.GetRequiredService<TimeProvider>());
        var (idle, nudge) = (0, 4);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var waited = Stopwatch.StartNew(); await look.WaitForNextTickAsync();)
        {
            var rung = rings.Count == 0 || rings.Except(Rows($"""SELECT "Job" FROM slots WHERE "Due" = {moment.ToStored()}"""), StringComparer.Ordinal).ToList() is [];
            if (rung && Volatile.Read(ref working) == 0 && (await slots.SchoolsWithWorkAsync(time.GetUtcNow(), CancellationToken.None)).Count == 0 && (await work.SchoolsWithLettersAsync(CancellationToken.None)).Count == 0)
            {
                return;
            }

            // Between two firings the worker looks by itself every half minute, and no earlier.
            idle = Volatile.Read(ref working) == 0 ? idle + 1 : 0;
            if (idle >= nudge)
            {
                (idle, nudge) = (0, nudge * 2);
                await move(clock.GetUtcNow() + BetweenLooks);
            }

            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"At {moment:O} the work does not end: the scheduler {(rung ? "has rung" : "has not rung")}, {Volatile.Read(ref working)} schools at work.");
            }
        }
    }

    /// <summary>How the worker is, as a load balancer hears it, and whether a page is shown.</summary>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    public async Task<string?> LookAsync()
    {
        var root = host.Services.GetRequiredService<WebServer>().Root!;
        foreach (var address in new[] { "health/ready", "", "s/s1/waiting" })
        {
            using var answer = await visitor.GetAsync(new Uri(root, address));
            if (!answer.IsSuccessStatusCode)
            {
                return $"/{address} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
            }
        }

        return null;
    }

    /// <summary>A command that a person types meanwhile.</summary>
    public async Task TypeAsync(params string[] command)
    {
        await using var said = new StringWriter();
        var code = await Gateway.Cli.CommandLine.RunAsync(command, surroundings with { Output = said, Error = said });
        if (code != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}: {said}");
        }
    }

    /// <summary>The ledger's file.</summary>
    public string Ledger => Path.Combine(surroundings.CurrentDirectory, "data", "eljournal.db");

    /// <summary>Rows of the ledger, their values apart by spaces.</summary>
    public List<string> Rows(string sql) => LedgerRows.Read(Ledger, sql, reader => string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(field => Convert.ToString(reader.GetValue(field), CultureInfo.InvariantCulture))));

    public async ValueTask DisposeAsync()
    {
        visitor.Dispose();
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        listener.Dispose();
    }
}
