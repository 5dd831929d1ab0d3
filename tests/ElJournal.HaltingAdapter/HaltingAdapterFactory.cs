using ElJournal.Adapters.Portals;
using ElJournal.Adapters.Sources;

namespace ElJournal.HaltingAdapter;

/// <summary>The generated school as a source and a folder as a portal. At the boundary that the environment names, the adapter says that it is there and goes no further.</summary>
public sealed class HaltingAdapterFactory : ISourceFactory, IPortalFactory
{
    public IReadOnlyList<AdapterSetting> Settings { get; } = [new("Directory", "Where packages are applied.", IsPath: true, Role: AdapterRoles.Portal)];

    public IJournalSource CreateSource(AdapterContext context) => new GeneratedSource(context.Time, Boundary.OfProcess());

    public IPortal CreatePortal(AdapterContext context) => new ApplyingPortal(context.Settings.Required("Directory"), Boundary.OfProcess());
}
