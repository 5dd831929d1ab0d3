using System.Text.RegularExpressions;
using ElJournal.Testing;

namespace ElJournal.Architecture.Tests;

/// <summary>What the journal says never becomes part of a statement or of a page's markup: looked for in the sources, so that a new place cannot be forgotten.</summary>
[TestClass]
public sealed partial class SourceTextTests
{
    /// <summary>Holes in statements that are no named constants, each followed by hand to the constants that it stands for. A hole that is not here must become a parameter.</summary>
    private static readonly string[] Traced =
    [
        // One of two constants: whether the route has a filter.
        "DeliveryQueries.cs: live",
        "DayBook.cs: live",
        "DayBook.cs: latest",
        "DayBook.cs: columns",

        // Two texts in the same file.
        "SendAgain.cs: which",

        // A table of a copy that was put under the hand: the name is quoted and its quotes doubled.
        "LedgerImage.cs: table.Replace(\"\\\"\", \"\\\"\\\"\", StringComparison.Ordinal)",
    ];

    /// <summary>Copies the ledger table by table: all its holes are names of the tables and columns of the model, or of a file that its migrations made, and numbers of places.</summary>
    private const string OfTheModel = "ServerImage.cs";

    /// <summary>Where a command's text is not written down at the place: the ledger's one door, its own upgrade, a copy that is counted, and the queries of a site's own mapping file.</summary>
    private static readonly string[] Doors = ["LedgerSql.cs", "LedgerVersion.cs", "LedgerImage.cs", "DatabaseTables.cs"];

    /// <summary>Markup that is not encoded: a chart is an XML document that was written as one.</summary>
    private static readonly string[] Markup = ["ReportPartView.razor: @((MarkupString)ChartDrawing.Of(chart))"];

    [TestMethod]
    public void No_statement_is_put_together_from_data()
    {
        var sources = Sources("*.cs").Where(source => !source.Path.Contains("Migrations", StringComparison.Ordinal)).ToList();
        var constants = sources.SelectMany(source => Constant().Matches(source.Text)).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var found = sources.Where(source => source.Name != OfTheModel).SelectMany(source => Holes(source.Text).Where(hole => !constants.Contains(hole.Split('.')[^1])).Select(hole => $"{source.Name}: {hole}")).Distinct(StringComparer.Ordinal).ToList();

        Assert.IsGreaterThan(300, sources.Count, "the test must not pass because it reads nothing");
        CollectionAssert.AreEquivalent(Traced, found, string.Join("\n", found));
        Assert.AreEqual("", string.Join("\n", sources.Where(source => Raw().IsMatch(source.Text)).Select(source => source.Name)));
        Assert.AreEqual("", string.Join("\n", sources.SelectMany(source => Joined().Matches(source.Text).Select(match => $"{source.Name}: {match.Value}"))));
        Assert.AreEqual("", string.Join("\n", sources.Where(source => !Doors.Contains(source.Name) && Assigned().IsMatch(source.Text)).Select(source => source.Name)));
    }

    [TestMethod]
    [DataRow("""command.CommandText = $"SELECT * FROM records WHERE Key = '{key}'";""", "key")]
    [DataRow(""""var sql = $"""DELETE FROM marks WHERE "Id" IN ({string.Join(',', ids)})""";"""", "string.Join(',', ids)")]
    [DataRow("await context.Database.ExecuteSqlAsync($\"UPDATE dirty SET Day = {day}\")", "")]
    [DataRow("var text = $\"Урок {number}\";", "")]
    public void A_statement_with_data_in_it_is_recognised(string source, string hole) => Assert.AreEqual(hole, string.Join("|", Holes(source)));

    [TestMethod]
    public void Everything_on_a_page_is_encoded_but_the_charts()
    {
        var sources = Sources("*.cs").Concat(Sources("*.razor")).ToList();
        var found = sources.SelectMany(source => source.Text.Split('\n').Where(line => Unencoded().IsMatch(line)).Select(line => $"{source.Name}: {line.Trim()}")).ToArray();
        CollectionAssert.AreEquivalent(Markup, found, string.Join("\n", found));
        StringAssert.Contains(sources.Single(source => source.Name == "ChartDrawing.cs").Text, "XElement", StringComparison.Ordinal);
    }

    /// <summary>What stands in the holes of statements; what EF makes parameters of does not count.</summary>
    private static IEnumerable<string> Holes(string text) =>
        from literal in Interpolated().Matches(text)
        let body = literal.Groups["raw"].Success ? literal.Groups["raw"].Value : literal.Groups["plain"].Value
        where Statement().IsMatch(body) && !Parameterised().IsMatch(text[Math.Max(0, literal.Index - 60)..literal.Index])
        from hole in Inside(body)
        select hole;

    /// <summary>Braces may stand within braces.</summary>
    private static IEnumerable<string> Inside(string body)
    {
        for (var start = body.IndexOf('{', StringComparison.Ordinal); start >= 0; start = body.IndexOf('{', start))
        {
            var (end, depth) = (start + 1, 1);
            while (depth > 0 && end < body.Length)
            {
                depth += body[end] switch { '{' => 1, '}' => -1, _ => 0 };
                end++;
            }

            yield return body[(start + 1)..(end - 1)].Trim();
            start = end;
            if (start >= body.Length)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<(string Path, string Name, string Text)> Sources(string pattern) =>
        new[] { "ElJournal.Gateway", "adapters" }.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories))
            .Where(file => !Built().IsMatch(file)).Select(file => (file, Path.GetFileName(file), File.ReadAllText(file)));

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Built();

    [GeneratedRegex(@"const string (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Constant();

    // Of a plain literal the holes may hold literals of their own.
    [GeneratedRegex("""""\$+@?("""(?<raw>.*?)"""|"(?<plain>(\{([^{}]|\{[^{}]*\})*\}|[^"\\\n]|\\.)*)")""""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|PRAGMA|CREATE TABLE|ALTER TABLE|DROP TABLE|ORDER BY|VACUUM|ATTACH)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"(ExecuteSql|ExecuteSqlAsync|SqlQuery<\w+>|FromSql)\(\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameterised();

    [GeneratedRegex("ExecuteSqlRaw|FromSqlRaw|SqlQueryRaw|ExecuteSqlInterpolated", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Raw();

    [GeneratedRegex("""("[^"\n]*\b(SELECT|UPDATE|INSERT INTO|DELETE FROM|WHERE)\b[^"\n]*"+\s*\+)|(\+\s*\$?"+[^"\n]*\b(SELECT|WHERE|VALUES|DELETE FROM)\b)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Joined();

    [GeneratedRegex("""CommandText\s*=\s*(?!\s|@?"|\$?\"{3})""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"MarkupString|AddMarkupContent|HtmlString\b(?!\(\))|Html\.Raw", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unencoded();
}
