using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ElJournal.Testing.Smtp;

/// <summary>A mail server on loopback with STARTTLS and faults on demand.</summary>
public sealed class LoopbackSmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<SmtpFault> faults = new();
    private readonly ConcurrentQueue<ReceivedMail> received = new();
    private readonly Task accepting;

    public LoopbackSmtpServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The certificate of all these servers, for <c>localhost</c>; nobody trusts it unless told to.</summary>
    public static X509Certificate2 Certificate { get; } = SelfMade("localhost");

    /// <summary>What was taken, in order; a message of which the client has not heard that it was taken among them.</summary>
    public IReadOnlyList<ReceivedMail> Received => [.. received];

    /// <summary>Runs after a message was taken and before the client is told: the boundary at which a crash test kills.</summary>
    public Func<ReceivedMail, Task>? Accepted { get; set; }

    /// <summary>How every connection goes for which <see cref="Next"/> says nothing: for a server that is gone for days.</summary>
    public SmtpFault Otherwise { get; set; }

    /// <summary>Lets go what was taken: for a server that runs for weeks.</summary>
    public void Forget() => received.Clear();

    /// <summary>The next connections misbehave, one each.</summary>
    public void Next(params SmtpFault[] misbehaviours)
    {
        foreach (var fault in misbehaviours)
        {
            faults.Enqueue(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    private static X509Certificate2 SelfMade(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                sessions.Add(ServeAsync(client, faults.TryDequeue(out var fault) ? fault : Otherwise));
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // A listener stopped between two accepts throws what its state happens to be: cancelled, closed or "not listening".
        }

        await Task.WhenAll(sessions);
    }

    private async Task ServeAsync(TcpClient client, SmtpFault fault)
    {
        using (client)
        {
            try
            {
                await new SmtpSession(client.GetStream(), Certificate, fault, TakeAsync).RunAsync(stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
            {
                // The client went away, or did not like the certificate.
            }
        }
    }

    private async Task TakeAsync(ReceivedMail mail)
    {
        received.Enqueue(mail);
        if (Accepted is { } signal)
        {
            await signal(mail);
        }
    }
}

/// <summary>A message that the server took.</summary>
/// <param name="Encrypted">Whether it came through TLS.</param>
/// <param name="SignedInAs">The user, when there was a sign-in.</param>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Data">The message, dots unstuffed.</param>
public sealed record ReceivedMail(bool Encrypted, string? SignedInAs, string From, IReadOnlyList<string> To, string Data)
{
    public MailText Message => MailText.Parse(Data);
}

/// <summary>One connection.</summary>
internal sealed class SmtpSession(Stream stream, X509Certificate2 certificate, SmtpFault fault, Func<ReceivedMail, Task> take)
{
    private readonly List<string> to = [];
    private Stream wire = stream;
    private bool encrypted;
    private string? user;
    private string from = "";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (fault == SmtpFault.NotAvailable)
        {
            await SayAsync("421 not available", cancellationToken);
            return;
        }

        if (fault == SmtpFault.Silence)
        {
            await LineAsync(cancellationToken);
            return;
        }

        await SayAsync("220 localhost ESMTP", cancellationToken);
        while (await LineAsync(cancellationToken) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(encrypted || fault == SmtpFault.NoTls ? "250-localhost\r\n250 AUTH LOGIN" : "250-localhost\r\n250-STARTTLS\r\n250 AUTH LOGIN", cancellationToken);
                    break;
                case "STARTTLS":
                    await SayAsync("220 go ahead", cancellationToken);
                    var tls = new SslStream(wire, leaveInnerStreamOpen: false);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
                    (wire, encrypted) = (tls, true);
                    break;
                case "AUTH":
                    await SignInAsync(line, cancellationToken);
                    break;
                case "MAIL" when fault == SmtpFault.WrongPassword:
                    await SayAsync("530 5.7.0 Authentication required", cancellationToken);
                    break;
                case "MAIL":
                    from = Address(line);
                    await SayAsync("250 ok", cancellationToken);
                    break;
                case "RCPT" when fault is SmtpFault.RecipientLater or SmtpFault.RecipientRefused:
                    await SayAsync(fault == SmtpFault.RecipientLater ? "450 later" : "550 no such person", cancellationToken);
                    break;
                case "RCPT":
                    to.Add(Address(line));
                    await SayAsync("250 ok", cancellationToken);
                    break;
                case "DATA":
                    await SayAsync("354 go ahead", cancellationToken);
                    if (!await DataAsync(cancellationToken))
                    {
                        return;
                    }

                    break;
                case "QUIT":
                    await SayAsync("221 bye", cancellationToken);
                    return;
                default:
                    await SayAsync("250 ok", cancellationToken);
                    break;
            }
        }
    }

    private async Task<bool> DataAsync(CancellationToken cancellationToken)
    {
        var data = new StringBuilder();
        while (await LineAsync(cancellationToken) is { } line && line != ".")
        {
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        if (fault == SmtpFault.DropBeforeAccepting)
        {
            return false;
        }

        if (fault == SmtpFault.DataLater)
        {
            await SayAsync("451 later", cancellationToken);
            return true;
        }

        await take(new ReceivedMail(encrypted, user, from, [.. to], data.ToString()));
        if (fault == SmtpFault.DropAfterAccepting)
        {
            return false;
        }

        await SayAsync("250 taken", cancellationToken);
        return true;
    }

    private async Task SignInAsync(string line, CancellationToken cancellationToken)
    {
        var words = line.Split(' ');
        var name = words.Length > 2 ? words[2] : null;
        if (name is null)
        {
            await SayAsync("334 VXNlcm5hbWU6", cancellationToken);
            name = await LineAsync(cancellationToken);
        }

        user = Encoding.UTF8.GetString(Convert.FromBase64String(name ?? ""));
        await SayAsync("334 UGFzc3dvcmQ6", cancellationToken);
        await LineAsync(cancellationToken);
        await SayAsync(fault == SmtpFault.WrongPassword ? "535 5.7.8 Authentication failed" : "235 welcome", cancellationToken);
    }

    private async Task SayAsync(string text, CancellationToken cancellationToken) => await wire.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), cancellationToken);

    // Byte by byte, so that nothing of the TLS handshake is read ahead.
    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await wire.ReadAsync(one, cancellationToken) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
