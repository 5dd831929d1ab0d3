using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.MySchool;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Web;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace ElJournal.Gateway.Scheduling;

internal static class SchedulingServices
{
    /// <summary>The worker: schedules, run ledger, jobs.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, IEnumerable<SchoolOptions> schools)
    {
        var schedules = ScheduleTable.Build(schools.Select(school => (school, TimeZoneInfo.FindSystemTimeZoneById(school.TimeZone))));
        services.AddSingleton(schedules);
        services.AddSingleton<ISchoolWork, SchoolWork>();
        services.AddSingleton<SlotStore>();
        services.AddSingleton<SlotFeeder>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<SlotWorker>();
        services.AddHostedService<WorkerService>();
        services.AddHostedService<WatchdogService>();
        services.AddHostedService<ScheduleServer>();
        services.AddWeb();
        services.AddObserving();
        services.AddQuartz(quartz =>
        {
            // What was missed is caught up from the run ledger, which remembers more than a scheduler does; so nothing is kept on its side.
            quartz.UseInMemoryStore();
            quartz.AddJob<FireJob>(job => job.WithIdentity(nameof(FireJob)).StoreDurably());
            for (var i = 0; i < schedules.Count; i++)
            {
                var (schedule, name) = (schedules[i], FormattableString.Invariant($"schedule-{i}"));
                quartz.AddTrigger<FireJob>(trigger => trigger.ForJob(nameof(FireJob)).WithIdentity(name)
                    .WithCronSchedule(schedule.Cron.CronExpressionString, cron => cron.InTimeZone(schedule.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)));
            }
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
