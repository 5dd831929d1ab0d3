using ElJournal.Gateway.People.Showing;
using ElJournal.Gateway.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.People;

internal static class PeopleServices
{
    /// <summary>What the gateway knows of one person: shown to them, and erased.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<PersonFinder>()
        .AddSingleton<ErasedKeeper>()
        .AddSingleton<EraseUseCase>()
        .AddSingleton<PersonSheets>()
        .AddSingleton<PurgeUseCase>();
}
