using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class JobRunnerTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    private readonly ScriptedWork work = new();
    private readonly FakeTimeProvider clock = new(At("2026-10-05T17:05:05+03:00"));
    private readonly SchoolOptions options = new() { Id = "s1", Name = "Школа", TimeZone = "Europe/Moscow", Routes = [new() { Name = "daily" }, new() { Name = "region", Schedule = "0 0 6 ? * *" }] };

    [TestMethod]
    public async Task The_daily_check_reads_then_judges_then_tells()
    {
        var outcome = await RunAsync(Slot(JobCatalog.DailyCheck, "2026-10-05T17:05:00+03:00"));

        CollectionAssert.AreEqual(new[] { "read", "judge", "tell 10-05" }, work.Steps);
        Assert.AreEqual(SlotStatus.Done, outcome.Status);
    }

    [TestMethod]
    public async Task A_check_at_the_minute_of_the_deadline_begins_when_a_read_can_prove_what_is_missing()
    {
        clock.MoveTo(At("2026-10-05T17:00:05+03:00"));
        var slot = Slot(JobCatalog.DailyCheck, "2026-10-05T17:00:00+03:00");

        var early = await RunAsync(slot);

        Assert.IsEmpty(work.Steps);
        Assert.AreEqual((SlotStatus.Due, (TimeSpan?)TimeSpan.FromSeconds(175)), (early.Status, early.Again), "The source may lag two minutes, and a clock one.");
        clock.MoveTo(At("2026-10-05T17:03:00+03:00"));
        Assert.AreEqual(SlotStatus.Done, (await RunAsync(slot)).Status);
    }

    [TestMethod]
    public async Task On_a_day_off_nothing_is_read_and_nobody_is_told()
    {
        work.DaysOff.Add(new DateOnly(2026, 10, 5));

        var outcome = await RunAsync(Slot(JobCatalog.DailyCheck, "2026-10-05T17:05:00+03:00"));

        Assert.IsEmpty(work.Steps);
        Assert.AreEqual(SlotStatus.Skipped, outcome.Status);
    }

    [TestMethod]
    public async Task An_incomplete_read_is_repeated_before_anybody_is_told()
    {
        work.Reads.Enqueue(new StepOutcome(StepResult.Partial, "half"));

        var outcome = await RunAsync(Slot(JobCatalog.DailyCheck, "2026-10-05T17:05:00+03:00"));

        CollectionAssert.AreEqual(new[] { "read" }, work.Steps);
        Assert.AreEqual(SlotStatus.Due, outcome.Status);
        Assert.AreEqual(TimeSpan.FromMinutes(2), outcome.Again);
    }

    [TestMethod]
    public async Task After_twenty_minutes_of_incomplete_reads_the_letter_goes_out_with_what_there_is()
    {
        work.Reads.Enqueue(new StepOutcome(StepResult.Partial, "half"));
        clock.MoveTo(At("2026-10-05T17:25:06+03:00"));

        var outcome = await RunAsync(Slot(JobCatalog.DailyCheck, "2026-10-05T17:05:00+03:00", started: "2026-10-05T17:05:05+03:00"));

        CollectionAssert.AreEqual(new[] { "read", "judge", "tell 10-05" }, work.Steps);
        Assert.AreEqual(SlotStatus.Done, outcome.Status);
    }

    [TestMethod]
    public async Task A_source_that_does_not_end_answering_keeps_the_letter_back_no_longer_than_one_that_refuses()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        work.OnRead = (_, token) =>
        {
            began.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        var running = RunAsync(Slot(JobCatalog.DailyCheck, "2026-10-05T17:05:00+03:00", started: "2026-10-05T17:05:05+03:00"));
        await began.Task;
        clock.MoveTo(At("2026-10-05T17:25:06+03:00"));

        var outcome = await running;

        CollectionAssert.AreEqual(new[] { "judge", "tell 10-05" }, work.Steps);
        Assert.AreEqual(SlotStatus.Done, outcome.Status);
    }

    [TestMethod]
    public async Task After_a_week_of_downtime_one_letter_tells_of_every_missed_school_day()
    {
        clock.MoveTo(At("2026-10-12T09:00:00+03:00"));

        await RunAsync([.. Enumerable.Range(5, 7).Select(day => Slot(JobCatalog.DailyCheck, $"2026-10-{day:00}T17:05:00+03:00", late: true))]);

        CollectionAssert.AreEqual(new[] { "read", "judge", "tell 10-05 10-06 10-07 10-08 10-09 late" }, work.Steps);
    }

    [TestMethod]
    public async Task With_a_morning_letter_the_evening_only_judges()
    {
        options.Letters.SendAt = new TimeOnly(7, 30);

        await RunAsync(Slot(JobCatalog.DailyCheck, "2026-10-05T17:05:00+03:00"));

        CollectionAssert.AreEqual(new[] { "read", "judge" }, work.Steps);
    }

    [TestMethod]
    public async Task The_morning_letter_reads_again_and_tells_of_the_day_before()
    {
        clock.MoveTo(At("2026-10-06T07:30:00+03:00"));

        await RunAsync(Slot(JobCatalog.DailyLetter, "2026-10-06T07:30:00+03:00"));

        CollectionAssert.AreEqual(new[] { "read", "judge", "tell 10-05" }, work.Steps);
    }

    [TestMethod]
    public async Task On_a_Monday_morning_there_is_no_letter_about_Sunday()
    {
        await RunAsync(Slot(JobCatalog.DailyLetter, "2026-10-05T07:30:00+03:00"));

        Assert.IsEmpty(work.Steps);
    }

    [TestMethod]
    [DataRow("2026-10-01T08:00:00+03:00", true, DisplayName = "Thursday the 1st")]
    [DataRow("2026-10-02T08:00:00+03:00", false, DisplayName = "the day after it")]
    [DataRow("2026-11-01T08:00:00+03:00", false, DisplayName = "a Sunday")]
    [DataRow("2026-11-02T08:00:00+03:00", true, DisplayName = "the Monday after it")]
    public async Task The_monthly_review_goes_out_on_the_first_school_day_of_the_month(string due, bool told)
    {
        await RunAsync(Slot(JobCatalog.MonthlyReview, due));

        Assert.AreEqual(told, work.Steps.Contains("tell month"));
    }

    [TestMethod]
    public async Task An_export_judges_first_so_that_the_gate_knows()
    {
        await RunAsync(Slot(JobCatalog.Export, "2026-10-05T18:30:00+03:00"));

        CollectionAssert.AreEqual(new[] { "judge", "export daily" }, work.Steps);
    }

    [TestMethod]
    public async Task A_route_with_a_schedule_of_its_own_goes_out_alone_and_one_that_is_gone_is_passed_over()
    {
        await RunAsync(Slot("export:region", "2026-10-05T06:00:00+03:00"));
        var gone = await RunAsync(Slot("export:gone", "2026-10-05T06:00:00+03:00"));

        CollectionAssert.AreEqual(new[] { "judge", "export region", "judge" }, work.Steps);
        Assert.AreEqual(SlotStatus.Skipped, gone.Status);
    }

    [TestMethod]
    public async Task Portals_are_compared_on_school_days_only()
    {
        var saturday = await RunAsync(Slot(JobCatalog.Reconcile, "2026-10-03T06:30:00+03:00"));
        var monday = await RunAsync(Slot(JobCatalog.Reconcile, "2026-10-05T06:30:00+03:00"));

        Assert.AreEqual((SlotStatus.Skipped, SlotStatus.Done), (saturday.Status, monday.Status));
        CollectionAssert.AreEqual(new[] { "reconcile" }, work.Steps);
    }

    [TestMethod]
    public void Waits_grow_to_a_quarter_of_an_hour_and_end_after_nine_tries()
    {
        var waits = Enumerable.Range(1, 9).Select(SlotRetry.After).ToList();

        CollectionAssert.AreEqual(new double?[] { 1, 2, 4, 8, 15, 15, 15, 15, null }, waits.Select(wait => wait?.TotalMinutes).ToList());
    }

    private Task<JobOutcome> RunAsync(params SlotRow[] slots) =>
        new JobRunner(work, clock).RunAsync(new SchoolRuntime(options, Moscow), slots, lease: null!, CancellationToken.None);

    private static SlotRow Slot(string job, string due, bool late = false, string? started = null) =>
        new() { School = "s1", Job = job, Due = At(due).ToStored(), Late = late, StartedAt = started is null ? null : At(started).ToStored() };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
