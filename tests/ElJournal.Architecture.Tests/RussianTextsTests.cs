using System.Text.RegularExpressions;
using ElJournal.Testing;

namespace ElJournal.Architecture.Tests;

/// <summary>What a school reads stands in resource files; code holds Russian only where the Russian is data.</summary>
[TestClass]
public sealed partial class RussianTextsTests
{
    /// <summary>Files whose Russian is matched, masked or written as part of a format, and is no message.</summary>
    private static readonly string[] Data =
    [
        // How dates, clauses and names are built, letter by letter.
        "ElJournal.Gateway/Russian/",
        // Ends of names in their cases.
        "ElJournal.Gateway/People/NameMask.cs",
        // Marks as journals write them.
        "ElJournal.Gateway/Reports/Results/ResultsReport.cs",
        // The mark that stands for a secret; the name of a file in a copy.
        "ElJournal.Gateway/Secrets/SecretVeil.cs",
        "ElJournal.Gateway/Safekeeping/JournalExtract.cs",
        // Yes and no, as a school's list writes them.
        "ElJournal.Gateway/Configuration/PupilPapers.cs",
        // Names of the imitated systems and their accounts.
        "ElJournal.Gateway/Demo/SimulatedJournal.cs",
    ];

    [TestMethod]
    public void No_Russian_text_stands_in_the_code_of_the_gateway() =>
        Assert.AreEqual("", string.Join("\n", Directory.EnumerateFiles(Repository.PathOf("ElJournal.Gateway"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !Built().IsMatch(file) && !Data.Any(data => file.StartsWith(data, StringComparison.Ordinal)))
            .SelectMany(file => File.ReadLines(Repository.PathOf(file)).Select((line, index) => (line, index)).Where(at => HasRussian(at.line)).Select(at => $"{file}:{at.index + 1}: {at.line.Trim()}"))));

    [TestMethod]
    [DataRow("""throw new GatewayException($"Файла {path} нет.");""", true)]
    [DataRow("""/// <summary><c>5 октября</c>, as "letters" write it</summary>""", false)]
    [DataRow("""var name = texts["name"]; // «как в журнале»""", false)]
    public void A_text_is_found_and_a_comment_is_not(string line, bool found) => Assert.AreEqual(found, HasRussian(line));

    private static bool HasRussian(string line) => Quoted().Matches(Comment().Replace(line, "")).Any(text => Russian().IsMatch(text.Value));

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Built();

    [GeneratedRegex(@"(?<!:)//.*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("[а-яА-ЯёЁ]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Russian();
}
