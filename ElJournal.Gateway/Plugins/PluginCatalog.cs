using ElJournal.Adapters;

namespace ElJournal.Gateway.Plugins;

/// <summary>The plug-ins of this process.</summary>
internal sealed class PluginCatalog(IReadOnlyList<AdapterPlugin> plugins) : IDisposable
{
    /// <summary>All that were found, usable or not.</summary>
    public IReadOnlyList<AdapterPlugin> Plugins { get; } = plugins;

    /// <summary>The plug-in of that name, usable or not.</summary>
    public AdapterPlugin? Find(string name) => Plugins.FirstOrDefault(plugin => string.Equals(plugin.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The active source of that name.</summary>
    public ISourceFactory? Source(string name) => Find(name) is { Factory: ISourceFactory factory } plugin && plugin.Roles.HasFlag(AdapterRoles.Source) ? factory : null;

    /// <summary>The active portal of that name.</summary>
    public IPortalFactory? Portal(string name) => Find(name) is { Factory: IPortalFactory factory } plugin && plugin.Roles.HasFlag(AdapterRoles.Portal) ? factory : null;

    /// <summary>Removes the private copies of pinned plug-ins. Code that is loaded stays until the process ends.</summary>
    public void Dispose()
    {
        foreach (var plugin in Plugins)
        {
            plugin.Snapshot?.Dispose();
        }
    }
}
