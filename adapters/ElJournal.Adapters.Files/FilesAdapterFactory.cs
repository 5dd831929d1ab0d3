using ElJournal.Adapters.Files.Delivering;
using ElJournal.Adapters.Files.Reading;
using ElJournal.Adapters.Portals;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Files;

/// <summary>A folder of CSV files as a source, a folder of packages as a portal.</summary>
public sealed class FilesAdapterFactory : ISourceFactory, IPortalFactory
{
    private const string DirectorySetting = "Directory";

    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings { get; } =
    [
        new(DirectorySetting, "The folder: of a source, where the CSV files lie; of a portal, where packages are written.", Required: true, IsPath: true) { IsDestination = true },
    ];

    /// <inheritdoc/>
    public IJournalSource CreateSource(AdapterContext context) => new CsvFolderSource(context.Settings.Required(DirectorySetting), context.Time);

    /// <inheritdoc/>
    public IPortal CreatePortal(AdapterContext context) => new FolderPortal(context.Settings.Required(DirectorySetting));
}
