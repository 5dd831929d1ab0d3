using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>Lets no letter out to a domain that the configuration does not allow, however its address came to be.</summary>
internal sealed class AllowedTransport(IMailTransport inner, MailOptions options) : IMailTransport
{
    public string Destination => inner.Destination;

    public bool IsLocal => inner.IsLocal;

    public Task SendAsync(LetterRow letter, CancellationToken cancellationToken) => Addresses.IsAllowed(letter.RecipientAddress, options)
        ? inner.SendAsync(letter, cancellationToken)
        : throw new MailException(MailFailure.Refused, Phrase.Of(Texts.FailureDomain, letter.RecipientAddress));
}
