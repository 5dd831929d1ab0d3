using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;
using Npgsql;

namespace ElJournal.Gateway.Tests.Ledger;

/// <summary>What stands between the program and a server: rights, passwords and certificates, and what is said where one is wrong.</summary>
[TestClass]
public sealed partial class PostgresConnectionTests
{
    [TestMethod]
    [DataRow("Password=wrong-guess", "имя пользователя или пароль")]
    [DataRow("Database=nowhere", "нет базы данных «nowhere@127.0.0.1")]
    [DataRow("Port=1", "не отвечает")]
    public async Task What_a_person_must_put_right_is_said_without_the_password(string mistake, string said)
    {
        var settings = new NpgsqlConnectionStringBuilder(TestStorage.Administration()) { Pooling = false };
        settings[mistake.Split('=')[0]] = mistake.Split('=')[1];
        var database = new LedgerDatabase(settings.ToString(), StorageProvider.PostgreSql);

        var failure = await Assert.ThrowsAsync<LedgerException>(() => new LedgerSchema(database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(failure.Message, said);
        Assert.DoesNotContain("wrong-guess", failure.Message);
        Assert.DoesNotContain("Password=", failure.Message);
        StringAssert.Contains(failure.Message, "Storage:ConnectionString");

        using var school = new SmallSchool();
        var run = await CommandLineRun.On(
            school.Path, new() { ["ELJOURNAL__STORAGE__PROVIDER"] = "PostgreSql", ["ELJOURNAL__STORAGE__CONNECTIONSTRING"] = "env:SERVER", ["SERVER"] = settings.ToString() }, "findings", "list", "--school", "s1");
        Assert.AreEqual(1, run.ExitCode);
        Assert.AreEqual(failure.Message, run.Error.Trim(), "one message, no stack trace");
    }

    [TestMethod]
    public async Task A_user_without_rights_is_told_what_to_ask_for()
    {
        using var ledger = new PostgresServer(empty: true);
        await ledger.ExecuteAsync("REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(ledger.ConnectionString) { Username = "stranger", Password = "stranger", Pooling = false };
            var failure = await Assert.ThrowsAsync<LedgerException>(() => new LedgerSchema(new LedgerDatabase(settings.ToString(), StorageProvider.PostgreSql)).EnsureAsync(CancellationToken.None));

            StringAssert.Contains(failure.Message, "ALTER DATABASE");
        }
        finally
        {
            await ledger.ExecuteAsync("DROP ROLE stranger");
        }
    }

    [TestMethod]
    [DataRow("Host=db.school.example", true)]
    [DataRow("Host=db.school.example;SSL Mode=VerifyCA", true)]
    [DataRow("Host=127.0.0.1,localhost", true)]
    [DataRow("Host=/var/run/postgresql", true)]
    [DataRow("Host=[::1]:5433;SSL Mode=Disable", true)]
    [DataRow("Host=db.school.example;SSL Mode=Require", false)]
    [DataRow("Host=db.school.example;SSL Mode=Prefer", false)]
    [DataRow("Host=10.0.0.5;SSL Mode=Disable", false)]
    [DataRow("Host=127.0.0.1,db.school.example;SSL Mode=Allow", false)]
    public void Outside_this_machine_the_server_proves_who_it_is(string host, bool accepted) =>
        Assert.AreEqual(accepted, !PostgresConnection.IsOpen(new NpgsqlConnectionStringBuilder(host + ";Database=eljournal;Username=eljournal")));

    [TestMethod]
    public async Task A_connection_that_is_not_safe_is_a_mistake_of_the_configuration_whether_it_is_written_or_secret()
    {
        using var school = new SmallSchool();
        var text = await File.ReadAllTextAsync(school["eljournal.json"]);
        foreach (var (given, said) in new[] { ("Host=db.school.example;Database=e;Username=e;SSL Mode=Prefer", "Storage:ConnectionString"), ("file:server.secret", "Storage:ConnectionString"), ("file:short.secret", "Storage:ConnectionString") })
        {
            await File.WriteAllTextAsync(school["short.secret"], "Username=e;Password=hidden-one");
            await File.WriteAllTextAsync(school["server.secret"], "Host=db.school.example;Database=e;Username=e;Password=hidden-one;SSL Mode=Prefer");
            await File.WriteAllTextAsync(school["eljournal.json"], Storage().Replace(text, $"\"Storage\": {{ \"Provider\": \"PostgreSql\", \"ConnectionString\": \"{given}\" }}"));
            var run = await CommandLineRun.On(school.Path, [], "findings", "list", "--school", "s1");
            SmallSchool.Refused(run, 1);
            StringAssert.Contains(run.Error, said);
            StringAssert.Contains(run.Error, given.Contains("short", StringComparison.Ordinal) ? "Host=" : "VerifyFull");
            Assert.DoesNotContain("hidden-one", run.Error);
        }
    }

    [TestMethod]
    public async Task A_certificate_is_asked_for_and_one_that_nobody_vouches_for_is_not_taken()
    {
        var settings = new NpgsqlConnectionStringBuilder(TestStorage.Administration()) { Pooling = false, SslMode = SslMode.VerifyFull };
        async Task<string> RefusedAsync() => (await Assert.ThrowsAsync<LedgerException>(() => new LedgerSchema(new LedgerDatabase(settings.ToString(), StorageProvider.PostgreSql)).EnsureAsync(CancellationToken.None))).Message;
        StringAssert.Contains(await RefusedAsync(), "ssl = on");

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["root.crt"], certificate.ExportCertificatePem());
        await TestStorage.EncryptAsync(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        try
        {
            StringAssert.Contains(await RefusedAsync(), "сертификат не принят");
            settings.RootCertificate = folder["root.crt"];
            await using var safe = new NpgsqlConnection(settings.ToString());
            await safe.OpenAsync();
            settings.Host = "localhost";
            StringAssert.Contains(await RefusedAsync(), "сертификат не принят", "A certificate of another name.");
        }
        finally
        {
            await TestStorage.EncryptAsync(null, null);
        }
    }

    [GeneratedRegex("\"Storage\": \\{[^}]*\\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Storage();
}
