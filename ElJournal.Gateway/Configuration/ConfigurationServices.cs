using ElJournal.Gateway.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Configuration;

/// <summary>Registers the configuration.</summary>
internal static class ConfigurationServices
{
    public static IServiceCollection AddGatewayConfiguration(this IServiceCollection services, GatewayConfiguration configuration, CliSurroundings surroundings) => services
        .AddSingleton(configuration)
        .AddSingleton(configuration.Options)
        .AddSingleton(new SecretResolver(surroundings.Environment, configuration.Directory))
        .AddSingleton(configuration.Schools);
}
