using ElJournal.Adapters;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Tests.Secrets;

[TestClass]
public sealed class SecretVeilTests
{
    private const string Secret = "Pa$$ \"w0rd\"/ключ";

    [TestMethod]
    public void A_secret_is_taken_out_however_it_is_spelled()
    {
        var veil = new SecretVeil();
        Assert.AreEqual(Secret, veil.Clean(Secret));
        veil.Add(Secret);
        veil.Add("abc");

        foreach (var form in new[] { Secret, Uri.EscapeDataString(Secret), System.Text.Json.JsonSerializer.Serialize(Secret).Trim('"'), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret)) })
        {
            Assert.DoesNotContain(form.TrimEnd('='), veil.Clean($"GET /?t={form}&x=1"), form);
        }

        Assert.AreEqual("abc: alphabet", veil.Clean("abc: alphabet"), "Too short to be told from ordinary words.");
    }

    [TestMethod]
    public void What_is_printed_is_cleaned_once_more()
    {
        var veil = new SecretVeil();
        veil.Add(Secret);
        using var inner = new StringWriter();
        using var writer = new VeilingWriter(inner, veil);
        writer.WriteLine($"a {Secret}");
        writer.Write($"b {Secret}".AsSpan());
        writer.Write("c {0}", Secret);

        Assert.DoesNotContain(Secret, inner.ToString(), StringComparison.Ordinal);
        Assert.HasCount(4, inner.ToString().Split(SecretVeil.Mark));
    }

    [TestMethod]
    public void An_exception_keeps_its_meaning_and_loses_the_secret_with_its_causes()
    {
        var veil = new SecretVeil();
        veil.Add(Secret);
        var clean = (AdapterException)veil.Clean(new AdapterException(AdapterFailure.Final, $"no {Secret}", $"нет {Secret}", TimeSpan.FromMinutes(1), new InvalidOperationException(Secret)));

        Assert.AreEqual((AdapterFailure.Final, TimeSpan.FromMinutes(1)), (clean.Failure, clean.RetryAfter));
        Assert.IsFalse(veil.IsIn(clean.ToString() + clean.Instruction));
        Assert.AreEqual(AdapterFailure.Temporary, ((AdapterException)veil.Clean(new FormatException(Secret))).Failure);
    }

    [TestMethod]
    public async Task A_mail_server_that_repeats_the_password_does_not_get_it_into_the_ledger()
    {
        var veil = new SecretVeil();
        veil.Add(Secret);
        var failure = await Assert.ThrowsExactlyAsync<MailException>(() => new VeiledTransport(new Repeating(), veil).SendAsync(null!, default));

        Assert.AreEqual(MailFailure.Refused, failure.Failure);
        Assert.IsFalse(veil.IsIn(failure.ToString()));
    }

    private sealed class Repeating : IMailTransport
    {
        public string Destination => "mail";

        public bool IsLocal => true;

        public Task SendAsync(LetterRow letter, CancellationToken cancellationToken) =>
            Task.FromException(new MailException(MailFailure.Refused, $"535 bad password {Secret}", new InvalidOperationException(Secret)));
    }
}
