using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Delivering;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster;

/// <summary>A folder of bundles in the OneRoster 1.2 layout.</summary>
public sealed class OneRosterAdapterFactory : IPortalFactory
{
    private const string DirectorySetting = "Directory";
    private const string SchoolNameSetting = "SchoolName";

    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } =
    [
        new(DirectorySetting, "The folder that bundles are written to; one route, one folder.", Required: true, IsPath: true, Role: AdapterRoles.Portal),
        new(SchoolNameSetting, "The school's name in orgs.csv; left out: its id.", Role: AdapterRoles.Portal),
    ];

    /// <inheritdoc/>
    public IPortal CreatePortal(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new BundlePortal(context.Settings.Required(DirectorySetting), new SchoolFacts(context.SchoolId, Ogrn: null, context.Settings[SchoolNameSetting] ?? context.SchoolId, context.TimeZone.Id));
    }
}
