using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Sync;

/// <summary>Registers reading.</summary>
internal static class SyncServices
{
    public static IServiceCollection AddSync(this IServiceCollection services) => services
        .AddSingleton<SyncEngine>()
        .AddSingleton<SyncUseCase>()
        .AddSingleton<HoldDecisions>()
        .AddSingleton<HoldLetters>();
}
