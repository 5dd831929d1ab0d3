using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging.Evaluating;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Judging;

/// <summary>Registers judging.</summary>
internal static class JudgingServices
{
    public static IServiceCollection AddJudging(this IServiceCollection services) => services
        .AddSingleton<ISourceCapabilities, AdapterCapabilities>()
        .AddSingleton<SceneLoader>()
        .AddSingleton<JudgeUseCase>()
        .AddSingleton<IRecordGate, Gate>();
}
