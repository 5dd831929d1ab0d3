using System.Globalization;

namespace ElJournal.Gateway.Russian;

/// <summary>Fills the texts of the resource file.</summary>
internal static class Phrase
{
    public static string Of(string format, params object?[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
