using System.Diagnostics;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Worker;

/// <summary>The worker as a process: by its own schedules, on the machine's clock, until it is told to stop.</summary>
[TestClass]
public sealed class WorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    [TestMethod]
    public async Task Run_reads_and_delivers_by_schedule_and_stops_when_told_leaving_the_ledger_whole()
    {
        using var school = new DemoSchoolFolder();
        await school.ShowJournalAsync(GeneratedSchool.Final);
        school.Program.Environment["ELJOURNAL__Schools__0__Schedules__sync"] = "* * * ? * *";
        school.Program.Environment["ELJOURNAL__Schools__0__Schedules__export"] = "* * * ? * *";
        Directory.CreateDirectory(school.Portal);
        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(school.Portal, "*.json") { EnableRaisingEvents = true };
        watcher.Renamed += (_, _) => delivered.TrySetResult();
        watcher.Created += (_, _) => delivered.TrySetResult();

        using var running = school.Program.Start("run");
        await delivered.Task.WaitAsync(Patience);
        var stopping = Stopwatch.StartNew();
        await running.InterruptAsync();
        var stopped = await running.WaitAsync();

        Assert.AreEqual(0, stopped.ExitCode, stopped.ToString());
        Assert.IsLessThan(StopsWithin, stopping.Elapsed);
        StringAssert.DoesNotMatch(stopped.Error, new System.Text.RegularExpressions.Regex(@"^\s+at ", System.Text.RegularExpressions.RegexOptions.Multiline, TimeSpan.FromSeconds(1)));

        // Nothing is left half-done: the next command finds the school free and delivers the rest.
        var export = await school.Program.JsonAsync(0, "export", "--school", "demo");
        Assert.AreEqual(0, export.GetProperty("pending").GetInt32());
    }

    [TestMethod]
    public async Task Run_refuses_a_clock_of_its_own()
    {
        using var school = new DemoSchoolFolder();

        var finished = await school.Program.RunAsync("run", "--now", "2026-10-05T17:05:00+03:00");

        Assert.AreEqual(64, finished.ExitCode, finished.ToString());
    }
}
