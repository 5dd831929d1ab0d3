using ElJournal.Gateway.Web.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Web;

internal static class WebServices
{
    /// <summary>Links in letters: also commands compose letters.</summary>
    public static IServiceCollection AddLetterLinks(this IServiceCollection services) => services.AddSingleton<LetterLinks>();

    /// <summary>The status page, while the worker runs.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services) => services
        .AddSingleton<Accounts>()
        .AddSingleton<TodayChain>()
        .AddSingleton<SchoolPages>()
        .AddSingleton<FindingPages>()
        .AddSingleton<WaitingPages>()
        .AddSingleton<ReportPages>()
        .AddSingleton<DecisionPages>()
        .AddSingleton<LinkPages>()
        .AddSingleton<Acts>()
        .AddSingleton<WebEndpoints>()
        .AddSingleton<WebServer>()
        .AddHostedService(provider => provider.GetRequiredService<WebServer>());
}
