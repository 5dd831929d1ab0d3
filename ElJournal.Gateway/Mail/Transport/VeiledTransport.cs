using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>A transport whose failures hold no secret, though the mail server may repeat the password that it refuses.</summary>
internal sealed class VeiledTransport(IMailTransport inner, SecretVeil veil) : IMailTransport
{
    public string Destination => inner.Destination;

    public bool IsLocal => inner.IsLocal;

    public async Task SendAsync(LetterRow letter, CancellationToken cancellationToken)
    {
        try
        {
            await inner.SendAsync(letter, cancellationToken);
        }
        catch (MailException failure) when (veil.IsIn(failure.ToString()))
        {
            throw new MailException(failure.Failure, veil.Clean(failure.Message)) { MayHaveArrived = failure.MayHaveArrived };
        }
    }
}
