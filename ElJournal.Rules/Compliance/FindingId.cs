using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ElJournal.Rules.Compliance;

/// <summary>A finding's stable id.</summary>
public static class FindingId
{
    /// <summary>Twelve upper-case hexadecimal digits of SHA-256 over school, rule, part and subject key.</summary>
    public static string Of(string school, string rule, string? part, string subject)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(subject);
        // Lengths before the texts: no two different lists of texts give the same bytes.
        var text = $"{school.Length}:{school}{rule.Length}:{rule}{part?.Length ?? -1}:{part}{subject.Length}:{subject}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 6);
    }

    /// <summary>The id of a finding whose subject key an earlier school year's finding has used: told apart by the year, as keys are on their way to a portal.</summary>
    public static string OfYear(int schoolYear, string school, string rule, string? part, string subject) =>
        Of(school, rule, part, string.Create(CultureInfo.InvariantCulture, $"{schoolYear}:{subject}"));
}
