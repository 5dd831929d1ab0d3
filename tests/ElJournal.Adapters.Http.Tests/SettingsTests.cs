namespace ElJournal.Adapters.Http.Tests;

[TestClass]
public sealed class SettingsTests
{
    [TestMethod]
    public void What_is_set_counts_and_the_rest_is_the_adapters_own()
    {
        var settings = new AdapterSettings([new("MaxConcurrency", "2"), new("RequestSpacing", "00:00:00.500"), new("CertificateAuthority", "/ca.pem"), new("MaxResponseMegabytes", "10")]);

        var options = HttpSettings.Read(settings, new HttpChannelOptions { Retries = 7 });

        Assert.AreEqual((2, TimeSpan.FromMilliseconds(500), "/ca.pem", 7, 10L * 1024 * 1024), (options.MaxConcurrency, options.Spacing, options.CertificateAuthorityFile, options.Retries, options.MaxResponseBytes));
    }

    [TestMethod]
    [DataRow("MaxConcurrency", "0")]
    [DataRow("RequestTimeout", "soon")]
    [DataRow("RequestTimeout", "00:00:00")]
    [DataRow("Retries", "-1")]
    public void Nonsense_is_refused_by_name(string name, string value)
    {
        var refused = Assert.ThrowsExactly<AdapterException>(() => HttpSettings.Read(new AdapterSettings([new(name, value)])));

        Assert.Contains(name, refused.Message);
        var told = HttpSettings.Mistakes(new AdapterSettings([new(name, value)])).Single();
        Assert.AreEqual(name, told.Setting);
        Assert.StartsWith($"дано «{value}», допустимо", told.Message);
    }

    [TestMethod]
    public void What_can_be_read_is_no_mistake() =>
        Assert.IsEmpty(HttpSettings.Mistakes(new AdapterSettings([new("MaxConcurrency", "10"), new("RequestTimeout", "00:10:00"), new("Retries", "0"), new("MaxResponseMegabytes", "1024")])));

    [TestMethod]
    public void Every_setting_that_is_read_is_listed() =>
        CollectionAssert.AreEquivalent(
            new[] { "MaxConcurrency", "RequestSpacing", "RequestTimeout", "TotalTimeout", "Retries", "RetryDelay", "MaxResponseMegabytes", "CertificateAuthority" },
            HttpSettings.All().Select(setting => setting.Name).ToArray());

    [TestMethod]
    [DataRow("api.dnevnik.ru")]
    [DataRow("https://user:pass@api.example/")]
    [DataRow("https://api.example/?token=1")]
    [DataRow("ftp://api.example/")]
    public void An_address_holds_no_secret_and_is_absolute(string address) =>
        Assert.ThrowsExactly<AdapterException>(() => HttpSettings.Address(new AdapterSettings([new("BaseUrl", address)]), "BaseUrl"));

    [TestMethod]
    public void An_address_keeps_its_path() =>
        Assert.AreEqual("https://api.example/v2/", HttpSettings.Address(new AdapterSettings([new("BaseUrl", "https://api.example/v2")]), "BaseUrl").AbsoluteUri);
}
