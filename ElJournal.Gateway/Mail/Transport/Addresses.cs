using System.Net.Mail;
using System.Text;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>Turns configured addresses into ones that can stand in a header.</summary>
internal static class Addresses
{
    /// <exception cref="MailException">It is not an address.</exception>
    public static MailAddress Parse(string address, string? name = null)
    {
        if (!address.Any(char.IsControl) && MailAddress.TryCreate(address, out var parsed) && parsed.Address.All(char.IsAscii))
        {
            return new MailAddress(parsed.Address, Clean(string.IsNullOrEmpty(name) ? parsed.DisplayName : name), Encoding.UTF8);
        }

        throw new MailException(MailFailure.Refused, Texts.FailureAddress);
    }

    /// <summary>Whether it is one plain address.</summary>
    public static bool IsOne(string? address) =>
        address is not null && MailAddress.TryCreate(address.Trim(), out var parsed) && string.Equals(parsed.Address, address.Trim(), StringComparison.Ordinal) && parsed.Address.All(char.IsAscii);

    /// <summary>Whether letters may go there: to any domain unless the configuration names the allowed ones.</summary>
    public static bool IsAllowed(string address, Configuration.MailOptions options) =>
        options.AllowedDomains.Count == 0
        || (MailAddress.TryCreate(address.Trim(), out var parsed) && options.AllowedDomains.Any(domain => string.Equals(parsed.Host, domain.TrimStart('@'), StringComparison.OrdinalIgnoreCase)));

    private static string Clean(string name) => new([.. name.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
}
