using ElJournal.Adapters.Portals;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters;

/// <summary>The way into an adapter; the manifest names the one public class that implements it and has a constructor without parameters.</summary>
/// <remarks>Implement <see cref="ISourceFactory"/>, <see cref="IPortalFactory"/> or both. Nothing is connected while an adapter is being made.</remarks>
public interface IAdapterFactory
{
    /// <summary>The settings that the adapter knows, so that the host can refuse unknown ones and literal secrets with their path.</summary>
    IReadOnlyList<AdapterSetting> Settings { get; }
}

/// <summary>Makes sources.</summary>
public interface ISourceFactory : IAdapterFactory
{
    /// <summary>Makes a source.</summary>
    /// <exception cref="AdapterException">A setting is missing or makes no sense; the message names it.</exception>
    IJournalSource CreateSource(AdapterContext context);
}

/// <summary>Makes portals.</summary>
public interface IPortalFactory : IAdapterFactory
{
    /// <summary>Makes a portal.</summary>
    /// <exception cref="AdapterException">A setting is missing or makes no sense; the message names it.</exception>
    IPortal CreatePortal(AdapterContext context);
}

/// <summary>One setting of an adapter.</summary>
/// <param name="Name">Its key under <c>Settings</c>.</param>
/// <param name="Description">One English sentence for the technician.</param>
/// <param name="Required">Whether the adapter cannot be made without it.</param>
/// <param name="Secret">Whether it must be a reference (<c>env:</c>, <c>file:</c>, <c>secret:</c>) and never a literal.</param>
/// <param name="IsPath">Whether it is a path, which the host makes absolute against the configuration file's folder.</param>
/// <param name="IsUrl">Whether it is an address; plain <c>http:</c> is refused except to loopback.</param>
/// <param name="Allowed">The values that are allowed; empty for any.</param>
/// <param name="Role">Which of the adapter's roles knows the setting.</param>
public sealed record AdapterSetting(string Name, string Description, bool Required = false, bool Secret = false, bool IsPath = false, bool IsUrl = false, IReadOnlyList<string>? Allowed = null, AdapterRoles Role = AdapterRoles.Both)
{
    /// <summary>Whether it says where a portal's packages go: when it changes, the host asks a person whether that is another portal, which has nothing yet. Never a secret.</summary>
    public bool IsDestination { get; init; }
}

/// <summary>What an adapter can be.</summary>
[Flags]
public enum AdapterRoles
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>A source of journal data.</summary>
    Source = 1,
    /// <summary>A portal that data is delivered to.</summary>
    Portal = 2,
    /// <summary>Both.</summary>
    Both = Source | Portal,
}
