namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>What SIGKILL would leave right before and right after each commit: the command run on it ends where the uninterrupted one ended.</summary>
[TestClass]
public sealed class CommitTests
{
    private static CrashSchool school = null!;

    [ClassInitialize]
    public static async Task RunWithoutInterruption(TestContext context)
    {
        _ = context;
        school = await CrashSchool.WholeAsync();
    }

    [TestMethod]
    [DataRow("sync")]
    [DataRow("check")]
    [DataRow("notify")]
    [DataRow("export")]
    public async Task Stopped_before_and_after_each_commit(string verb)
    {
        var step = school.Of(verb);
        var left = await school.TakeAtEachCommitAsync(step);
        Assert.IsGreaterThan(1, left.Count, "Each of these commands commits more than once.");
        foreach (var (boundary, root) in left)
        {
            await CrashSchool.FinishAsync(step, root, $"{verb} {boundary}");
        }
    }
}
