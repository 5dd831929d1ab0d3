using System.Text.Json.Nodes;
using ElJournal.Adapters;
using ElJournal.Gateway.Plugins;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Plugins;

[TestClass]
public sealed class HostilePluginTests
{
    [TestMethod]
    [DataRow("assembly", "../evil/Evil.dll")]
    [DataRow("assembly", "..\\evil\\Evil.dll")]
    [DataRow("assembly", "/tmp/Evil.dll")]
    [DataRow("assembly", "C:\\Evil.dll")]
    [DataRow("assembly", "\\\\server\\share\\Evil.dll")]
    [DataRow("assembly", "//server/share/Evil.dll")]
    [DataRow("assembly", "https://evil.example/Evil.dll")]
    [DataRow("assembly", "file:Evil.dll")]
    [DataRow("assembly", "sub/Evil.dll")]
    [DataRow("assembly", "Evil.dll\n")]
    [DataRow("assembly", "Evil.so")]
    [DataRow("assembly", "..dll")]
    [DataRow("assembly", "")]
    [DataRow("assembly", "Missing.dll")]
    [DataRow("name", "files")]
    [DataRow("name", "../hello")]
    [DataRow("version", "latest")]
    [DataRow("contract", "one")]
    [DataRow("factory", "HelloAdapter.Nothing")]
    [DataRow("factory", "HelloAdapter.HelloSource")]
    [DataRow("factory", "System.Diagnostics.Process, System.Diagnostics.Process")]
    [DataRow("factory", "")]
    public void A_hostile_or_wrong_manifest_is_invalid(string property, string value)
    {
        using var folder = new PluginFolder().With(property, value);
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status, catalog.Find("hello")!.Reason);
        Assert.IsNull(catalog.Source("hello"));
        Assert.IsFalse(string.IsNullOrWhiteSpace(catalog.Find("hello")!.Reason));
    }

    [TestMethod]
    [DataRow("name")]
    [DataRow("version")]
    [DataRow("contract")]
    [DataRow("assembly")]
    [DataRow("factory")]
    [DataRow("roles")]
    public void Nothing_of_a_manifest_may_be_missing(string property)
    {
        using var folder = new PluginFolder().With(property, null);
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status);
        StringAssert.Contains(catalog.Find("hello")!.Reason!, property, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{ \"name\": \"hello\"")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{ \"name\": \"hello\", \"name\": \"files\" }")]
    [DataRow("\u0000\u0001")]
    public void A_manifest_that_is_no_json_object_is_invalid(string manifest)
    {
        using var folder = new PluginFolder();
        File.WriteAllText(Path.Combine(folder.Hello, PluginManifest.FileName), manifest);
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status);
    }

    [TestMethod]
    public void A_huge_manifest_is_not_read()
    {
        using var folder = new PluginFolder().With("description", new string('x', PluginManifest.LargestBytes));
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status);
    }

    [TestMethod]
    public void A_folder_without_manifest_is_invalid()
    {
        using var folder = new PluginFolder();
        File.Delete(Path.Combine(folder.Hello, PluginManifest.FileName));
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status);
    }

    [TestMethod]
    public void A_main_file_that_is_no_assembly_is_invalid()
    {
        using var folder = new PluginFolder();
        File.WriteAllText(Path.Combine(folder.Hello, "HelloAdapter.dll"), "MZ, or so it says");
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status);
    }

    [TestMethod]
    public void An_assembly_that_does_not_know_the_contract_is_invalid()
    {
        using var folder = new PluginFolder();
        File.Copy(typeof(TestClassAttribute).Assembly.Location, Path.Combine(folder.Hello, "HelloAdapter.dll"), overwrite: true);
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status, catalog.Find("hello")!.Reason);
    }

    [TestMethod]
    public void A_link_to_a_file_outside_the_folder_is_invalid()
    {
        using var folder = new PluginFolder();
        using var elsewhere = new TempFolder();
        var main = Path.Combine(folder.Hello, "HelloAdapter.dll");
        File.Move(main, elsewhere["HelloAdapter.dll"]);
        File.CreateSymbolicLink(main, elsewhere["HelloAdapter.dll"]);
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status);
    }

    [TestMethod]
    [DataRow("2.0")]
    [DataRow("0.9")]
    [DataRow("1.3")]
    public void Another_version_of_the_contract_is_incompatible(string contract)
    {
        using var folder = new PluginFolder().With("contract", contract);
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Incompatible, catalog.Find("hello")!.Status, catalog.Find("hello")!.Reason);
    }

    [TestMethod]
    public void A_promise_that_the_factory_does_not_keep_is_invalid()
    {
        using var folder = new PluginFolder().With("roles", new JsonArray("source", "portal"));
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Invalid, catalog.Find("hello")!.Status);
    }

    [TestMethod]
    public void A_factory_that_never_comes_back_has_timed_out_and_its_neighbours_work()
    {
        using var folder = new PluginFolder();
        Broken(folder, hangs: true);
        using var catalog = folder.Load(limit: TimeSpan.FromSeconds(2));

        Assert.AreEqual(PluginStatus.TimedOut, catalog.Find("files")!.Status, catalog.Find("files")!.Reason);
        Assert.AreEqual(PluginStatus.Active, catalog.Find("hello")!.Status, catalog.Find("hello")!.Reason);
    }

    [TestMethod]
    public void A_factory_that_throws_has_malfunctioned_and_its_neighbours_work()
    {
        using var folder = new PluginFolder();
        Broken(folder, hangs: false);
        using var catalog = folder.Load();

        Assert.AreEqual(PluginStatus.Malfunctioned, catalog.Find("files")!.Status, catalog.Find("files")!.Reason);
        Assert.AreEqual(PluginStatus.Active, catalog.Find("hello")!.Status, catalog.Find("hello")!.Reason);
    }

    private static void Broken(PluginFolder folder, bool hangs)
    {
        var broken = Path.Combine(folder.Directory, "files");
        Directory.CreateDirectory(broken);
        ThrowingPlugin.Write(Path.Combine(broken, "Throwing.dll"), hangs);
        File.WriteAllText(Path.Combine(broken, PluginManifest.FileName), $$"""{ "name": "files", "version": "1.0.0", "contract": "{{ContractVersion.Text}}", "assembly": "Throwing.dll", "factory": "Throwing.Factory", "roles": ["source"] }""");
    }
}
