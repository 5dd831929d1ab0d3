using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Secrets;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Configuration;

[TestClass]
public sealed class SecretResolverTests
{
    [TestMethod]
    public void A_secret_comes_from_the_environment_a_file_or_the_store()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["token.txt"], "hunter2\n");
        var secrets = Resolver(folder, ("TOKEN", "hunter3"));
        new SecretStore(folder["secrets/secrets.json"], folder["keys"]).Set("mail", "hunter4", default);

        Assert.AreEqual("hunter2", secrets.Resolve("file:token.txt"));
        Assert.AreEqual("hunter3", secrets.Resolve("env:TOKEN"));
        Assert.AreEqual("hunter4", secrets.Resolve("secret:mail"));
    }

    [TestMethod]
    [DataRow("env:MISSING")]
    [DataRow("file:missing.txt")]
    [DataRow("file:empty.txt")]
    [DataRow("secret:mail")]
    [DataRow("literal-hunter2")]
    public void What_cannot_be_resolved_is_said_without_its_value(string reference)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["empty.txt"], " ");
        var failure = Assert.ThrowsExactly<GatewayException>(() => Resolver(folder).Resolve(reference));

        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("env:NAME", true)]
    [DataRow("file:/run/secrets/x", true)]
    [DataRow("secret:mail", true)]
    [DataRow("env:", false)]
    [DataRow("https://x", false)]
    [DataRow("ENV:NAME", false)]
    [DataRow("hunter2", false)]
    public void References_are_told_from_literals(string text, bool reference) => Assert.AreEqual(reference, SecretResolver.IsReference(text));

    private static SecretResolver Resolver(TempFolder folder, params (string Name, string Value)[] environment) =>
        new(environment.ToDictionary(pair => pair.Name, pair => pair.Value), folder.Path, new SecretStore(folder["secrets/secrets.json"], folder["keys"]), new SecretVeil());
}
