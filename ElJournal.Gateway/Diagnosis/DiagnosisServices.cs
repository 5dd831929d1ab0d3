using ElJournal.Gateway.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Diagnosis;

internal static class DiagnosisServices
{
    /// <summary>What <c>doctor</c>, the health endpoints and the status page look with.</summary>
    public static IServiceCollection AddDiagnosis(this IServiceCollection services) => services
        .AddSingleton<JobHistory>()
        .AddSingleton<LedgerHealth>()
        .AddSingleton<MailHealth>()
        .AddSingleton<RouteHealth>()
        .AddSingleton<DoctorUseCase>()
        .AddSingleton<SelfTestLetters>();
}
