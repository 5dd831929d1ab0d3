using System.Text.RegularExpressions;
using ElJournal.Rules.Compliance;
using ElJournal.Testing;

namespace ElJournal.Rules.Tests.Compliance;

/// <summary>The table of false accusations in this project's README names tests that there are.</summary>
[TestClass]
public sealed partial class PracticeTableTests
{
    [TestMethod]
    public void Every_test_that_the_table_of_false_accusations_names_exists()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var rows = File.ReadLines(Repository.PathOf("tests/ElJournal.Rules.Tests/README.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        Assert.IsGreaterThan(15, rows.Count);
        foreach (var row in rows)
        {
            var named = Named().Matches(row);
            Assert.IsNotEmpty(named, row);
            foreach (var name in named.Select(match => match.Groups["name"].Value))
            {
                Assert.IsTrue(sources.Exists(source => source.Contains($" {name}(", StringComparison.Ordinal)), name);
            }
        }
    }

    [TestMethod]
    public void The_table_of_duties_has_all_rows_and_names_rules_and_tests_that_exist()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var rows = File.ReadLines(Repository.PathOf("ElJournal.Rules/README.md")).SkipWhile(line => !line.StartsWith("| # |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')).ToList();
        CollectionAssert.AreEqual(Enumerable.Range(1, 24).Select(number => $"{number}").ToList(), rows.ConvertAll(row => row[1].Trim()));
        foreach (var name in rows.SelectMany(row => Named().Matches(row[4])).Select(match => match.Groups["name"].Value))
        {
            Assert.IsTrue(sources.Exists(source => source.Contains($" {name}(", StringComparison.Ordinal)), name);
        }

        var text = string.Concat(rows.Select(row => row[3]));
        foreach (var rule in RuleCatalog.All)
        {
            Assert.Contains($"`{rule.Info.Id}`", text, StringComparison.Ordinal);
            Assert.IsTrue(Directory.EnumerateFiles(Repository.PathOf("ElJournal.Rules/Compliance"), "README.md", SearchOption.AllDirectories).Any(file => File.ReadLines(file).First() == $"# {rule.Info.Id}: «{rule.Info.Title}»"), rule.Info.Id);
        }
    }

    [GeneratedRegex("`(?<name>[A-Za-z_]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
