using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Benchmarks.Regions;

/// <summary>The worker of <c>run</c> over a region's folder, with a clock that is set: everything else is what the program runs.</summary>
internal sealed class RegionGateway : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly SetClock clock;
    private ConfigurationWatch? watch;

    private RegionGateway(ServiceProvider services, SetClock clock)
    {
        this.services = services;
        this.clock = clock;
    }

    public static async Task<RegionGateway> OpenAsync(string configuration, string? password)
    {
        var surroundings = CliSurroundings.OfProcess() with
        {
            Error = TextWriter.Null,
            CurrentDirectory = Path.GetDirectoryName(configuration)!,
            ProgramDirectory = AppContext.BaseDirectory,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["REGION_DATABASE"] = password ?? "", ["ELJOURNAL_LOG"] = "Error" },
        };
        var loaded = new ConfigurationLoader(surroundings.Environment, surroundings.ProgramDirectory).Load(configuration);
        var region = loaded.Configuration ?? throw new InvalidOperationException(string.Join(Environment.NewLine, loaded.Mistakes));
        var settable = new SetClock(surroundings.MachineTime);
        var built = new ServiceCollection()
            .AddGateway(region, surroundings, new RunMode("bench", Drill: true, Really: false), now: null)
            .AddWorker(region)
            .AddSingleton<TimeProvider>(settable)
            .BuildServiceProvider();
        await built.GetRequiredService<LedgerSchema>().EnsureAsync(CancellationToken.None);
        return new RegionGateway(built, settable);
    }

    /// <summary>Sets the clock back behind the moment, so that nothing of before is due, then to the moment; and works off what has fallen due then.</summary>
    /// <param name="moment">When.</param>
    /// <param name="job">The only job that is left to do; the others of that moment are taken as done.</param>
    /// <returns>How long putting the slots in took, and the work.</returns>
    public async Task<(Cost Fed, Cost Worked)> FallDueAsync(DateTimeOffset moment, string job)
    {
        var slots = services.GetRequiredService<SlotStore>();
        clock.Set(moment.AddSeconds(-1));
        await services.GetRequiredService<SlotFeeder>().FeedAsync(CancellationToken.None);
        await DiscardAsync(_ => true);
        clock.Set(moment);
        var (fed, _) = await Cost.OfAsync(() => services.GetRequiredService<SlotFeeder>().FeedAsync(CancellationToken.None));
        await DiscardAsync(slot => slot.Job != job);
        clock.Set(moment.AddSeconds(30));
        var (worked, _) = await Cost.OfAsync(async () =>
        {
            await services.GetRequiredService<SlotWorker>().DrainAsync(CancellationToken.None);
            return 0;
        });
        return (fed, worked);
    }

    /// <summary>Looks once whether the configuration has changed, as the worker does every five seconds.</summary>
    public Task<bool> LookAtConfigurationAsync() => (watch ??= ActivatorUtilities.CreateInstance<ConfigurationWatch>(services)).LookAsync(CancellationToken.None);

    /// <summary>How the job's slots ended.</summary>
    public async Task<IReadOnlyDictionary<SlotStatus, int>> EndsAsync(string job, DateTimeOffset moment)
    {
        await using var context = await services.GetRequiredService<LedgerDatabase>().ReadAsync(CancellationToken.None);
        var due = moment.ToStored();
        return await context.Set<SlotRow>().Where(slot => slot.Job == job && slot.Due == due).GroupBy(slot => slot.Status).ToDictionaryAsync(group => group.Key, group => group.Count());
    }

    /// <summary>The first outcome that is not as it should be, in the run ledger's words.</summary>
    public async Task<string?> TroubleAsync(string job, DateTimeOffset moment)
    {
        await using var context = await services.GetRequiredService<LedgerDatabase>().ReadAsync(CancellationToken.None);
        var due = moment.ToStored();
        return await context.Set<SlotRow>().Where(slot => slot.Job == job && slot.Due == due && slot.Status != SlotStatus.Done).Select(slot => slot.School + ": " + slot.Outcome).FirstOrDefaultAsync();
    }

    public ValueTask DisposeAsync()
    {
        watch?.Dispose();
        return services.DisposeAsync();
    }

    private async Task DiscardAsync(System.Linq.Expressions.Expression<Func<SlotRow, bool>> which)
    {
        await using var context = await services.GetRequiredService<LedgerDatabase>().ReadAsync(CancellationToken.None);
        await context.Set<SlotRow>().Where(slot => slot.Status == SlotStatus.Due).Where(which).ExecuteUpdateAsync(set => set.SetProperty(slot => slot.Status, SlotStatus.Skipped));
    }

    /// <summary>Goes on from where it was set, as fast as the machine's.</summary>
    private sealed class SetClock(TimeProvider machine) : TimeProvider
    {
        private TimeSpan shift;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override long TimestampFrequency => machine.TimestampFrequency;

        public void Set(DateTimeOffset moment) => shift = moment - machine.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + shift;

        public override long GetTimestamp() => machine.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
    }
}
