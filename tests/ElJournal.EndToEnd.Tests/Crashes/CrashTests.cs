using ElJournal.EndToEnd.Tests.Support;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>SIGKILL at each boundary and at random moments: the command run again ends where the uninterrupted one ended.</summary>
[TestClass]
public sealed class CrashTests
{
    private static CrashSchool school = null!;

    private static IEnumerable<int> RandomKills => Enumerable.Range(0, 20);

    [ClassInitialize]
    public static async Task RunWithoutInterruption(TestContext context)
    {
        _ = context;
        school = await CrashSchool.RunAsync("\"PickupDirectory\": \"mail\"");
    }

    [ClassCleanup]
    public static void CleanUp() => school.Dispose();

    [TestMethod]
    [DataRow("source.begin")]
    [DataRow("source.batch.1")]
    [DataRow("source.batch.5")]
    [DataRow("source.read")]
    [DataRow("source.disposed")]
    public async Task Reading_killed_at(string boundary)
    {
        var step = school.Of("sync");
        await CrashSchool.FinishAsync(step, await school.KillAtAsync(step, boundary), boundary);
    }

    [TestMethod]
    [DataRow("portal.received.1")]
    [DataRow("portal.applied.1")]
    [DataRow("portal.applied.3")]
    [DataRow("portal.received.6")]
    [DataRow("portal.disposed")]
    public async Task Delivery_killed_at(string boundary)
    {
        var step = school.Of("export");
        await CrashSchool.FinishAsync(step, await school.KillAtAsync(step, boundary), boundary);
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

    [TestMethod]
    [DataRow("sync")]
    [DataRow("export")]
    public async Task Killed_while_the_ledger_is_being_written(string verb)
    {
        var step = school.Of(verb);
        var root = school.GoBackTo(step);
        await KillOnChangeAsync(step, root, Path.Combine(root, "data"), "*-wal");
        await CrashSchool.FinishAsync(step, root, $"{verb} at its first write");
    }

    [TestMethod]
    public async Task Killed_when_a_letter_lies_in_the_folder_and_is_not_noted_yet()
    {
        var step = school.Of("notify");
        var root = school.GoBackTo(step);
        var mail = Directory.CreateDirectory(Path.Combine(root, "mail")).FullName;
        await KillOnChangeAsync(step, root, mail, "*.eml");
        await CrashSchool.FinishAsync(step, root, "letter in the folder");
    }

    [TestMethod]
    [DynamicData(nameof(RandomKills))]
    public async Task Killed_at_a_random_moment(int kill)
    {
        var chance = new Random(20261005 + kill);
        var step = school.Steps[chance.Next(school.Steps.Count)];
        var moment = step.Took * chance.NextDouble();
        var root = school.GoBackTo(step);
        using (var running = new Eljournal(root).Start(step.Command))
        {
            await Task.WhenAny(running.WaitAsync(), Task.Delay(moment));
            await running.KillAsync();
        }

        await CrashSchool.FinishAsync(step, root, $"kill {kill}: {step} after {moment.TotalMilliseconds:F0} ms");
    }

    private static async Task KillOnChangeAsync(Step step, string root, string directory, string pattern)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(directory, pattern) { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite | NotifyFilters.FileName };
        watcher.Changed += (_, _) => changed.TrySetResult();
        watcher.Created += (_, _) => changed.TrySetResult();
        watcher.Renamed += (_, _) => changed.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var running = new Eljournal(root).Start(step.Command);
        var ended = running.WaitAsync();
        await Task.WhenAny(changed.Task, ended);
        Assert.IsTrue(changed.Task.IsCompleted, $"{step} wrote nothing: {(ended.IsCompleted ? await ended : null)}");
        await running.KillAsync();
    }
}
