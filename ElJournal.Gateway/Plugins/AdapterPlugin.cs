using ElJournal.Adapters;

namespace ElJournal.Gateway.Plugins;

/// <summary>A plug-in that was found.</summary>
/// <param name="Name">The name by which the configuration refers to it.</param>
/// <param name="Version">Its own version, when the manifest could be read.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Roles">What it says it can be.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Russian: why it is not active.</param>
internal sealed record AdapterPlugin(string Name, string? Version, string Folder, AdapterRoles Roles, PluginStatus Status, string? Reason)
{
    /// <summary>The way in; only of an active one.</summary>
    public IAdapterFactory? Factory { get; init; }

    /// <summary>What it was loaded from, where it is pinned.</summary>
    public PluginSnapshot? Snapshot { get; init; }
}
