using ElJournal.Adapters;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>Makes the transport that the configuration asks for.</summary>
internal sealed class MailTransports(GatewayConfiguration configuration, SecretResolver secrets, RunMode mode, MachineClock machine, SecretVeil veil)
{
    /// <exception cref="GatewayException">The settings do not say how letters leave, or a drill would write to another machine.</exception>
    public IMailTransport Create()
    {
        var options = configuration.Options.Mail;
        var from = options.From is { Length: > 0 } sender ? sender : throw new GatewayException(Texts.FailureNoFrom);
        try
        {
            IMailTransport transport = options.PickupDirectory is { Length: > 0 } directory
                ? new PickupTransport(configuration.Resolve(directory), from)
                : new SmtpTransport(options, from, options.Password is { } reference ? secrets.Resolve(reference) : null, machine.Time, Authorities(options));
            return transport.IsLocal || mode.MayLeaveMachine ? new VeiledTransport(new AllowedTransport(transport, options), veil) : throw new GatewayException(Phrase.Of(Texts.FailureDrill, transport.Destination));
        }
        catch (MailException failure)
        {
            throw new GatewayException(failure.Message, innerException: failure);
        }
        catch (AdapterException failure)
        {
            throw new GatewayException(failure.Instruction ?? failure.Message, innerException: failure);
        }
    }

    /// <summary>Read each time, so that a renewed file counts without a restart.</summary>
    private TrustedAuthorities? Authorities(MailOptions options) => options.CertificateAuthority is { Length: > 0 } file ? TrustedAuthorities.Read(configuration.Resolve(file)) : null;
}
