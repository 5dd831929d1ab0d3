namespace ElJournal.Adapters;

/// <summary>Optional ability of a factory: it finds mistakes that <see cref="AdapterSetting"/> cannot tell of, such as those in a file that a setting names. Asked by <c>config check</c> and at each start; nothing is connected.</summary>
public interface ISettingsCheck
{
    /// <summary>All mistakes at once.</summary>
    /// <param name="schoolId">The school's id in the configuration.</param>
    /// <param name="settings">The settings with paths absolute and without those that are secret.</param>
    IReadOnlyList<SettingMistake> Check(string schoolId, AdapterSettings settings);
}

/// <summary>A mistake in an adapter's settings.</summary>
/// <param name="Setting">The setting's name.</param>
/// <param name="Message">Russian: where exactly, what was given, what is allowed.</param>
public sealed record SettingMistake(string Setting, string Message);
