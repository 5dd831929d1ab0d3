using System.Buffers;
using System.Globalization;
using System.Text;

namespace ElJournal.Adapters.OneRoster.Bundles;

/// <summary>Values as the files may hold them.</summary>
internal static class Cell
{
    private static readonly SearchValues<char> StartsFormula = SearchValues.Create("=+-@");

    /// <summary>A text that people wrote: on one line, because receivers refuse line breaks, and nothing that a spreadsheet would run.</summary>
    /// <remarks>A lone sign or a number is no formula, and marks such as «+» must arrive as they are.</remarks>
    public static string? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var shown = char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter;
            if (shown != ' ' || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(shown);
            }
        }

        var trimmed = line.ToString().Trim();
        return trimmed.Length > 1 && StartsFormula.Contains(trimmed[0]) && Number(trimmed) is null ? $"'{trimmed}" : trimmed.Length == 0 ? null : trimmed;
    }

    /// <summary>One entry of a list: the comma separates entries.</summary>
    public static string? Entry(string? text) => Text(text)?.Replace(',', ' ');

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day is { } given ? Day(given) : null;

    public static string? Integer(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Decimal(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Moment(DateTimeOffset? moment) => moment?.ToString(moment.Value.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:sszzz" : "yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>When a row of a delta was changed.</summary>
    public static string Stamp(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>The number that a mark is; <see langword="null"/> when it is a word.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
