namespace ElJournal.Adapters.Tabular.Text;

/// <summary>A row without quotes, as bare text: its fields are what lies between the separators.</summary>
internal static class PlainRow
{
    /// <summary>The field at a place without white space around it; empty when the row ends before it, or for -1.</summary>
    public static ReadOnlySpan<char> Field(ReadOnlySpan<char> line, char separator, int place)
    {
        for (; place > 0; place--)
        {
            var end = line.IndexOf(separator);
            if (end < 0)
            {
                return [];
            }

            line = line[(end + 1)..];
        }

        var length = place < 0 ? 0 : line.IndexOf(separator);
        return (length < 0 ? line : line[..length]).Trim();
    }
}
