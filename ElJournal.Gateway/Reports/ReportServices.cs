using ElJournal.Gateway.Reports.Substitutions;
using ElJournal.Gateway.Reports.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Reports;

internal static class ReportServices
{
    /// <summary>Everything that makes and writes reports.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<PageWriter>()
        .AddSingleton<ReportFiles>()
        .AddSingleton<ReportJournals>()
        .AddSingleton<ReportUseCase>()
        .AddSingleton<IReport, SubstitutionsReport>();
}
