using System.Text.RegularExpressions;
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

    [GeneratedRegex("`(?<name>[A-Za-z_]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
