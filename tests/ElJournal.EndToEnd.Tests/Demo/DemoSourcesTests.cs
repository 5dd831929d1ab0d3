using System.Text.Json;
using ElJournal.EndToEnd.Tests.Support;

namespace ElJournal.EndToEnd.Tests.Demo;

/// <summary>One school through several systems: whatever a system cannot show is named as not checked, and nobody is accused of more than the fullest source proves.</summary>
[TestClass]
public sealed class DemoSourcesTests
{
    private static readonly Dictionary<string, string> KindOfPart = new(StringComparer.Ordinal) { ["topic"] = "lesson", ["homework"] = "homework", ["marks"] = "mark", ["attendance"] = "attendance" };

    private static Task<JsonElement> files = null!;

    [ClassInitialize]
    public static void ShowFiles(TestContext context) => files = LastCheckAsync("files");

    [TestMethod]
    [DataRow("dnevnik")]
    [DataRow("elzhur")]
    [DataRow("paragraf")]
    public async Task Ends_with_the_findings_of_the_folder_save_what_the_source_cannot_show_and_says_so(string source)
    {
        var shown = await LastCheckAsync(source);
        var expected = Findings(await files);
        var found = Findings(shown);

        CollectionAssert.AreEqual(Array.Empty<string>(), found.Keys.Except(expected.Keys, StringComparer.Ordinal).ToArray(), "Nothing may be found that the folder does not prove.");
        var lost = expected.Where(pair => !found.ContainsKey(pair.Key)).ToList();
        CollectionAssert.AreEqual(
            Array.Empty<string>(),
            lost.Where(pair => !IsNotChecked(shown, pair.Value)).Select(pair => pair.Key).ToArray(),
            "What is not found must be named as not checked.");
        Assert.IsGreaterThan(expected.Count * 3 / 4, found.Count, "Most must be found all the same.");
    }

    /// <summary>Runs the demo in a folder of its own and takes the findings of its last check.</summary>
    private static async Task<JsonElement> LastCheckAsync(string source)
    {
        using var scratch = new Scratch();
        var answer = await new Eljournal(scratch.Path).JsonAsync(0, "demo", "--source", source);
        Assert.AreEqual(source, answer.GetProperty("source").GetString());
        return answer.GetProperty("answers").EnumerateArray().Last(item => item.GetProperty("command").GetString()!.StartsWith("check", StringComparison.Ordinal)).GetProperty("result");
    }

    private static Dictionary<string, JsonElement> Findings(JsonElement check) => check.GetProperty("findings").EnumerateArray().GroupBy(Name).SelectMany(same => same.Select((finding, index) => (Name: $"{same.Key} {index}", finding)))
        .ToDictionary(pair => pair.Name, pair => pair.finding, StringComparer.Ordinal);

    /// <summary>A finding in words that every source has: ids are each system's own.</summary>
    private static string Name(JsonElement finding) =>
        string.Join(' ', new[] { "rule", "part", "state", "severity", "status", "date", "class", "lessonNumber", "subject", "teacher", "student" }.Select(name => finding.GetProperty(name).ToString()));

    private static bool IsNotChecked(JsonElement check, JsonElement finding)
    {
        var (name, date) = (finding.GetProperty("class").GetString(), finding.GetProperty("date").GetString()!);
        string[] kinds = finding.GetProperty("rule").GetString() switch
        {
            "entry-deadline" or "written-work-deadline" => [KindOfPart[finding.GetProperty("part").GetString()!]],
            "mark-for-absent" => ["attendance", "mark"],
            "credential-sharing" => ["signIn"],
            "final-marks" => ["mark", "finalMark"],
            _ => ["mark"],
        };
        return check.GetProperty("notChecked").EnumerateArray().Any(scope =>
            (scope.GetProperty("class").GetString() is not { } wide || wide == name)
            && kinds.Contains(scope.GetProperty("kind").GetString())
            && string.CompareOrdinal(scope.GetProperty("date").GetString(), date) <= 0
            && string.CompareOrdinal(date, (scope.TryGetProperty("to", out var to) ? to : scope.GetProperty("date")).GetString()) <= 0);
    }
}
