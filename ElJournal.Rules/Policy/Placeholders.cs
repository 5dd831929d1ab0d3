namespace ElJournal.Rules.Policy;

/// <summary>Values that only hold a place in a cell: neither marks nor alterations.</summary>
internal static class Placeholders
{
    private static readonly HashSet<string> Usual = new(StringComparer.OrdinalIgnoreCase) { ".", "·", "*", "!", "н/о", "долг", "0" };

    /// <summary>Whether the value is one of the usual placeholders.</summary>
    public static bool Contains(string value) => value.Length <= 6 && (Usual.Contains(value) || (HasBlanks(value) && Usual.Contains(value.Trim())));

    private static bool HasBlanks(string value) => char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]);
}
