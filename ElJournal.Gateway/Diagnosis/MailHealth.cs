using System.Net.Sockets;
using System.Text;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Diagnosis;

/// <summary>Whether letters could leave; sends one only when asked to.</summary>
internal sealed class MailHealth(GatewayConfiguration configuration, MailTransports transports, LetterRenderer renderer, RunMode mode, MachineClock machine)
{
    private const string TestKind = "test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<DoctorCheck> CheckAsync(CancellationToken cancellationToken)
    {
        var options = configuration.Options.Mail;
        try
        {
            // Made for its checks: sender, secret, and that nothing goes out unencrypted.
            var transport = transports.Create();
            if (options.PickupDirectory is { Length: > 0 })
            {
                return Folder(transport.Destination);
            }

            return !transport.IsLocal && !mode.MayLeaveMachine
                ? DoctorCheck.Doubtful(DoctorArea.Mail, null, transport.Destination, Texts.MailDrill, Texts.MailDrillNext)
                : await ServerAsync(options.Host!, options.Port, transport.Destination, cancellationToken);
        }
        catch (GatewayException failure)
        {
            return DoctorCheck.Bad(DoctorArea.Mail, null, options.Host ?? "mail", failure.Message, Texts.MailSettingsNext);
        }
    }

    /// <summary>Sends a real letter, now; it is not kept.</summary>
    public async Task<DoctorCheck> SendTestAsync(string address, CancellationToken cancellationToken)
    {
        var now = machine.Time.GetUtcNow();
        var subject = Texts.TestSubject;
        var document = new LetterDocument(subject, [Phrase.Of(Texts.TestSent, RussianDates.MomentWithYear(configuration.Schools.All is [var school, ..] ? school.Local(now) : now))], [], [Texts.TestNothing]);
        var letter = new LetterRow
        {
            School = "test",
            MessageId = $"test.{Guid.CreateVersion7(now):N}@eljournal.local",
            Kind = TestKind,
            RecipientName = "",
            RecipientAddress = address,
            Subject = subject,
            Html = await renderer.HtmlAsync(document),
            Text = LetterRenderer.Text(document),
            CreatedAt = now.ToStored(),
        };
        try
        {
            var transport = transports.Create();
            await transport.SendAsync(letter, cancellationToken);
            return DoctorCheck.Good(DoctorArea.Mail, null, "test letter", Phrase.Of(Texts.TestTaken, transport.Destination, address));
        }
        catch (Exception failure) when (failure is MailException or GatewayException)
        {
            return DoctorCheck.Bad(DoctorArea.Mail, null, "test letter", failure.Message, Texts.MailServerNext);
        }
    }

    private static DoctorCheck Folder(string folder)
    {
        var probe = Path.Combine(folder, $".doctor-{Guid.NewGuid():N}");
        try
        {
            OwnerOnly.CreateFolder(folder);
            using (OwnerOnly.Create(probe))
            {
                // Only whether it can be made.
            }

            File.Delete(probe);
            return DoctorCheck.Good(DoctorArea.Mail, null, folder, Phrase.Of(Texts.MailFolder, folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return DoctorCheck.Bad(DoctorArea.Mail, null, folder, Phrase.Of(Texts.MailFolderBad, folder, failure.Message), Texts.MailFolderNext);
        }
    }

    /// <summary>Waits for the server's greeting; whether it takes the password only a letter shows.</summary>
    private async Task<DoctorCheck> ServerAsync(string host, int port, string destination, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, machine.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, both.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            var greeting = await reader.ReadLineAsync(both.Token) ?? "";
            return greeting.StartsWith("220", StringComparison.Ordinal)
                ? DoctorCheck.Good(DoctorArea.Mail, null, destination, Phrase.Of(Texts.MailAnswers, destination))
                : DoctorCheck.Bad(DoctorArea.Mail, null, destination, Phrase.Of(Texts.MailOdd, destination), Texts.MailServerNext);
        }
        catch (Exception failure) when (failure is SocketException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return DoctorCheck.Bad(DoctorArea.Mail, null, destination, Phrase.Of(Texts.MailSilent, destination), Texts.MailServerNext);
        }
    }
}
