using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reviews.Personal;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Reviews;

internal static class ReviewServices
{
    /// <summary>The monthly review.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddSingleton<ReviewMaker>()
        .AddSingleton<ReviewStore>()
        .AddSingleton<ReviewUseCase>()
        .AddSingleton<ToldTeachers>()
        .AddSingleton<PersonalDataReviews>()
        .AddSingleton<IReport, MonthlyReport>();
}
