using ElJournal.Gateway.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace ElJournal.Gateway.Observing;

internal static class ObservingServices
{
    /// <summary>The usual schedules fire at least once a day; two hours are for a machine that starts late.</summary>
    private static readonly TimeSpan FiresWithin = TimeSpan.FromHours(26);

    /// <summary>Metrics, traces and health of the worker.</summary>
    public static IServiceCollection AddObserving(this IServiceCollection services)
    {
        services.AddHostedService<TelemetryService>();
        services.AddHostedService<SystemdService>();
        services.AddQuartzExecutionHistory(history => history.Retention = 2 * FiresWithin);
        services.AddHealthChecks()
            .AddCheck<LedgerHealthCheck>("ledger")
            .AddCheck<JobsHealthCheck>("jobs")
            .AddQuartz(quartz => quartz.RequireSuccessWithin(new JobKey(nameof(FireJob)), FiresWithin, HealthStatus.Unhealthy));
        return services;
    }
}
