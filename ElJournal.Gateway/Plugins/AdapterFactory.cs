using ElJournal.Adapters;
using ElJournal.Adapters.Portals;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Plugins;

/// <summary>Makes sources and portals as configured: secrets resolved, paths absolute, HTTP on the host's handlers.</summary>
internal sealed class AdapterFactory(PluginCatalog catalog, AdapterContexts contexts)
{
    /// <exception cref="AdapterException">The plug-in is not usable, or a setting makes no sense.</exception>
    public IJournalSource CreateSource(SchoolRuntime school, SourceOptions source) =>
        catalog.Source(source.Adapter) is { } factory
            ? factory.CreateSource(contexts.ForSource(school, source, factory.Settings))
            : throw Unusable(source.Adapter);

    /// <exception cref="AdapterException">The plug-in is not usable, or a setting makes no sense.</exception>
    public IPortal CreatePortal(SchoolRuntime school, RouteOptions route) =>
        catalog.Portal(route.Portal) is { } factory
            ? factory.CreatePortal(contexts.ForPortal(school, route, factory.Settings))
            : throw Unusable(route.Portal);

    private AdapterException Unusable(string name)
    {
        var plugin = catalog.Find(name);
        return new AdapterException(
            AdapterFailure.Permanent,
            $"Adapter '{name}' is not usable: {plugin?.Status.ToString() ?? "not found"}.",
            $"Адаптер «{name}» не загружен: {plugin?.Reason ?? "не найден"}. Подробнее: eljournal adapters list.");
    }
}
