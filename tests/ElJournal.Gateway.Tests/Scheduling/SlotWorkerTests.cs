using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class SlotWorkerTests : IDisposable
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider clock = new(At("2026-10-05T07:00:00+03:00"));
    private readonly ScriptedWork work = new();
    private readonly LedgerDatabase database;

    public SlotWorkerTests() => database = TestStorage.Open(folder["ledger.db"]);

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public Task CreateLedger() => new LedgerSchema(database).EnsureAsync(CancellationToken.None);

    public void Dispose()
    {
        TestStorage.Close(folder["ledger.db"]);
        folder.Dispose();
    }

    [TestMethod]
    public async Task A_new_school_is_not_made_to_catch_up_on_what_was_before_it()
    {
        Assert.AreEqual(0, await Feeder(School("s1")).FeedAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task Slots_fall_due_once_however_often_the_scheduler_fires()
    {
        var feeder = Feeder(School("s1"));
        await feeder.FeedAsync(CancellationToken.None);
        clock.MoveTo(At("2026-10-05T17:00:00+03:00"));

        Assert.AreEqual(4, await feeder.FeedAsync(CancellationToken.None), "the monthly look at 8:00, the letters to teachers at 15:30, the 17:00 check and the last sync");
        Assert.AreEqual(0, await feeder.FeedAsync(CancellationToken.None));
        Assert.AreEqual(0, await Feeder(School("s1")).FeedAsync(CancellationToken.None), "another process");
    }

    [TestMethod]
    public async Task What_was_due_while_the_gateway_was_down_is_run_after_the_start_and_marked_late()
    {
        var school = School("s1");
        await Feeder(school).FeedAsync(CancellationToken.None);
        clock.MoveTo(At("2026-10-08T07:00:00+03:00"));

        await DrainAsync(school);

        Assert.Contains("tell 10-05 10-06 10-07 late", work.Steps);
        Assert.HasCount(1, work.Steps.Where(step => step == "export daily"));
        Assert.IsTrue((await SlotsAsync()).All(slot => slot.Status is SlotStatus.Done or SlotStatus.Skipped));
    }

    [TestMethod]
    public async Task A_slot_left_running_by_a_dead_process_is_run_again()
    {
        var school = School("s1");
        await new SlotStore(database).AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            await context.Set<SlotRow>().ExecuteUpdateAsync(set => set.SetProperty(slot => slot.Status, SlotStatus.Running));
        }

        await DrainAsync(school);

        Assert.AreEqual(SlotStatus.Done, (await SlotsAsync()).Single(slot => slot.Job == JobCatalog.Sync).Status);
    }

    [TestMethod]
    public async Task A_failing_job_waits_longer_and_longer_and_then_the_administrator_is_told()
    {
        var school = School("s1");
        work.OnRead = (_, _) => throw new IOException("disk");
        await new SlotStore(database).AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);

        for (var run = 0; run < SlotRetry.MostTries; run++)
        {
            await DrainAsync(school, feed: false);
            clock.Advance(TimeSpan.FromMinutes(15));
        }

        var slot = (await SlotsAsync()).Single(slot => slot.Job == JobCatalog.Sync);
        Assert.AreEqual(SlotStatus.Failed, slot.Status);
        Assert.AreEqual(SlotRetry.MostTries, slot.Tries);
        Assert.HasCount(1, work.Steps.Where(step => step == "failure sync"));
        StringAssert.Contains(work.Told.Single(), "eljournal doctor", StringComparison.Ordinal, "Counts and names of exceptions are for the log.");
    }

    [TestMethod]
    public async Task A_week_without_the_journal_is_one_letter_when_it_begins_and_one_when_it_is_over()
    {
        var school = School("s1");
        work.OnRead = (_, _) => throw new HttpRequestException("no route to host");
        await Feeder(school).FeedAsync(CancellationToken.None);
        for (var hour = 0; hour < 7 * 24; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await DrainAsync(school);
        }

        Assert.HasCount(1, work.Steps.Where(step => step == "failure sync"));
        work.OnRead = (_, _) => Task.CompletedTask;
        for (var hour = 0; hour < 24; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await DrainAsync(school);
        }

        var recovered = work.Steps.Where(step => step.StartsWith("recovered", StringComparison.Ordinal)).ToList();
        Assert.HasCount(1, recovered.Where(step => step.StartsWith("recovered sync ", StringComparison.Ordinal)), string.Join('\n', recovered));
        StringAssert.Contains(recovered.Single(step => step.StartsWith("recovered sync ", StringComparison.Ordinal)), "since 10-05 05:00", StringComparison.Ordinal, "From the first read that failed, in universal time.");
        Assert.IsFalse((await SlotsAsync()).Any(slot => slot.Status is SlotStatus.Due or SlotStatus.Running && slot.Due < clock.GetUtcNow().AddHours(-3).ToStored()), "Every slot of the week is accounted for.");
    }

    [TestMethod]
    public async Task A_clock_that_jumps_back_runs_nothing_twice_and_misses_nothing_after()
    {
        var school = School("s1");
        await Feeder(school).FeedAsync(CancellationToken.None);
        clock.MoveTo(At("2026-10-05T18:30:00+03:00"));
        await DrainAsync(school);
        var before = (await SlotsAsync()).Count;
        clock.MoveTo(At("2026-10-05T12:00:00+03:00"));
        await DrainAsync(school);
        clock.MoveTo(At("2026-10-05T18:30:00+03:00"));
        await DrainAsync(school);
        Assert.HasCount(before, await SlotsAsync());
        Assert.HasCount(1, work.Steps.Where(step => step == "export daily"));
        clock.MoveTo(At("2026-10-06T18:30:00+03:00"));
        await DrainAsync(school);
        Assert.HasCount(2, work.Steps.Where(step => step == "export daily"));
    }

    [TestMethod]
    public async Task Another_offset_of_the_zone_moves_the_next_evening_and_doubles_none()
    {
        // As after an update of the zones' data: the same school, one hour further east.
        var school = School("s1");
        await Feeder(school).FeedAsync(CancellationToken.None);
        clock.MoveTo(At("2026-10-05T18:30:00+03:00"));
        await DrainAsync(school);
        var moved = new SchoolRuntime(new SchoolOptions { Id = "s1", Name = "s1", TimeZone = "Europe/Samara", Routes = [new() { Name = "daily", Portal = "files" }] }, TimeZoneInfo.FindSystemTimeZoneById("Europe/Samara"));
        clock.MoveTo(At("2026-10-06T17:29:00+03:00"));
        await DrainAsync(moved);
        Assert.HasCount(1, work.Steps.Where(step => step == "export daily"));
        clock.MoveTo(At("2026-10-06T17:30:00+03:00"));
        await DrainAsync(moved);
        Assert.HasCount(2, work.Steps.Where(step => step == "export daily"), "18:30 in the school is an hour earlier now.");
    }

    [TestMethod]
    public async Task A_stop_puts_the_slot_back_whole()
    {
        var school = School("s1");
        using var stop = new CancellationTokenSource();
        work.OnRead = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        await new SlotStore(database).AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);

        await Worker(school).DrainAsync(stop.Token);

        var slot = (await SlotsAsync()).Single();
        Assert.AreEqual(SlotStatus.Due, slot.Status);
        Assert.IsNull(slot.NextTryAt);
    }

    [TestMethod]
    public async Task One_school_that_throws_does_not_stop_another()
    {
        work.OnRead = (school, _) => school.Id == "s1" ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        var store = new SlotStore(database);
        await store.AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);
        await store.AddAsync("s2", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);

        await Worker(School("s1"), School("s2")).DrainAsync(CancellationToken.None);

        var slots = await SlotsAsync();
        Assert.AreEqual(SlotStatus.Due, slots.Single(slot => slot.School == "s1").Status);
        Assert.AreEqual(SlotStatus.Done, slots.Single(slot => slot.School == "s2").Status);
    }

    [TestMethod]
    public async Task While_another_process_holds_the_school_its_slots_wait()
    {
        var school = School("s1");
        await new SlotStore(database).AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);
        await using (await Leases().AcquireAsync("s1", "sync", CancellationToken.None))
        {
            await Worker(school).DrainAsync(CancellationToken.None);
        }

        Assert.AreEqual(SlotStatus.Due, (await SlotsAsync()).Single().Status);
        Assert.IsEmpty(work.Steps);
    }

    [TestMethod]
    public void Schools_with_the_same_times_and_zone_share_their_triggers()
    {
        var table = ScheduleTable.Build(Enumerable.Range(0, 1000).Select(i => (School($"s{i}").Options, Moscow)));

        Assert.HasCount(JobCatalog.All.Count(job => job.DefaultCron is not null), table);
        Assert.IsTrue(table.All(entry => entry.Jobs.Count == 1000));
    }

    [TestMethod]
    public async Task A_routes_own_times_are_slots_of_their_own()
    {
        var school = School("s1");
        school.Options.Routes.Add(new RouteOptions { Name = "region", Schedule = "0 0 9,12 ? * *" });
        await Feeder(school).FeedAsync(CancellationToken.None);
        clock.MoveTo(At("2026-10-05T12:30:00+03:00"));
        await DrainAsync(school);
        Assert.HasCount(1, work.Steps.Where(step => step == "export region"), "After a downtime the last time covers the earlier one.");
        Assert.IsFalse(work.Steps.Contains("export daily"), "It follows the school's time, half past six.");
        clock.MoveTo(At("2026-10-05T18:30:00+03:00"));
        await DrainAsync(school);
        Assert.IsTrue(work.Steps.Contains("export daily"));
    }

    [TestMethod]
    public async Task A_slot_of_a_job_that_is_no_longer_known_is_passed_over_and_holds_up_nothing()
    {
        await new SlotStore(database).AddAsync("s1", "tidy", [clock.GetUtcNow()], late: false, CancellationToken.None);
        await DrainAsync(School("s1"), feed: false);
        Assert.AreEqual(SlotStatus.Skipped, (await SlotsAsync()).Single().Status);
    }

    [TestMethod]
    public async Task A_school_that_does_not_end_is_stopped_and_tried_later()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        work.OnRead = (_, token) =>
        {
            began.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        await new SlotStore(database).AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var worker = Worker(new LimitsOptions { SchoolTime = TimeSpan.FromSeconds(10), LongestTime = TimeSpan.FromSeconds(20) }, new Listener(601, ended.SetResult), School("s1"));
        var run = worker.RunAsync(stop.Token);
        await began.Task.WaitAsync(TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromSeconds(31));
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);

        var slot = (await SlotsAsync()).Single(slot => slot.Job == JobCatalog.Sync);
        Assert.AreEqual(SlotStatus.Due, slot.Status);
        Assert.IsGreaterThan(clock.GetUtcNow().ToStored(), slot.NextTryAt!.Value);
        StringAssert.Contains(slot.Outcome, "too long", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Schools_whose_host_does_not_answer_leave_places_for_those_of_other_hosts()
    {
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var others = new CountdownEvent(4);
        var counting = new Lock();
        var (asking, most) = (0, 0);
        work.OnRead = async (school, token) =>
        {
            if (school.Id[0] == 'f')
            {
                others.Signal();
                return;
            }

            lock (counting)
            {
                most = Math.Max(most, ++asking);
            }

            await answers.Task.WaitAsync(token);
            lock (counting)
            {
                asking--;
            }
        };
        var schools = Enumerable.Range(1, 8).Select(i => School(i <= 4 ? $"a{i}" : $"f{i}")).ToArray();
        foreach (var school in schools)
        {
            school.Options.Source.Add(new SourceOptions { Adapter = "dnevnik", Settings = { ["BaseUrl"] = school.Id[0] == 'a' ? "https://vendor.example/v2" : $"https://{school.Id}.example" } });
            await new SlotStore(database).AddAsync(school.Id, JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);
        }

        var run = Task.Run(() => Worker(new LimitsOptions { SideBySide = 3, PerHost = 2 }, NullLogger<SlotWorker>.Instance, schools).DrainAsync(CancellationToken.None));
        Assert.IsTrue(await Task.Run(() => others.Wait(TimeSpan.FromMinutes(1))), "All others were read while the one host was silent.");
        answers.SetResult();
        await run;
        Assert.AreEqual(2, most);
        Assert.IsTrue((await SlotsAsync()).All(slot => slot.Status == SlotStatus.Done), "And those of the silent host when it spoke.");
    }

    [TestMethod]
    public async Task A_firing_that_was_dropped_is_made_up_for()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        clock.MoveTo(At("2026-10-05T16:59:45+03:00"));
        var run = Worker(new LimitsOptions(), new Listener(600, () => told.TrySetResult()), School("s1")).RunAsync(stop.Token);
        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        work.OnRead = (_, _) =>
        {
            read.TrySetResult();
            return Task.CompletedTask;
        };
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!read.Task.IsCompleted && await tick.WaitForNextTickAsync())
        {
            // Nobody fires: the clock goes on, however long a look takes, and the worker looks by itself.
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.IsFalse(run.IsCompleted);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
    }

    private static SchoolRuntime School(string id) => new(new SchoolOptions { Id = id, Name = id, TimeZone = "Europe/Moscow", Routes = [new() { Name = "daily", Portal = "files" }] }, Moscow);

    private SchoolLeases Leases() => new(database, clock);

    private SlotFeeder Feeder(params SchoolRuntime[] schools) =>
        new(ScheduleTable.Build(schools.Select(school => (school.Options, school.Zone))), new SlotStore(database), clock);

    private SlotWorker Worker(params SchoolRuntime[] schools) => Worker(new LimitsOptions(), NullLogger<SlotWorker>.Instance, schools);

    private SlotWorker Worker(LimitsOptions limits, ILogger<SlotWorker> logger, params SchoolRuntime[] schools) =>
        new(Feeder(schools), new SlotStore(database), Leases(), new SchoolDirectory(schools), new JobRunner(work, clock), work, clock, logger, database, limits);

    private async Task DrainAsync(SchoolRuntime school, bool feed = true)
    {
        if (feed)
        {
            await Feeder(school).FeedAsync(CancellationToken.None);
        }

        await Worker(school).DrainAsync(CancellationToken.None);
    }

    private async Task<List<SlotRow>> SlotsAsync()
    {
        await using var context = await database.ReadAsync(CancellationToken.None);
        return await context.Set<SlotRow>().Where(slot => slot.Job != SlotStore.Beginning).ToListAsync();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits for an event of the log.</summary>
    private sealed class Listener(int awaited, Action heard) : ILogger<SlotWorker>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == awaited)
            {
                heard();
            }
        }
    }
}
