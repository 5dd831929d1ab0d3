using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Secrets;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Secrets;

[TestClass]
public sealed class SecretStoreTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string File => folder["secrets/secrets.json"];

    private string Keys => folder["keys"];

    private SecretStore Store => new(File, Keys);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void What_was_set_is_there_for_the_next_process_and_nowhere_in_clear()
    {
        Store.Set("mail", "hunter2-ключ", default);
        Store.Set("dnevnik.token", "second", default);
        Store.Set("mail", "hunter3-ключ", default);

        Assert.AreEqual("hunter3-ключ", Store.Get("mail"));
        CollectionAssert.AreEqual(new[] { "dnevnik.token", "mail" }, Store.List().Select(secret => secret.Name).ToArray());
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter", System.IO.File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_owner_may_use_store_and_keys_even_when_the_folders_were_open()
    {
        Directory.CreateDirectory(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Store.Set("mail", "hunter2", default);

        var open = Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)
            .Where(path => (System.IO.File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != UnixFileMode.None);
        Assert.AreEqual("", string.Join("\n", open));
        Assert.HasCount(1, Directory.GetFiles(Keys, "key-*.xml"));
    }

    [TestMethod]
    public void A_removed_secret_is_gone_and_the_others_stay()
    {
        Store.Set("mail", "hunter2", default);
        Store.Set("portal", "hunter3", default);

        Assert.IsTrue(Store.Remove("mail"));
        Assert.IsFalse(Store.Remove("mail"));
        Assert.AreEqual("hunter3", Store.Get("portal"));
        Assert.Contains("eljournal secret set mail", Fails("mail"));
    }

    [TestMethod]
    public void Lost_keys_are_said_and_reading_makes_no_new_ones()
    {
        Store.Set("mail", "hunter2", default);
        Directory.Delete(Keys, recursive: true);

        Assert.Contains("нет ни одного ключа", Fails("mail"));
        Assert.IsFalse(Directory.Exists(Keys));

        // Setting it again puts things right; what was encrypted with the lost keys is still said to be unreadable.
        Store.Set("portal", "hunter3", default);
        Assert.AreEqual("hunter3", Store.Get("portal"));
        Assert.Contains("не расшифровать", Fails("mail"));
        Assert.IsFalse(Store.IsReadable("mail"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("not json")]
    [DataRow("{}")]
    [DataRow("""{ "format": "eljournal-secrets/2", "secrets": {} }""")]
    [DataRow("""{ "format": "eljournal-secrets/1", "secrets": { "mail": null } }""")]
    public void A_damaged_store_is_said_and_never_overwritten(string content)
    {
        Directory.CreateDirectory(folder["secrets"]);
        System.IO.File.WriteAllText(File, content);

        Assert.Contains("повреждено", Fails("mail"));
        Assert.ThrowsExactly<GatewayException>(() => Store.Set("mail", "hunter2", default));
        Assert.AreEqual(content, System.IO.File.ReadAllText(File));
    }

    [TestMethod]
    public void A_value_that_was_changed_or_moved_to_another_name_does_not_decrypt()
    {
        Store.Set("mail", "hunter2", default);
        var document = JsonNode.Parse(System.IO.File.ReadAllText(File))!;
        var entry = document["secrets"]!["mail"]!;
        document["secrets"]!["portal"] = entry.DeepClone();
        var value = (string)entry["value"]!;
        entry["value"] = value[..^3] + (value[^3] == 'A' ? 'B' : 'A') + value[^2..];
        System.IO.File.WriteAllText(File, document.ToJsonString());

        Assert.Contains("не расшифровать", Fails("mail"));
        Assert.Contains("не расшифровать", Fails("portal"));
    }

    private string Fails(string name)
    {
        var message = Assert.ThrowsExactly<GatewayException>(() => Store.Get(name)).Message;
        Assert.DoesNotContain("hunter", message, StringComparison.Ordinal);
        return message;
    }
}
