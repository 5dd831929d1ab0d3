using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ElJournal.Adapters;
using ElJournal.Adapters.Http;
using ElJournal.Gateway.Plugins;
using ElJournal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Tests.Plugins;

/// <summary>National root certificates are in no default store; a technician names one, and then no other counts. Real TLS on loopback, a test authority made here.</summary>
[TestClass]
public sealed class PinnedAuthorityTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly TestAuthority Authority = new("CN=Test Root");
    private static readonly TestAuthority Stranger = new("CN=Another Root");

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_server_of_the_pinned_authority_is_trusted(bool pem)
    {
        await using var server = await StartAsync(Authority.Issue("localhost", Now.AddDays(10)));
        using var folder = new TempFolder();

        Assert.AreEqual("да", await AskAsync(server, Authority.Write(folder, pem)));
    }

    [TestMethod]
    public async Task Without_a_pin_the_machine_decides_and_the_technician_is_told_of_the_setting()
    {
        await using var server = await StartAsync(Authority.Issue("localhost", Now.AddDays(10)));

        var refused = await RefusedAsync(server, file: null);

        Assert.Contains("CertificateAuthority", refused.Instruction!);
        Assert.Contains("не доверяет", refused.Instruction!);
    }

    [TestMethod]
    public async Task A_server_of_another_authority_is_refused_even_if_the_machine_would_trust_it()
    {
        await using var server = await StartAsync(Stranger.Issue("localhost", Now.AddDays(10)));
        using var folder = new TempFolder();

        Assert.Contains("не тем центром", (await RefusedAsync(server, Authority.Write(folder, pem: true))).Instruction!);
    }

    [TestMethod]
    public async Task A_certificate_that_has_ended_is_refused_and_the_clock_is_spoken_of()
    {
        await using var server = await StartAsync(Authority.Issue("localhost", Now.AddDays(-1)));
        using var folder = new TempFolder();

        Assert.Contains("Срок сертификата", (await RefusedAsync(server, Authority.Write(folder, pem: true))).Instruction!);
    }

    [TestMethod]
    public async Task A_certificate_for_another_name_is_refused()
    {
        await using var server = await StartAsync(Authority.Issue("journal.example", Now.AddDays(10)));
        using var folder = new TempFolder();

        Assert.Contains("другое имя", (await RefusedAsync(server, Authority.Write(folder, pem: true))).Instruction!);
    }

    [TestMethod]
    [DataRow("missing")]
    [DataRow("nonsense")]
    [DataRow("intermediate")]
    public void A_file_that_names_no_authority_is_refused_in_Russian(string kind)
    {
        using var folder = new TempFolder();
        var file = folder["ca.pem"];
        if (kind == "nonsense")
        {
            File.WriteAllText(file, "no certificate");
        }
        else if (kind == "intermediate")
        {
            using var issued = Authority.Issue("localhost", Now.AddDays(10));
            File.WriteAllText(file, issued.ExportCertificatePem());
        }

        var refused = Assert.ThrowsExactly<AdapterException>(() => new HttpClientSource(mayLeaveMachine: true).Create(new Uri("https://localhost/"), new HttpTrust(file)));

        Assert.AreEqual(AdapterFailure.Permanent, refused.Failure);
        Assert.Contains("CertificateAuthority", refused.Instruction!);
    }

    [TestMethod]
    public async Task A_renewed_file_counts_without_a_restart()
    {
        await using var server = await StartAsync(Authority.Issue("localhost", Now.AddDays(10)));
        using var folder = new TempFolder();
        var file = Stranger.Write(folder, pem: true);
        await RefusedAsync(server, file);
        File.Copy(Authority.Write(folder, pem: false), file, overwrite: true);

        Assert.AreEqual("да", await AskAsync(server, file));
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = builder.Build();
        server.Run(context => context.Response.WriteAsync("\"да\""));
        await server.StartAsync();
        return server;
    }

    private async Task<string> AskAsync(WebApplication server, string? file)
    {
        var address = new Uri(server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/");
        var context = new AdapterContext("s1", TimeZoneInfo.Utc, new AdapterSettings([]), new HttpClientSource(mayLeaveMachine: false), NullLogger.Instance, TimeProvider.System);
        using var channel = new HttpChannel(context, address, new HttpChannelOptions { CertificateAuthorityFile = file, RetryDelay = TimeSpan.Zero });
        using var answer = await channel.Client.GetAsync(new Uri("x?token=secret", UriKind.Relative), Cancelled);
        return channel.ReadJson<string>(answer);
    }

    private async Task<AdapterException> RefusedAsync(WebApplication server, string? file)
    {
        var refused = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await AskAsync(server, file));
        Assert.AreEqual(AdapterFailure.Permanent, refused.Failure, refused.ToString());
        Assert.DoesNotContain("secret", refused.ToString());
        return refused;
    }

    /// <summary>A certificate authority that exists for these tests only.</summary>
    private sealed class TestAuthority
    {
        private readonly X509Certificate2 root;

        public TestAuthority(string name)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
            root = request.CreateSelfSigned(Now.AddDays(-100), Now.AddDays(100));
        }

        public X509Certificate2 Issue(string name, DateTimeOffset until)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
            using var issued = request.Create(root, Now.AddDays(-50), until, RandomNumberGenerator.GetBytes(8));
            using var withKey = issued.CopyWithPrivateKey(key);
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
        }

        public string Write(TempFolder folder, bool pem)
        {
            var file = folder[root.Subject[3..] + (pem ? ".pem" : ".cer")];
            if (pem)
            {
                File.WriteAllText(file, root.ExportCertificatePem());
            }
            else
            {
                File.WriteAllBytes(file, root.Export(X509ContentType.Cert));
            }

            return file;
        }
    }
}
