using ElJournal.Adapters.Dnevnik.Reading;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik;

/// <summary>Дневник.ру as a source.</summary>
public sealed class DnevnikAdapterFactory : ISourceFactory, ISettingsCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<AdapterSetting> Settings => DnevnikSettings.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingMistake> Check(string schoolId, AdapterSettings settings) => [.. DnevnikSettings.Mistakes(settings)];

    /// <inheritdoc/>
    public IJournalSource CreateSource(AdapterContext context) => new DnevnikSource(context, DnevnikSettings.Read(context.Settings));
}
