using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ElJournal.Gateway.Mail;

/// <summary>Makes Message-IDs that stay the same when a letter is composed again.</summary>
internal static class MessageId
{
    private const string Domain = "eljournal.local";

    /// <summary>The id without angle brackets; safe as a file name.</summary>
    public static string Of(Letter letter)
    {
        // The readable part is only for people who look into the pickup folder; the hash makes it unique.
        var identity = string.Join('\n', letter.School, letter.Kind, letter.About, letter.To.Address.ToLowerInvariant());
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 6));
        var sequence = letter.Sequence > 1 ? string.Create(CultureInfo.InvariantCulture, $".{letter.Sequence}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Plain(letter.Kind)}.{Plain(letter.School)}.{letter.Day:yyyy-MM-dd}.{hash}{sequence}@{Domain}");
    }

    private static string Plain(string text) =>
        new([.. text.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '_')]);
}
