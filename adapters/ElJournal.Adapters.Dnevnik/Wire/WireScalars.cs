using System.Globalization;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>Scalars as the API writes them; what makes no sense is <see langword="null"/>.</summary>
internal static class WireScalars
{
    /// <summary>A whole number that fits.</summary>
    public static int? Whole(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A number with a decimal comma or point.</summary>
    public static decimal? Decimal(string? text) =>
        decimal.TryParse(text?.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A word compared without regard to case.</summary>
    public static bool Is(string? text, string word) => string.Equals(text?.Trim(), word, StringComparison.OrdinalIgnoreCase);
}
