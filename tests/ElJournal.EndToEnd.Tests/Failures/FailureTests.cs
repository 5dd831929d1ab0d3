using System.Text;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Failures;

/// <summary>What goes wrong is said in a line, ends with the right code and harms nothing.</summary>
[TestClass]
public sealed class FailureTests
{
    [TestMethod]
    public async Task A_missing_journal_folder_is_named_and_ends_with_1()
    {
        using var folder = new DemoSchoolFolder();

        var finished = await folder.Program.RunAsync(DemoSchoolFolder.Sync(GeneratedSchool.Reads[1]));

        Assert.AreEqual(1, finished.ExitCode, finished.ToString());
        AssertPolite(finished);
    }

    [TestMethod]
    public async Task A_file_in_cp1251_is_named_the_rest_is_read_and_nothing_is_deleted()
    {
        using var folder = new DemoSchoolFolder();
        await folder.ShowJournalAsync(GeneratedSchool.Reads[1]);
        await folder.Program.JsonHereAsync(0, DemoSchoolFolder.Sync(GeneratedSchool.Reads[1]));
        await folder.ShowJournalAsync(GeneratedSchool.Reads[2]);
        var topics = Path.Combine(folder.Journal, "lessons.csv");
        var windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        await File.WriteAllTextAsync(topics, await File.ReadAllTextAsync(topics), windows1251);
        File.SetLastWriteTimeUtc(topics, GeneratedSchool.Reads[2].UtcDateTime);

        var finished = await folder.Program.RunAsync([.. DemoSchoolFolder.Sync(GeneratedSchool.Reads[2]), "--json"]);

        Assert.AreEqual(0, finished.Json.GetProperty("deleted").GetInt32(), finished.ToString());
        Assert.IsTrue(finished.ExitCode is 0 or 3, finished.ToString());
        StringAssert.Contains(finished.Output, "lessons.csv");
        AssertPolite(finished);
    }

    [TestMethod]
    [DataRow(64, "nonsense")]
    [DataRow(64, "sync", "--school", "demo", "--from", "2026-10-06", "--to", "2026-10-05")]
    [DataRow(64, "sync", "--school", "demo", "--from", "yesterday")]
    [DataRow(64, "notify", "--school", "demo", "--kind", "hourly")]
    [DataRow(1, "sync", "--school", "nobody")]
    [DataRow(1, "export", "--school", "demo", "--route", "nowhere")]
    public async Task Exit_codes_of_wrong_commands(int exitCode, params string[] arguments)
    {
        using var folder = new DemoSchoolFolder();

        var finished = await folder.Program.RunAsync(arguments);

        Assert.AreEqual(exitCode, finished.ExitCode, finished.ToString());
        Assert.AreNotEqual("", finished.Error);
        AssertPolite(finished);
    }

    private static void AssertPolite(Finished finished) =>
        Assert.IsFalse((finished.Output + finished.Error).Contains("   at ElJournal", StringComparison.Ordinal), "No stack trace.");
}
