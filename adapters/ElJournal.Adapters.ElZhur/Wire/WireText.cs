using System.Net;
using System.Text.RegularExpressions;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>Texts as people typed them into a web page: entities, tags, double spaces.</summary>
internal static partial class WireText
{
    /// <summary>One line without tags, entities and superfluous spaces; <see langword="null"/> when nothing is left.</summary>
    public static string? Line(string? text) => text is null ? null : Finish(IsPlain(text) ? text : Spaces().Replace(Plain(text), " "));

    /// <summary>The same, with line breaks kept.</summary>
    public static string? Lines(string? text) => text is null ? null : Finish(IsPlain(text) ? text : LineEnds().Replace(Blanks().Replace(Plain(text), " "), "\n"));

    /// <summary>The form in which names are compared.</summary>
    public static string Fold(string name) => name.ToUpperInvariant().Replace('Ё', 'Е');

    private static string? Finish(string text) => text.Trim() is { Length: > 0 } rest ? rest : null;

    private static bool IsPlain(string text)
    {
        var before = 'x';
        foreach (var letter in text)
        {
            if (letter is '<' or '&' or '\t' or '\r' or '\n' or '\u00A0' || (letter == ' ' && before == ' '))
            {
                return false;
            }

            before = letter;
        }

        return true;
    }

    private static string Plain(string text) =>
        WebUtility.HtmlDecode(text.Contains('<', StringComparison.Ordinal) ? Tags().Replace(Breaks().Replace(text, "\n"), "") : text).Replace('\u00A0', ' ');

    // Only tags that exist: «при x<5 и y>3» is arithmetic.
    [GeneratedRegex("""</?(?:a|b|i|u|s|p|em|h[1-6]|hr|li|ol|ul|td|th|tr|div|img|pre|sub|sup|big|code|font|span|small|table|tbody|thead|strong|center|blockquote)(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*/?>""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("""<br\s*/?>|</(?:p|div|li|tr)\s*>""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex("""\s+""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex("""[ \t]+""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("""\s*\n\s*""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineEnds();
}
