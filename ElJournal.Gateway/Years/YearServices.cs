using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Years;

/// <summary>Registers the end of school years.</summary>
internal static class YearServices
{
    public static IServiceCollection AddYears(this IServiceCollection services) => services.AddSingleton<YearChecks>().AddSingleton<YearUseCase>();
}
