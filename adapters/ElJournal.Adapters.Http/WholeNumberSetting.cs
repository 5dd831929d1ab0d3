using System.Globalization;

namespace ElJournal.Adapters.Http;

/// <summary>A setting that is a whole number: its bounds hold when it is read and when it is checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Least">The least allowed.</param>
/// <param name="Most">The most allowed.</param>
public sealed record WholeNumberSetting(string Name, int Least, int Most)
{
    /// <summary>What the technician set.</summary>
    /// <exception cref="AdapterException">It makes no sense; the message names it.</exception>
    public int Read(AdapterSettings settings, int fallback)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Number(Name, fallback, Least, Most);
    }

    /// <summary>What is wrong with it, in Russian, for <see cref="ISettingsCheck"/>; nothing when it is right or left out.</summary>
    public IEnumerable<SettingMistake> Mistakes(AdapterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings[Name] is not { } text || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most)
            ? []
            : [new SettingMistake(Name, string.Format(CultureInfo.GetCultureInfo("ru"), Texts.WholeWanted, text, Least, Most))];
    }
}
