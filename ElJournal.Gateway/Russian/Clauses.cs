using System.Text.RegularExpressions;

namespace ElJournal.Gateway.Russian;

/// <summary>Names several clauses of one order as people do: «п. 2.2 и 2.5 Положения об ЭЖ».</summary>
internal static partial class Clauses
{
    public static string Joined(IEnumerable<string> norms) => string.Join(
        "; ",
        norms.Select(norm => (Norm: norm, Match: Clause().Match(norm)))
            .GroupBy(one => one.Match.Success ? one.Match.Groups["act"].Value : one.Norm, StringComparer.Ordinal)
            .Select(act => act.First() is { Match.Success: true } ? $"п. {Numbers([.. act.Select(one => one.Match.Groups["number"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.NumericOrdering))])} {act.Key}" : act.Key));

    private static string Numbers(string[] numbers) => numbers.Length == 1 ? numbers[0] : $"{string.Join(", ", numbers[..^1])} и {numbers[^1]}";

    [GeneratedRegex(@"^п\. ?(?<number>\d+(\.\d+)*) (?<act>\S.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Clause();
}
