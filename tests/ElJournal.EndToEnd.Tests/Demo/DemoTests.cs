using System.Runtime.Versioning;
using ElJournal.EndToEnd.Tests.Support;

namespace ElJournal.EndToEnd.Tests.Demo;

[TestClass]
public sealed class DemoTests
{
    [TestMethod]
    public async Task Shows_everything_in_an_empty_folder_and_nothing_new_the_second_time()
    {
        using var scratch = new Scratch();
        var program = new Eljournal(scratch.Path);

        var first = await program.RunAsync("demo");
        Assert.AreEqual(0, first.ExitCode, first.ToString());
        foreach (var word in new[] { "прочитано записей", "замечаний", "не заполнено", "писем отправлено", "передано на портал", "не передано до исправления", "eljournal-demo/mail", "eljournal-demo/portal" })
        {
            StringAssert.Contains(first.Output, word);
        }

        var letters = Directory.GetFiles(scratch.In("eljournal-demo", "mail"), "*.eml");
        var packages = Directory.GetFiles(scratch.In("eljournal-demo", "portal"), "*.json");
        Assert.IsNotEmpty(letters);
        Assert.IsNotEmpty(packages);
        Assert.AreEqual("", first.Error);
        if (!OperatingSystem.IsWindows())
        {
            AssertOwnerOnly(scratch.In("eljournal-demo"));
        }

        Assert.IsTrue(File.Exists(scratch.In("eljournal-demo", "rollout.json")), "The configuration names it.");

        var second = await program.RunAsync("demo");
        Assert.AreEqual(0, second.ExitCode, second.ToString());
        StringAssert.Contains(second.Output, "Нового ничего");
        Assert.HasCount(letters.Length, Directory.GetFiles(scratch.In("eljournal-demo", "mail"), "*.eml"));
        Assert.HasCount(packages.Length, Directory.GetFiles(scratch.In("eljournal-demo", "portal"), "*.json"));
        CollectionAssert.AreEqual(new[] { "eljournal-demo" }, Directory.EnumerateFileSystemEntries(scratch.Path).Select(Path.GetFileName).ToArray(), "Only the demo's own folder is made.");
    }

    /// <summary>Ledger and its side files, letters, packages, journal: nobody else may read any of it, whoever made it.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void AssertOwnerOnly(string folder)
    {
        var open = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder)
            .Where(path => (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != UnixFileMode.None);
        Assert.AreEqual("", string.Join("\n", open));
    }

    [TestMethod]
    public async Task Leaves_a_folder_alone_that_is_not_its_own()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.In("eljournal-demo"));
        await File.WriteAllTextAsync(scratch.In("eljournal-demo", "note.txt"), "mine");

        var refused = await new Eljournal(scratch.Path).RunAsync("demo");

        Assert.AreEqual(1, refused.ExitCode);
        StringAssert.Contains(refused.Error, "--folder");
        Assert.HasCount(1, Directory.GetFileSystemEntries(scratch.In("eljournal-demo")));
    }

    [TestMethod]
    public async Task A_source_that_there_is_not_is_wrong_usage()
    {
        using var scratch = new Scratch();
        Assert.AreEqual(64, (await new Eljournal(scratch.Path).RunAsync("demo", "--source", "http")).ExitCode);
    }
}
