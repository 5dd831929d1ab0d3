using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Configuration;

/// <summary>Registers the configuration.</summary>
internal static class ConfigurationServices
{
    public static IServiceCollection AddGatewayConfiguration(this IServiceCollection services, GatewayConfiguration configuration, CliSurroundings surroundings) => services
        .AddSingleton(configuration)
        .AddSingleton(configuration.Options)
        .AddSingleton(surroundings.Veil)
        .AddSingleton(new SecretStore(configuration.Resolve(configuration.Options.Secrets.Store), configuration.Resolve(configuration.Options.Secrets.KeyRing)))
        .AddSingleton(provider => new SecretResolver(surroundings.Environment, configuration.Directory, provider.GetRequiredService<SecretStore>(), surroundings.Veil))
        .AddSingleton(configuration.Schools);
}
