using ElJournal.Gateway.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Plugins;

/// <summary>Registers the plug-ins.</summary>
internal static class PluginServices
{
    public static IServiceCollection AddPlugins(this IServiceCollection services, GatewayConfiguration configuration) => services
        .AddSingleton(_ => configuration.Plugins)
        .AddSingleton<AdapterContexts>()
        .AddSingleton<AdapterFactory>()
        .AddSingleton<AdapterProbes>();
}
