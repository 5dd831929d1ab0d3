using System.Globalization;

namespace ElJournal.Gateway.Russian;

/// <summary>Fills the texts of the resource file.</summary>
internal static class Phrase
{
    public static string Of(string format, params object?[] values) => string.Format(CultureInfo.InvariantCulture, format, values);

    /// <summary>A subject inside a sentence: <c>алгебра</c>, but <c>ОБЖ</c> and <c>Россия – мои горизонты</c>.</summary>
    public static string Lower(string name) =>
        name.Length > 1 && char.IsUpper(name[0]) && !char.IsUpper(name[1]) && !name.StartsWith("Россия", StringComparison.Ordinal) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
