using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>By what a later read recognises that a table is as it was: the files' hashes and the days that were read.</summary>
internal static class ReadToken
{
    /// <summary>Raised when the same bytes come to mean other records.</summary>
    private const string Version = "1";

    /// <summary>Between days and the class that they are of. An escaped id holds none of the characters that a token is made of.</summary>
    private const char ClassMark = '=';

    /// <summary>A token that never matches: a table with defects is read again each time, so that its defects go on being named.</summary>
    public const string Never = $"{Version}:-";

    /// <summary>One hash for several files.</summary>
    public static string Join(IEnumerable<string> hashes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('+', hashes))));

    public static string Write(string hash, Windows? windows) =>
        windows is null ? $"{Version}:{hash}" : $"{Version}:{hash}:{string.Join(',', windows.Ranges.Select(Write).Concat(windows.OfClasses.Select(window => $"{Write(window.Days)}{ClassMark}{Uri.EscapeDataString(window.ClassId)}")))}";

    /// <summary>Whether the token says that these files were read over all of these days.</summary>
    public static bool Covers(string? token, string hash, Windows? windows)
    {
        var parts = token?.Split(':') ?? [];
        if (parts.Length != (windows is null ? 2 : 3) || parts[0] != Version || parts[1] != hash)
        {
            return false;
        }

        return windows is null || (TryRead(parts[2]) is { } read && read.Contains(windows));
    }

    private static string Write(DayRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.From:yyyyMMdd}-{range.To:yyyyMMdd}");

    private static Windows? TryRead(string text)
    {
        var ranges = new List<DayRange>();
        var ofClasses = new List<ClassWindow>();
        foreach (var range in text.Split(','))
        {
            if (range.Length < 17 || !TryDay(range.AsSpan(0, 8), out var from) || !TryDay(range.AsSpan(9, 8), out var to) || to < from || (range.Length > 17 && range[17] != ClassMark))
            {
                return null;
            }

            if (range.Length == 17)
            {
                ranges.Add(new DayRange(from, to));
            }
            else
            {
                ofClasses.Add(new ClassWindow(Uri.UnescapeDataString(range[18..]), new DayRange(from, to)));
            }
        }

        return new Windows(ranges, ofClasses);
    }

    private static bool TryDay(ReadOnlySpan<char> text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
