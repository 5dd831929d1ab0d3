namespace ElJournal.Rules.Journal;

/// <summary>Keys made of several columns: joined by <c>/</c>, with <c>/</c> and <c>%</c> inside a part percent-encoded.</summary>
public static class RecordKey
{
    /// <summary>Joins the parts; no two different lists of parts give the same key.</summary>
    public static string Join(string first, string second) => $"{Escape(first)}/{Escape(second)}";

    /// <inheritdoc cref="Join(string, string)"/>
    public static string Join(string first, string second, string third) => $"{Escape(first)}/{Escape(second)}/{Escape(third)}";

    private static string Escape(string part) =>
        part.AsSpan().IndexOfAny('/', '%') < 0
            ? part
            : part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}
