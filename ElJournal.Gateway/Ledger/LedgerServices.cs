using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Ledger;

/// <summary>Registers the ledger.</summary>
internal static class LedgerServices
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<GatewayConfiguration>().Ledger(provider.GetRequiredService<SecretResolver>().Resolve))
        .AddSingleton(provider => new SchoolLeases(provider.GetRequiredService<LedgerDatabase>(), provider.GetRequiredService<MachineClock>().Time))
        .AddSingleton<LedgerSchema>()
        .AddSingleton<LedgerCompaction>()
        .AddSingleton<Books>()
        .AddSingleton<AuditLog>();
}
