using ElJournal.Adapters.Dnevnik.Reading;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik;

/// <summary>Дневник.ру as a source.</summary>
public sealed class DnevnikAdapterFactory : ISourceFactory
{
    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings => DnevnikSettings.All;

    /// <inheritdoc/>
    public IJournalSource CreateSource(AdapterContext context) => new DnevnikSource(context, DnevnikSettings.Read(context.Settings));
}
