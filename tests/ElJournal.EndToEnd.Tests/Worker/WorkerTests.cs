using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    public async Task Run_reads_delivers_and_serves_by_schedule_and_stops_when_told_leaving_the_ledger_whole()
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

        using var service = ServeSchedules(school);
        using var running = school.Program.Start("run");
        await delivered.Task.WaitAsync(Patience);
        using (var answer = await service.GetAsync(new Uri("Schedule/1", UriKind.Relative)))
        {
            Assert.AreEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

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

    /// <summary>Switches the service for «Моя школа» on; its connection stays open while the worker is stopped.</summary>
    private static HttpClient ServeSchedules(DemoSchoolFolder school)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        var pupils = Path.Combine(school.Root, "pupils.json");
        File.WriteAllText(pupils, "{}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(pupils, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        school.Program.Environment["SCHEDULE_SECRET"] = "s";
        school.Program.Environment["ELJOURNAL__MySchool__Enabled"] = "true";
        school.Program.Environment["ELJOURNAL__MySchool__Port"] = port.ToString(CultureInfo.InvariantCulture);
        school.Program.Environment["ELJOURNAL__MySchool__Clients__0__Id"] = "c";
        school.Program.Environment["ELJOURNAL__MySchool__Clients__0__Secret"] = "env:SCHEDULE_SECRET";
        school.Program.Environment["ELJOURNAL__Schools__0__MySchool__Pupils"] = "pupils.json";
        return new HttpClient { BaseAddress = new UriBuilder("http", IPAddress.Loopback.ToString(), port).Uri };
    }
}
