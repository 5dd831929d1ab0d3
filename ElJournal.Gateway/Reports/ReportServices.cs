using ElJournal.Gateway.Reports.ClassMonth;
using ElJournal.Gateway.Reports.Homework;
using ElJournal.Gateway.Reports.Hours;
using ElJournal.Gateway.Reports.Movement;
using ElJournal.Gateway.Reports.OneTeacher;
using ElJournal.Gateway.Reports.Programme;
using ElJournal.Gateway.Reports.Results;
using ElJournal.Gateway.Reports.Rollout;
using ElJournal.Gateway.Reports.Slips;
using ElJournal.Gateway.Reports.Delivery;
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
        .AddSingleton<IReport, ClassReport>()
        .AddSingleton<IReport, TeacherReport>()
        .AddSingleton<IReport, ResultsReport>()
        .AddSingleton<IReport, HomeworkReport>()
        .AddSingleton<IReport, HoursReport>()
        .AddSingleton<IReport, ProgrammeReport>()
        .AddSingleton<IReport, MovementReport>()
        .AddSingleton<IReport, SlipsReport>()
        .AddSingleton<IReport, RolloutReport>()
        .AddSingleton<IReport, DeliveryReport>()
        .AddSingleton<IReport, SubstitutionsReport>();
}
