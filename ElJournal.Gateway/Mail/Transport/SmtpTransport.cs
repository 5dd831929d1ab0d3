using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>Sends letters to a mail server: STARTTLS on the submission port; implicit TLS (port 465) is not supported by the platform's client.</summary>
/// <remarks>The server's certificate is checked by the platform's rules (chain and name), or against the authorities of a file; there is no setting to switch that off. The client dates messages by the machine's clock.</remarks>
internal sealed class SmtpTransport : IMailTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly MailOptions options;
    private readonly string host;
    private readonly string from;
    private readonly string? password;
    private readonly bool tls;
    private readonly TimeSpan patience;
    private readonly TimeProvider machineTime;
    private readonly bool pinned;

    /// <exception cref="MailException">Letters would leave the machine unencrypted.</exception>
    public SmtpTransport(MailOptions options, string from, string? password, TimeProvider machineTime, TrustedAuthorities? authorities = null, TimeSpan? patience = null)
    {
        this.options = options;
        this.from = from;
        this.password = password;
        this.machineTime = machineTime;
        this.patience = patience ?? Patience;
        host = options.Host ?? throw new MailException(MailFailure.Unreachable, Texts.FailureNoHost);
        tls = !string.Equals(options.Tls, "None", StringComparison.OrdinalIgnoreCase);
        IsLocal = IsLoopback(host);
        if (!tls && !IsLocal)
        {
            throw new MailException(MailFailure.Unreachable, Texts.FailureTls);
        }

        pinned = authorities is not null;
        PinnedMailServers.Trust(host, authorities);
    }

    public string Destination => string.Create(CultureInfo.InvariantCulture, $"{host}:{options.Port}");

    public bool IsLocal { get; }

    public async Task SendAsync(LetterRow letter, CancellationToken cancellationToken)
    {
        using var message = Message(letter);
        using var timeout = new CancellationTokenSource(patience, machineTime);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var client = new SmtpClient(host, options.Port) { EnableSsl = tls, DeliveryMethod = SmtpDeliveryMethod.Network };
            if (!string.IsNullOrEmpty(options.User))
            {
                client.Credentials = new NetworkCredential(options.User, password);
            }

            await client.SendMailAsync(message, linked.Token);
        }
        catch (SmtpFailedRecipientException exception)
        {
            var failure = (int)exception.StatusCode >= 500 ? MailFailure.Refused : MailFailure.Later;
            throw new MailException(failure, Phrase.Of(failure == MailFailure.Refused ? Texts.FailureRecipient : Texts.FailureRecipientLater, Destination, exception.Message), exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailException(MailFailure.Unreachable, Phrase.Of(Texts.FailureSilent, Destination, patience.TotalSeconds), exception) { MayHaveArrived = WasBegun(message) };
        }
        catch (Exception exception) when (exception is SmtpException or AuthenticationException or IOException or Win32Exception or InvalidOperationException)
        {
            // A refusal of the sender, the sign-in or the certificate is a matter of settings: the letter itself is good and stays queued.
            throw new MailException(MailFailure.Unreachable, Phrase.Of(Texts.FailureServer, Destination, Cause(exception)), exception) { MayHaveArrived = WasBegun(message) && !WasRefused(exception) };
        }
    }

    /// <summary>Whether the letter's text was begun to be sent, which the client does when the server has asked for it: a server that was silent until then has nothing.</summary>
    private static bool WasBegun(MailMessage message) => message.AlternateViews[0].ContentStream.Position > 0;

    /// <summary>Whether it is certain that nothing was taken: nobody was reached, or the server said no. What broke off in between may have come after the last byte.</summary>
    private static bool WasRefused(Exception exception) => exception switch
    {
        SmtpException { StatusCode: not SmtpStatusCode.GeneralFailure } or AuthenticationException => true,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.ConnectionRefused or SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown } => true,
        { InnerException: { } inner } => WasRefused(inner),
        _ => false,
    };

    private MailMessage Message(LetterRow letter)
    {
        var message = new MailMessage(Addresses.Parse(from), Addresses.Parse(letter.RecipientAddress, letter.RecipientName))
        {
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{letter.MessageId}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(View(letter.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(letter.Html, MediaTypeNames.Text.Html));
        foreach (var file in letter.Attachments.OrderBy(file => file.Id))
        {
            message.Attachments.Add(new Attachment(new MemoryStream(file.Bytes), file.Name, MediaType.Of(file.Name)));
        }

        return message;
    }

    private static AlternateView View(string body, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(body.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The usual causes in plain words with what to look at; others as the platform says them.</summary>
    private string Cause(Exception exception) => exception switch
    {
        SmtpException { StatusCode: SmtpStatusCode.MustIssueStartTlsFirst or SmtpStatusCode.ClientNotPermitted } or SmtpException { StatusCode: (SmtpStatusCode)535 } =>
            options.User is { Length: > 0 } user ? Phrase.Of(Texts.CauseSignIn, user) : Texts.CauseNoSignIn,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => Texts.CauseNoHost,
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Texts.CauseRefused,
        SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.TimedOut } => Texts.CauseNoNetwork,
        AuthenticationException => CauseOfCertificate(Innermost(exception)),
        { InnerException: { } inner } => Cause(inner),
        _ => Innermost(exception),
    };

    /// <summary>The platform names the reasons in its text only; the words are its enumerations' (SslPolicyErrors, X509ChainStatusFlags).</summary>
    private string CauseOfCertificate(string words) =>
        words.Contains("NotTimeValid", StringComparison.Ordinal) ? Texts.CauseCertificateTime
        : words.Contains("NameMismatch", StringComparison.Ordinal) ? Texts.CauseCertificateName
        : words.Contains("UntrustedRoot", StringComparison.Ordinal) || words.Contains("PartialChain", StringComparison.Ordinal) ? pinned ? Texts.CauseCertificateNotPinned : Texts.CauseCertificateUntrusted
        : Phrase.Of(Texts.CauseCertificate, words);

    private static string Innermost(Exception exception) => exception.InnerException is { } inner ? $"{exception.Message} {Innermost(inner)}" : exception.Message;
}
