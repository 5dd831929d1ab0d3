using ElJournal.Gateway.Letters.Administration;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Letters.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Letters;

internal static class LettersServices
{
    /// <summary>Everything that decides what is told to whom, and puts it into words.</summary>
    public static IServiceCollection AddLetters(this IServiceCollection services) => services
        .AddSingleton<ILetterFeed, JudgingFeed>()
        .AddSingleton<AdministratorFindings>()
        .AddSingleton<DailyLetters>()
        .AddSingleton<MonthlyLetters>()
        .AddSingleton<StaffLetters>()
        .AddSingleton<StaffDesk>()
        .AddSingleton<NotifyUseCase>();
}
