using ElJournal.Gateway.Scheduling;
using Quartz;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class SlotPlanTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    /// <summary>Has clock changes, which Russian zones no longer have: 29 March 2026 02:00 → 03:00 and 25 October 2026 03:00 → 02:00.</summary>
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [TestMethod]
    public void Every_missed_evening_is_due_when_each_day_is_judged_by_itself()
    {
        var due = SlotPlan.Due(new CronExpression("0 0 17 ? * *", Moscow), CatchUp.Each, At("2026-10-02T17:00:00+03:00"), At("2026-10-05T17:00:00+03:00"));

        CollectionAssert.AreEqual(new[] { At("2026-10-03T17:00:00+03:00"), At("2026-10-04T17:00:00+03:00"), At("2026-10-05T17:00:00+03:00") }, due.ToArray());
    }

    [TestMethod]
    public void Only_the_last_missed_export_is_due_because_it_covers_the_earlier_ones()
    {
        var due = SlotPlan.Due(new CronExpression("0 30 18 ? * *", Moscow), CatchUp.Last, At("2026-10-01T18:30:00+03:00"), At("2026-10-05T19:00:00+03:00"));

        CollectionAssert.AreEqual(new[] { At("2026-10-05T18:30:00+03:00") }, due.ToArray());
    }

    [TestMethod]
    public void A_slot_is_due_at_its_very_moment_and_not_a_second_before()
    {
        var cron = new CronExpression("0 0 17 ? * *", Moscow);

        Assert.IsEmpty(SlotPlan.Due(cron, CatchUp.Each, At("2026-10-04T17:00:00+03:00"), At("2026-10-05T16:59:59+03:00")));
        Assert.HasCount(1, SlotPlan.Due(cron, CatchUp.Each, At("2026-10-04T17:00:00+03:00"), At("2026-10-05T17:00:00+03:00")));
    }

    [TestMethod]
    public void A_year_off_does_not_become_a_year_of_evenings()
    {
        var due = SlotPlan.Due(new CronExpression("0 0 17 ? * *", Moscow), CatchUp.Each, At("2025-10-05T17:00:00+03:00"), At("2026-10-05T17:00:00+03:00"));

        Assert.HasCount(60, due);
    }

    [TestMethod]
    public void In_the_hour_that_is_skipped_in_spring_the_day_still_has_one_slot()
    {
        var due = SlotPlan.Due(new CronExpression("0 30 2 ? * *", Berlin), CatchUp.Each, At("2026-03-28T12:00:00+01:00"), At("2026-03-30T12:00:00+02:00"));

        Assert.AreEqual(At("2026-03-30T02:30:00+02:00"), due[^1]);
        Assert.IsLessThanOrEqualTo(2, due.Count);
    }

    [TestMethod]
    public void In_the_hour_that_is_repeated_in_autumn_the_day_has_one_slot()
    {
        var due = SlotPlan.Due(new CronExpression("0 30 2 ? * *", Berlin), CatchUp.Each, At("2026-10-24T12:00:00+02:00"), At("2026-10-25T12:00:00+01:00"));

        Assert.HasCount(1, due);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
