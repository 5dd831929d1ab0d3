using ElJournal.Testing;

namespace ElJournal.Architecture.Tests;

[TestClass]
public sealed class LayoutTests
{
    private const int LongestFile = 400;

    private static readonly string[] TopLevel =
    [
        "ElJournal.sln", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE",
        "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json", ".editorconfig", ".gitignore", ".gitattributes", ".config", ".ci",
        "ElJournal.Rules", "ElJournal.Gateway", "adapters", "samples", "tests",
        ".git", ".vs", ".vscode", ".idea", "TestResults", "obj", "bin",

        // What the README's first command leaves here, before its second one runs this test.
        "eljournal-demo", "eljournal-demo-dnevnik", "eljournal-demo-elzhur", "eljournal-demo-paragraf",
    ];

    /// <summary>What programs have written.</summary>
    private static readonly string[] Written = ["/bin/", "/obj/", "/Migrations/", "/Compiled/"];

    [TestMethod]
    public void The_top_level_holds_what_the_layout_says() =>
        Assert.AreEqual("", string.Join("\n", Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName).Except(TopLevel)));

    [TestMethod]
    public void No_file_is_the_place_where_everything_happens()
    {
        var tooLong = SourceFiles().Select(file => (file, Lines: File.ReadLines(file).Count())).Where(pair => pair.Lines > LongestFile)
            .Select(pair => $"{Path.GetRelativePath(Repository.Root, pair.file)}: {pair.Lines} lines");

        Assert.AreEqual("", string.Join("\n", tooLong));
    }

    [TestMethod]
    public void No_class_is_named_for_being_of_use()
    {
        string[] empty = ["Helper", "Helpers", "Manager", "Utils", "Util"];

        Assert.AreEqual("", string.Join("\n", SourceFiles().Select(Path.GetFileNameWithoutExtension).Where(name => empty.Any(word => name!.EndsWith(word, StringComparison.Ordinal)))));
    }

    private static IEnumerable<string> SourceFiles() => new[] { "ElJournal.Rules", "ElJournal.Gateway", "adapters", "samples", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Written.Any(folder => file.Contains(folder, StringComparison.Ordinal)));
}
