using ElJournal.Adapters.Portals;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Reconciling;

/// <summary>A final mark of the ledger that the portal has or may have.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Term">The term's name.</param>
/// <param name="Value">The mark.</param>
/// <param name="Must">Whether the portal must show exactly this.</param>
internal sealed record DeliveredFinal(string Key, string Subject, string Term, string Value, bool Must);

/// <summary>A final mark that is shown otherwise than delivered, or was never delivered.</summary>
internal sealed record FinalDifference(DeliveredFinal? Expected, ShownFinal Shown);

/// <summary>Compares the marks of terms that a portal shows with those that it got. Under which day it shows them nobody has published, so that one is missing is never said.</summary>
internal static class FinalComparison
{
    public static IReadOnlyList<FinalDifference> Of(IReadOnlyList<DeliveredFinal> delivered, IEnumerable<ShownFinal> shown)
    {
        var found = new List<FinalDifference>();
        foreach (var final in shown)
        {
            var ofSubject = delivered.Where(item => ClassName.Fold(item.Subject) == ClassName.Fold(final.Subject)).ToList();
            var ofTerm = ofSubject.Where(item => IsTerm(final.Term, item.Term)).ToList();

            // A name that fits no term may be any of them.
            var fitting = ofTerm.Count > 0 ? ofTerm : ofSubject;
            if (fitting.Count == 0)
            {
                found.Add(new FinalDifference(null, final));
            }
            else if (fitting.TrueForAll(item => item.Must && !string.Equals(item.Value.Trim(), final.Value.Trim(), StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(new FinalDifference(fitting[0], final));
            }
        }

        return found;
    }

    /// <summary>Whether the portal's name is the term's: the term's words and number stand in it.</summary>
    private static bool IsTerm(string shown, string term)
    {
        var words = Words(shown);
        return term.Length > 0 && Words(term).IsSubsetOf(words);
    }

    private static HashSet<string> Words(string text) => [.. text.ToUpperInvariant().Split([' ', '-', '.', ',', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries)];
}
