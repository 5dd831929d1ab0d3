using ElJournal.Adapters;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Plugins;

/// <summary>Makes sources and portals as configured: secrets resolved, paths absolute, HTTP on the host's handlers.</summary>
internal sealed class AdapterFactory(PluginCatalog catalog, AdapterContexts contexts, SecretVeil veil)
{
    /// <exception cref="AdapterException">The plug-in is not usable, or a setting makes no sense.</exception>
    public VeiledSource CreateSource(SchoolRuntime school, SourceOptions source) =>
        catalog.Source(source.Adapter) is { } factory
            ? new VeiledSource(Made(() => factory.CreateSource(contexts.ForSource(school, source, factory.Settings))), veil)
            : throw Unusable(source.Adapter);

    /// <exception cref="AdapterException">The plug-in is not usable, or a setting makes no sense.</exception>
    public IPortal CreatePortal(SchoolRuntime school, RouteOptions route) =>
        catalog.Portal(route.Portal) is { } factory
            ? VeiledPortal.Of(Made(() => factory.CreatePortal(contexts.ForPortal(school, route, factory.Settings))), veil)
            : throw Unusable(route.Portal);

    /// <summary>What the adapter of a route knows; <see langword="null"/> when it is not usable.</summary>
    public IReadOnlyList<AdapterSetting>? PortalSettings(RouteOptions route) => catalog.Portal(route.Portal)?.Settings;

    private T Made<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (veil.IsIn(exception.ToString()))
        {
            throw veil.Clean(exception);
        }
    }

    private AdapterException Unusable(string name)
    {
        var plugin = catalog.Find(name);
        return new AdapterException(
            AdapterFailure.Permanent,
            $"Adapter '{name}' is not usable: {plugin?.Status.ToString() ?? "not found"}.",
            Phrase.Of(PluginTexts.AdapterNotLoaded, name, plugin?.Reason ?? PluginTexts.AdapterNotFound));
    }
}
