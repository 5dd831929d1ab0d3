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

    private static string Clean(string name) => new([.. name.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
}
