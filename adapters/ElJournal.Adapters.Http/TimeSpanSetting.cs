using System.Globalization;

namespace ElJournal.Adapters.Http;

/// <summary>A setting that is a span of time, hh:mm:ss: its bounds hold when it is read and when it is checked.</summary>
internal sealed record TimeSpanSetting(string Name, TimeSpan Least, TimeSpan Most)
{
    /// <exception cref="AdapterException">It makes no sense; the message names it.</exception>
    public TimeSpan Read(AdapterSettings settings, TimeSpan fallback) =>
        settings[Name] is not { } text ? fallback
        : Within(text) ?? throw new AdapterException(AdapterFailure.Permanent, $"Setting '{Name}' must be a time span from {HttpSettings.Text(Least)} to {HttpSettings.Text(Most)}, as hh:mm:ss.");

    public IEnumerable<SettingMistake> Mistakes(AdapterSettings settings) =>
        settings[Name] is not { } text || Within(text) is not null
            ? []
            : [new SettingMistake(Name, string.Format(CultureInfo.GetCultureInfo("ru"), Texts.SpanWanted, text, HttpSettings.Text(Least), HttpSettings.Text(Most)))];

    private TimeSpan? Within(string text) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= Least && span <= Most ? span : null;
}
