namespace ElJournal.Adapters.Tabular.Text;

internal enum QuoteOutcome
{
    Whole,
    NeedsMore,
    Unterminated,
    TextAfterQuote,
}

/// <summary>Where a row with quotes ends.</summary>
/// <param name="Outcome">Whether it does.</param>
/// <param name="Length">Characters up to and with the line break.</param>
/// <param name="Trusted">Characters up to and with the separator before the field that is damaged.</param>
internal readonly record struct QuoteScan(QuoteOutcome Outcome, int Length, int Trusted)
{
    /// <summary>Follows RFC 4180. A quote inside a field that does not begin with one is an ordinary character (<c>7 "Б"</c>).</summary>
    public static QuoteScan Scan(ReadOnlySpan<char> text, char separator, bool isAll)
    {
        var at = 0;
        while (true)
        {
            var field = at;
            if (at < text.Length && text[at] == '"')
            {
                at = Close(text, at + 1);
                if (at < 0 || (at == text.Length && !isAll))
                {
                    return new(isAll ? QuoteOutcome.Unterminated : QuoteOutcome.NeedsMore, 0, field);
                }

                if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
                {
                    return new(QuoteOutcome.TextAfterQuote, 0, field);
                }
            }
            else
            {
                var length = text[at..].IndexOfAny(separator, '\r', '\n');
                at = length < 0 ? text.Length : at + length;
            }

            if (at == text.Length)
            {
                return new(isAll ? QuoteOutcome.Whole : QuoteOutcome.NeedsMore, at, field);
            }

            if (text[at] == separator)
            {
                at++;
                continue;
            }

            if (text[at] == '\r' && at + 1 == text.Length && !isAll)
            {
                return new(QuoteOutcome.NeedsMore, 0, field);
            }

            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            return new(QuoteOutcome.Whole, at, field);
        }
    }

    /// <summary>The fields of a piece that ends with a separator and whose quotes are sound.</summary>
    public static IReadOnlyList<string> Fields(ReadOnlySpan<char> text, char separator)
    {
        var fields = new List<string>();
        while (!text.IsEmpty)
        {
            int length;
            if (text[0] == '"' && Close(text, 1) is > 0 and var close)
            {
                fields.Add(text[1..(close - 1)].ToString().Replace("\"\"", "\"", StringComparison.Ordinal));
                length = close;
            }
            else
            {
                length = text.IndexOf(separator);
                fields.Add(text[..(length < 0 ? text.Length : length)].ToString());
            }

            text = length < 0 || length >= text.Length ? [] : text[(length + 1)..];
        }

        return fields;
    }

    /// <summary>The place after the quote that closes, or -1.</summary>
    private static int Close(ReadOnlySpan<char> text, int at)
    {
        while (true)
        {
            var quote = text[at..].IndexOf('"');
            if (quote < 0)
            {
                return -1;
            }

            at += quote + 1;
            if (at == text.Length || text[at] != '"')
            {
                return at;
            }

            at++;
        }
    }
}
