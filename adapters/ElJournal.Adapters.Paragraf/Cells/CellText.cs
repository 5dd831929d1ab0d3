using System.Buffers;
using System.Text;

namespace ElJournal.Adapters.Paragraf.Cells;

/// <summary>Text as programs write it, made plain.</summary>
internal static class CellText
{
    private static readonly SearchValues<char> Odd = SearchValues.Create("\u00A0\u2007\u202F\uFEFF\u200B");
    private static readonly SearchValues<char> Space = SearchValues.Create(" \t\r\n\u00A0\u2007\u202F\uFEFF\u200B");

    /// <summary>Non-breaking spaces made ordinary, invisible characters dropped, nothing around it: what stands in a cell, its line breaks kept.</summary>
    public static string Plain(string text)
    {
        if (text.AsSpan().IndexOfAny(Odd) < 0)
        {
            return text.Trim();
        }

        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\u00A0' or '\u2007' or '\u202F')
            {
                plain.Append(' ');
            }
            else if (c is not ('\uFEFF' or '\u200B'))
            {
                plain.Append(c);
            }
        }

        return plain.ToString().Trim();
    }

    /// <summary>As <see cref="Plain"/>, with every run of white space made one space: names of columns and codes.</summary>
    public static string Clean(string text)
    {
        var plain = Plain(text);
        if (plain.AsSpan().IndexOfAny(Space) < 0)
        {
            return plain;
        }

        return string.Join(' ', plain.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }
}
