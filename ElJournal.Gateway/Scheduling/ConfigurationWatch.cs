using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Looks whether schools were added, changed or removed, or the lists of papers that they name, and takes that over without a restart. A configuration with mistakes changes nothing.</summary>
internal sealed class ConfigurationWatch(GatewayConfiguration configuration, CliSurroundings surroundings, SchoolDirectory schools, ScheduleBook book, SlotFeeder feeder, ISchedulerFactory schedulers, TimeProvider clock, ILogger<ConfigurationWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly ConfigurationLoader loader = new(surroundings.Environment, surroundings.ProgramDirectory, configuration.Plugins);
    private string seen = SchoolFiles.Stamp(configuration, schools);

    /// <summary>Takes over what changed since the last look.</summary>
    /// <returns>Whether something was taken over.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var now = SchoolFiles.Stamp(configuration, schools);
        if (now == seen)
        {
            return false;
        }

        seen = now;
        var result = loader.Load(configuration.File);
        if (result.Configuration is not { } changed)
        {
            SchedulingLog.NotReloaded(logger, result.Mistakes.Count, result.Mistakes[0].Path);
            return false;
        }

        // What was loaded besides the plug-ins that run was for the check only.
        changed.Plugins.Dispose();
        var before = book.Current;
        schools.Replace(changed.Schools);
        await RescheduleAsync(before, cancellationToken);
        await feeder.FeedAsync(cancellationToken);
        SchedulingLog.Reloaded(logger, schools.All.Count);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The worker goes on with what it has.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                SchedulingLog.ReloadFailed(logger, failure.GetType().Name, failure);
            }
        }
    }

    private async Task RescheduleAsync(IReadOnlyList<ScheduleEntry> before, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var known = before.Select(SchedulingServices.NameOf).ToHashSet(StringComparer.Ordinal);
        var wanted = book.Current.ToDictionary(SchedulingServices.NameOf, StringComparer.Ordinal);
        foreach (var (name, schedule) in wanted.Where(entry => !known.Contains(entry.Key)))
        {
            var trigger = TriggerBuilder.Create().ForJob(nameof(FireJob)).WithIdentity(name)
                .WithCronSchedule(schedule.Cron.CronExpressionString, cron => cron.InTimeZone(schedule.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build();
            await scheduler.UnscheduleJob(trigger.Key, cancellationToken);
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
        }

        foreach (var name in known.Where(name => !wanted.ContainsKey(name)))
        {
            await scheduler.UnscheduleJob(new TriggerKey(name), cancellationToken);
        }
    }
}
