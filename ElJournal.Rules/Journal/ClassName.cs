using System.Globalization;
using System.Text;

namespace ElJournal.Rules.Journal;

/// <summary>Class names as people type them: <c>7А</c>, <c>7 «а»</c> and <c>7-A</c> with a Latin letter are one class.</summary>
public static class ClassName
{
    private const string Latin = "ABCEHKMOPTXY";
    private const string Cyrillic = "АВСЕНКМОРТХУ";

    /// <summary>Orders names as people do: 8А before 10А.</summary>
    public static IComparer<string?> Order { get; } = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);

    /// <summary>The form in which names are compared: upper case, without spaces, hyphens and quotation marks, Latin look-alikes made Cyrillic.</summary>
    public static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var folded = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                continue;
            }

            var upper = char.ToUpperInvariant(letter);
            var at = Latin.IndexOf(upper, StringComparison.Ordinal);
            folded.Append(at >= 0 ? Cyrillic[at] : upper == 'Ё' ? 'Е' : upper);
        }

        return folded.ToString();
    }

    /// <summary>Whether two names mean the same class.</summary>
    public static bool Same(string first, string second) => string.Equals(Fold(first), Fold(second), StringComparison.Ordinal);
}
