using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Judging;

[TestClass]
public sealed class KeptDeadlineTests
{
    private static readonly DateOnly Monday = JudgingLedger.Monday;
    private static readonly DateOnly Tuesday = Monday.AddDays(1);
    private static readonly DateOnly Wednesday = Monday.AddDays(2);

    [TestMethod]
    public async Task A_deadline_of_the_next_day_stays_when_that_day_is_declared_closed_afterwards()
    {
        await using var ledger = await MissingAsync();
        await ledger.AddDayAsync(null, Tuesday, Tuesday, "closed");
        await ledger.JudgeAsync();

        var finding = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual((FindingState.Missing, JudgingLedger.At(Tuesday, 12)), (finding.State, finding.Deadline!.Value));
    }

    [TestMethod]
    public async Task A_deadline_that_passed_since_the_last_judging_stays_as_well()
    {
        await using var ledger = await JudgingLedger.CreateAsync(School(), JudgingLedger.At(Tuesday, 9));
        await ledger.PutAsync(Late());
        await ledger.JudgeAsync();
        ledger.Clock.MoveTo(JudgingLedger.At(Tuesday, 13));
        await ledger.AddDayAsync(null, Tuesday, Tuesday, "closed");
        await ledger.ReadAsync(JudgingLedger.At(Tuesday, 12, 45), Monday);
        await ledger.JudgeAsync();

        Assert.AreEqual(JudgingLedger.At(Tuesday, 12), (await ledger.FindingsAsync()).Single().Deadline);
    }

    [TestMethod]
    public async Task Taking_back_a_day_off_makes_no_entry_late_even_when_nobody_judged_between()
    {
        await using var ledger = await JudgingLedger.CreateAsync(School(), JudgingLedger.At(Wednesday, 11));
        await ledger.AddDayAsync(null, Tuesday, Tuesday, "closed");
        await ledger.PutAsync(Late("Степени", JudgingLedger.At(Wednesday, 10, 30)));
        await ledger.JudgeAsync();
        ledger.Clock.MoveTo(JudgingLedger.At(Wednesday, 13));

        await RemoveDayAsync(ledger);

        Assert.IsEmpty(await ledger.FindingsAsync());
    }

    [TestMethod]
    public async Task What_is_kept_of_a_lesson_that_went_to_another_day_is_forgotten()
    {
        await using var ledger = await MissingAsync();
        await ledger.PutAsync(new Lesson("l1", Tuesday, "c7", 8, new TimeOnly(18, 10), new TimeOnly(18, 55), "u1", "t1", "Степени", LessonStatus.Held));
        await ledger.AddDayAsync(null, Wednesday, Wednesday, "event");

        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        Assert.IsFalse(await context.Set<KeptDeadlineRow>().AnyAsync(row => row.Day == Monday.DayNumber));
    }

    [TestMethod]
    public async Task A_day_off_declared_before_the_deadline_moves_it()
    {
        await using var ledger = await JudgingLedger.CreateAsync(School(), JudgingLedger.At(Tuesday, 9));
        await ledger.PutAsync(Late());
        await ledger.JudgeAsync();
        await ledger.AddDayAsync(null, Tuesday, Tuesday, "closed");
        ledger.Clock.MoveTo(JudgingLedger.At(Wednesday, 13));
        await ledger.ReadAsync(JudgingLedger.At(Wednesday, 12, 30), Monday);
        await ledger.JudgeAsync();

        Assert.AreEqual(JudgingLedger.At(Wednesday, 12), (await ledger.FindingsAsync()).Single().Deadline);
    }

    [TestMethod]
    public async Task Removing_a_day_off_makes_no_entry_late_that_was_in_time()
    {
        await using var ledger = await JudgingLedger.CreateAsync(School(), JudgingLedger.At(Wednesday, 11));
        await ledger.AddDayAsync(null, Tuesday, Tuesday, "closed");
        await ledger.PutAsync(Late("Степени", JudgingLedger.At(Wednesday, 10, 30)));
        await ledger.JudgeAsync();
        ledger.Clock.MoveTo(JudgingLedger.At(Wednesday, 13));
        await ledger.JudgeAsync();

        await RemoveDayAsync(ledger);
        await ledger.JudgeAsync();

        Assert.IsEmpty(await ledger.FindingsAsync());
    }

    [TestMethod]
    public async Task Closing_the_lessons_own_day_resolves_its_finding_and_opening_it_again_asks_by_the_same_deadline()
    {
        await using var ledger = await MissingAsync();
        await ledger.AddDayAsync(null, Monday, Tuesday, "closed");
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync());

        await RemoveDayAsync(ledger);
        await ledger.JudgeAsync();
        Assert.AreEqual(JudgingLedger.At(Tuesday, 12), (await ledger.FindingsAsync(FindingStatus.Open)).Single().Deadline);
    }

    [TestMethod]
    public async Task Another_clock_time_of_the_school_is_heeded_all_the_same()
    {
        await using var ledger = await MissingAsync();
        ledger.Configure(School(new TimeOnly(12, 30)));
        await ledger.JudgeAsync();
        Assert.AreEqual(JudgingLedger.At(Tuesday, 12, 30), (await ledger.FindingsAsync()).Single().Deadline);
    }

    private static Gateway.Configuration.SchoolRuntime School(TimeOnly? nextDayAt = null) =>
        JudgingLedger.Configured(null, new EntryDeadlineSettings { Deadline = new TimeOnly(17, 0), NextDayAt = nextDayAt ?? new TimeOnly(12, 0), Parts = { EntryPart.Topic } });

    private static Lesson Late(string? topic = null, DateTimeOffset? entered = null) =>
        new("l1", Monday, "c7", 8, new TimeOnly(18, 10), new TimeOnly(18, 55), "u1", "t1", topic, LessonStatus.Held, topicEntered: entered is { } at ? new EntryTime(at) : null);

    private static async Task<JudgingLedger> MissingAsync()
    {
        var ledger = await JudgingLedger.CreateAsync(School(), JudgingLedger.At(Tuesday, 13));
        await ledger.PutAsync(Late());
        await ledger.ReadAsync(JudgingLedger.At(Tuesday, 12, 45), Monday);
        await ledger.JudgeAsync();
        Assert.AreEqual(JudgingLedger.At(Tuesday, 12), (await ledger.FindingsAsync()).Single().Deadline);
        return ledger;
    }

    private static Task RemoveDayAsync(JudgingLedger ledger) => ledger.DecideAsync(lease =>
        new UnforeseenDays(ledger.Database, ledger.Judge, ledger.Clock).RemoveAsync(ledger.School, 1, new Decision("Завуч", "отменён"), lease, CancellationToken.None));
}
