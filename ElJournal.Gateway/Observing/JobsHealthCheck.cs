using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Diagnosis;
using ElJournal.Gateway.Scheduling;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ElJournal.Gateway.Observing;

/// <summary>Whether each school's jobs run when they are due, by the run ledger.</summary>
internal sealed class JobsHealthCheck(JobHistory jobs, SchoolDirectory schools, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var troubled = new List<string>();
        foreach (var school in schools.All)
        {
            troubled.AddRange((await jobs.OfAsync(school, now, cancellationToken)).Where(state => state.HasFailed || state.IsStuck(now)).Select(state => $"{school.Id}/{state.Job.Name}"));
        }

        // A failed job is for the administrator, who has a letter; the gateway itself is at work.
        return troubled.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"Jobs failed or waiting for hours: {string.Join(", ", troubled.Take(20))}.");
    }
}

/// <summary>Whether the ledger can be read and its schema is this program's.</summary>
internal sealed class LedgerHealthCheck(LedgerHealth ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        (await ledger.CheckAsync(cancellationToken, thorough: false)).Status == DoctorStatus.Ok ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The ledger cannot be used; see doctor.");
}
