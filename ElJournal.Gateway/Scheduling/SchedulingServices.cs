using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.MySchool;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Web;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace ElJournal.Gateway.Scheduling;

internal static class SchedulingServices
{
    /// <summary>The worker: schedules, run ledger, jobs.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, GatewayConfiguration configuration)
    {
        services.AddSingleton<ScheduleBook>();
        services.AddSingleton<ISchoolWork, SchoolWork>();
        services.AddSingleton<SlotStore>();
        services.AddSingleton(provider =>
        {
            var book = provider.GetRequiredService<ScheduleBook>();
            return new SlotFeeder(() => book.Current, provider.GetRequiredService<SlotStore>(), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(configuration.Options.Limits);
        services.AddSingleton<JobRunner>();
        services.AddSingleton<SlotWorker>();
        services.AddHostedService<WorkerService>();
        services.AddHostedService<WatchdogService>();
        services.AddHostedService<ScheduleServer>();
        services.AddWeb();
        services.AddObserving();
        services.AddHostedService<ConfigurationWatch>();
        services.AddQuartz(quartz =>
        {
            // What was missed is caught up from the run ledger, which remembers more than a scheduler does.
            if (configuration.Options.Storage.Provider == nameof(StorageProvider.PostgreSql))
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<LedgerDatabase>().DataSource());
                    store.UseSystemTextJsonSerializer();
                    store.UseClustering();
                });
            }
            else
            {
                quartz.UseInMemoryStore();
            }

            quartz.AddJob<FireJob>(job => job.WithIdentity(nameof(FireJob)).StoreDurably());
            foreach (var schedule in ScheduleTable.Build(configuration.Schools.All.Select(school => (school.Options, school.Zone))))
            {
                quartz.AddTrigger<FireJob>(trigger => trigger.ForJob(nameof(FireJob)).WithIdentity(NameOf(schedule))
                    .WithCronSchedule(schedule.Cron.CronExpressionString, cron => cron.InTimeZone(schedule.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)));
            }
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>The same on every node and after every start, so that a trigger is replaced by itself.</summary>
    internal static string NameOf(ScheduleEntry schedule) => $"{schedule.Cron.CronExpressionString} {schedule.Zone.Id}";
}
