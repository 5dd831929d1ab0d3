using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.Plugins;
using ElJournal.Testing;
using ElJournal.Testing.Smtp;

namespace ElJournal.Gateway.Tests.Mail;

/// <summary>Against a real server on a real socket.</summary>
/// <remarks>Trust is injected through the one hook that the platform's client has; it is the process's, so these tests do not run beside each other.</remarks>
[TestClass]
[DoNotParallelize]
public sealed class SmtpTransportTests : IAsyncDisposable
{
    private const string From = "journal@school.example";
    private readonly LoopbackSmtpServer server = new();

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Stop => TestContext.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        Trust(false);
        await server.DisposeAsync();
    }

    [TestMethod]
    public async Task A_letter_goes_through_STARTTLS_with_its_id_and_both_parts()
    {
        Trust(true);
        var letter = EmlWriterTests.SampleLetter();
        await Transport().SendAsync(letter, Stop);
        var mail = server.Received.Single();
        Assert.IsTrue(mail.Encrypted);
        Assert.AreEqual(From, mail.From);
        CollectionAssert.AreEqual(new[] { "deputy@school.example" }, mail.To.ToArray());
        Assert.AreEqual(letter.Subject, mail.Message.Subject);
        Assert.AreEqual($"<{letter.MessageId}>", mail.Message.Header("Message-ID"));
        Assert.AreEqual(letter.Text.ReplaceLineEndings("\r\n"), mail.Message.Part("text/plain"));
        Assert.AreEqual(letter.Html.ReplaceLineEndings("\r\n"), mail.Message.Part("text/html"));
    }

    [TestMethod]
    public async Task The_server_is_told_who_signs_in()
    {
        Trust(true);
        await Transport(options => options.User = "gateway", password: "secret").SendAsync(EmlWriterTests.SampleLetter(), Stop);
        Assert.AreEqual("gateway", server.Received.Single().SignedInAs);
    }

    [TestMethod]
    [DataRow("gateway", "вход пользователя «gateway» не принят")]
    [DataRow(null, "сервер требует входа")]
    public async Task A_wrong_password_is_named_and_the_letter_waits(string? user, string said)
    {
        Trust(true);
        server.Next(SmtpFault.WrongPassword);
        var failure = await FailsAsync(Transport(options => options.User = user, password: "wrong"));
        Assert.AreEqual(MailFailure.Unreachable, failure.Failure);
        StringAssert.Contains(failure.Message, said, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_certificate_that_nobody_trusts_ends_the_matter()
    {
        var failure = await FailsAsync(Transport());
        StringAssert.Contains(failure.Message, "выдан центром, которому эта машина не доверяет", StringComparison.Ordinal);
        Assert.AreEqual(MailFailure.Unreachable, failure.Failure);
        Assert.IsEmpty(server.Received);
    }

    [TestMethod]
    public async Task A_server_of_the_pinned_authority_is_trusted_and_no_other_connection_is()
    {
        await Pinned(LoopbackSmtpServer.Certificate).SendAsync(EmlWriterTests.SampleLetter(), Stop);
        Assert.IsTrue(server.Received.Single().Encrypted);
        StringAssert.Contains((await FailsAsync(Transport())).Message, "Mail:CertificateAuthority", StringComparison.Ordinal, "Without the file the machine decides, and the technician is told of the setting.");
        Assert.HasCount(1, server.Received);
    }

    [TestMethod]
    public async Task A_server_of_another_authority_than_the_pinned_one_gets_nothing_and_neither_does_one_of_another_name()
    {
        using var stranger = Stranger();
        StringAssert.Contains((await FailsAsync(Pinned(stranger))).Message, "не тем центром", StringComparison.Ordinal);
        var misnamed = await FailsAsync(Pinned(LoopbackSmtpServer.Certificate, options => options.Host = "127.0.0.1"));
        StringAssert.Contains(misnamed.Message, "выдан на другое имя", StringComparison.Ordinal);
        Assert.IsFalse(misnamed.MayHaveArrived);
        Assert.IsEmpty(server.Received);
    }

    [TestMethod]
    public async Task A_certificate_for_another_name_ends_the_matter()
    {
        Trust(true);
        await FailsAsync(Transport(options => options.Host = "127.0.0.1"));
        Assert.IsEmpty(server.Received);
    }

    [TestMethod]
    public async Task Without_STARTTLS_nothing_is_said()
    {
        server.Next(SmtpFault.NoTls);
        await FailsAsync(Transport());
        Assert.IsEmpty(server.Received);
    }

    [TestMethod]
    [DataRow(SmtpFault.NotAvailable, "Unreachable", false)]
    [DataRow(SmtpFault.RecipientLater, "Later", false)]
    [DataRow(SmtpFault.RecipientRefused, "Refused", false)]
    [DataRow(SmtpFault.DataLater, "Unreachable", false)]
    [DataRow(SmtpFault.DropBeforeAccepting, "Unreachable", true)]
    [DataRow(SmtpFault.DropAfterAccepting, "Unreachable", true)]
    public async Task A_misbehaving_server_is_told_apart(SmtpFault fault, string failure, bool mayHaveArrived)
    {
        server.Next(fault);
        var told = await FailsAsync(Transport(options => options.Tls = "None"));
        Assert.AreEqual((failure, mayHaveArrived), (told.Failure.ToString(), told.MayHaveArrived));
    }

    [TestMethod]
    public async Task A_letter_of_which_nothing_was_heard_goes_again_under_the_same_id()
    {
        server.Next(SmtpFault.DropAfterAccepting);
        var transport = Transport(options => options.Tls = "None");
        await FailsAsync(transport);
        await transport.SendAsync(EmlWriterTests.SampleLetter(), Stop);
        Assert.HasCount(2, server.Received);
        Assert.AreEqual(server.Received[0].Message.Header("Message-ID"), server.Received[1].Message.Header("Message-ID"));
    }

    [TestMethod]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        var transport = Transport(options => options.Tls = "None");
        await server.DisposeAsync();
        var failure = await FailsAsync(transport);
        Assert.AreEqual(MailFailure.Unreachable, failure.Failure);
        StringAssert.Contains(failure.Message, "соединение отклонено", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Unencrypted_letters_do_not_leave_the_machine() =>
        Assert.ThrowsExactly<MailException>(() => Transport(options => (options.Host, options.Tls) = ("mail.school.example", "None")));

    [TestMethod]
    [DataRow("localhost", true)]
    [DataRow("127.0.0.1", true)]
    [DataRow("::1", true)]
    [DataRow("mail.school.example", false)]
    public void Loopback_is_known(string host, bool local) => Assert.AreEqual(local, Transport(options => options.Host = host).IsLocal);

    private SmtpTransport Pinned(X509Certificate2 authority, Action<MailOptions>? change = null)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["ca.pem"], authority.ExportCertificatePem());
        var options = new MailOptions { From = From, Host = "localhost", Port = server.Port };
        change?.Invoke(options);
        return new SmtpTransport(options, From, password: null, TimeProvider.System, TrustedAuthorities.Read(folder["ca.pem"]));
    }

    private static X509Certificate2 Stranger()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=Another Root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private SmtpTransport Transport(Action<MailOptions>? change = null, string? password = null)
    {
        var options = new MailOptions { From = From, Host = "localhost", Port = server.Port };
        change?.Invoke(options);
        return new SmtpTransport(options, From, password, TimeProvider.System);
    }

    private async Task<MailException> FailsAsync(SmtpTransport transport) =>
        await Assert.ThrowsExactlyAsync<MailException>(() => transport.SendAsync(EmlWriterTests.SampleLetter(), Stop));

#pragma warning disable SYSLIB0014, MA0039 // The platform's mail client asks nothing else, and this accepts one certificate only.
    private static void Trust(bool trusted) =>
        ServicePointManager.ServerCertificateValidationCallback = !trusted
            ? null
            : (_, certificate, _, errors) => errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate?.GetCertHashString() == LoopbackSmtpServer.Certificate.GetCertHashString());
#pragma warning restore SYSLIB0014, MA0039
}
