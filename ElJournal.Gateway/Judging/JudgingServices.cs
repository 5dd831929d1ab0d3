using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Judging;

/// <summary>Registers judging.</summary>
internal static class JudgingServices
{
    public static IServiceCollection AddJudging(this IServiceCollection services) => services
        .AddSingleton<SceneLoader>()
        .AddSingleton<SchoolDays>()
        .AddSingleton<JudgeUseCase>()
        .AddSingleton<CheckUseCase>()
        .AddSingleton<FindingQueries>()
        .AddSingleton<WhySheets>()
        .AddSingleton<NotCheckedQueries>()
        .AddSingleton<FindingDecisions>()
        .AddSingleton<Excuses>()
        .AddSingleton<UnforeseenDays>()
        .AddSingleton<WhatIf>()
        .AddSingleton<IRecordGate, Gate>();
}
