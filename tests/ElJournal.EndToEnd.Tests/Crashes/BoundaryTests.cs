using ElJournal.EndToEnd.Tests.Support;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>SIGKILL at each boundary: the command run again ends where the uninterrupted one ended.</summary>
[TestClass]
public sealed class BoundaryTests
{
    private static CrashSchool school = null!;

    [ClassInitialize]
    public static async Task RunWithoutInterruption(TestContext context)
    {
        _ = context;
        school = await CrashSchool.WholeAsync();
    }

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
