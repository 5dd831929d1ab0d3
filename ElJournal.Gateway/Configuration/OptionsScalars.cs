using System.Globalization;

namespace ElJournal.Gateway.Configuration;

/// <summary>Single values as configuration spells them.</summary>
internal static class OptionsScalars
{
    private static readonly string[] TimeFormats = ["HH:mm", "H:mm", "HH:mm:ss"];

    private static readonly Dictionary<Type, (Func<string, object?> Parse, string Expected)> Known = new()
    {
        [typeof(string)] = (text => text, ConfigurationTexts.ExpectedText),
        [typeof(bool)] = (text => bool.TryParse(text, out var value) ? value : null, ConfigurationTexts.ExpectedBoolean),
        [typeof(int)] = (text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null, ConfigurationTexts.ExpectedInteger),
        [typeof(long)] = (text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null, ConfigurationTexts.ExpectedInteger),
        [typeof(double)] = (text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null, ConfigurationTexts.ExpectedNumber),
        [typeof(decimal)] = (text => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null, ConfigurationTexts.ExpectedNumber),
        [typeof(TimeSpan)] = (text => TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) ? value : null, ConfigurationTexts.ExpectedDuration),
        [typeof(TimeOnly)] = (text => TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null, ConfigurationTexts.ExpectedTime),
        [typeof(DateOnly)] = (text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null, ConfigurationTexts.ExpectedDate),
        [typeof(DateTimeOffset)] = (text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null, ConfigurationTexts.ExpectedMoment),
    };

    public static bool Knows(Type type) => Known.ContainsKey(type) || type.IsEnum;

    /// <summary>The value; <see langword="null"/> when the text is not one.</summary>
    public static object? Parse(Type type, string text)
    {
        if (!type.IsEnum)
        {
            return Known[type].Parse(text.Trim());
        }

        // Names only: "3" for Wednesday would be a riddle in the file.
        return Enum.GetNames(type).FirstOrDefault(name => string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse(type, found)
            : null;
    }

    public static string Expected(Type type) => type.IsEnum ? ConfigurationTexts.ExpectedOneOf + string.Join(", ", Enum.GetNames(type).Select(name => Spelled(type, name))) : Known[type].Expected;

    /// <summary>An enumeration's name as documents spell it: camel case, days of the week capitalised.</summary>
    public static string Spelled(Type type, string name) => type == typeof(DayOfWeek) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
