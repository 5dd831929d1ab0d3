using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Compliance.LateChange;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

[TestClass]
public sealed class GivenTogetherTests
{
    private static readonly DateOnly Monday = JudgingLedger.Monday;

    private static Lesson Lesson(string id, string classId, string teacher, string? topic = null) =>
        new(id, Monday, classId, 1, new TimeOnly(8, 30), new TimeOnly(9, 15), "u1", teacher, topic, LessonStatus.Held);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task When_an_edit_ends_or_makes_a_joint_lesson_the_other_class_is_judged_again(bool classTouchedAsWell)
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, new EntryDeadlineSettings { Deadline = new TimeOnly(17, 0), Parts = { EntryPart.Topic } }), JudgingLedger.At(Monday, 16));
        await ledger.PutAsync(Lesson("l7", "c7", "t1", "Степени"), Lesson("l8", "c8", "t1"));
        ledger.Clock.MoveTo(JudgingLedger.At(Monday, 20));
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync(), "what was entered for one class counts for both");
        await SettleAsync(ledger);

        await ledger.PutAsync(Lesson("l7", "c7", "t2", "Степени"));
        await TouchAsync(ledger, classTouchedAsWell);
        await ledger.JudgeAsync();
        Assert.AreEqual("l8", (await ledger.FindingsAsync()).Single().LessonId, "the joint lesson has ended");
        await SettleAsync(ledger);

        await ledger.PutAsync(Lesson("l7", "c7", "t1", "Степени"));
        await TouchAsync(ledger, classTouchedAsWell);
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync(), "and is given again");
    }

    [TestMethod]
    public async Task A_joint_lesson_ends_when_one_of_its_lessons_is_removed()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, new EntryDeadlineSettings { Deadline = new TimeOnly(17, 0), Parts = { EntryPart.Topic } }), JudgingLedger.At(Monday, 16));
        await ledger.PutAsync(Lesson("l7", "c7", "t1", "Степени"), Lesson("l8", "c8", "t1"));
        ledger.Clock.MoveTo(JudgingLedger.At(Monday, 20));
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await ledger.JudgeAsync();
        await SettleAsync(ledger);

        await ledger.RemoveAsync(RecordKind.Lesson, "l7");
        await ledger.JudgeAsync();
        Assert.AreEqual("l8", (await ledger.FindingsAsync()).Single().LessonId);
    }

    [TestMethod]
    [DataRow("NULL", 0, 1, DisplayName = "removed")]
    [DataRow("'4'", 0, 0, DisplayName = "its content lives on under another key")]
    [DataRow("NULL", 1, 0, DisplayName = "waits for the end of a pass")]
    public async Task A_mark_that_is_gone_counts_only_when_it_was_removed(string becomes, int pending, int wanted)
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, new LateChangeSettings { Enabled = true }), JudgingLedger.At(Monday.AddDays(40), 20));
        await ledger.PutAsync(JudgingLedger.At(Monday, 12), Lesson("l7", "c7", "t1", "Степени"), new Mark("m1", "l7", "p1", "5", "Ответ на уроке", entered: new EntryTime(JudgingLedger.At(Monday, 9))));
        await ledger.ExecuteAsync($"INSERT INTO mark_changes (\"Record\", \"FromValue\", \"ToValue\", \"After\", \"By\") SELECT \"Id\", '5', {becomes}, {JudgingLedger.At(Monday.AddDays(30), 9).ToStored()}, {JudgingLedger.At(Monday.AddDays(30), 10).ToStored()} FROM records WHERE \"Kind\" = 8");
        await ledger.ExecuteAsync($"UPDATE records SET \"Deleted\" = 1, \"Changes\" = 1, \"Pending\" = {pending} WHERE \"Kind\" = 8");
        await ledger.JudgeAsync();
        Assert.HasCount(wanted, (await ledger.FindingsAsync()).Where(finding => string.Equals(finding.Rule, "late-change", StringComparison.Ordinal)).ToList());
    }

    [TestMethod]
    public async Task School_days_are_counted_by_the_calendar_and_the_days_added_by_command()
    {
        await using var ledger = await JudgingLedger.CreateAsync();
        var days = new SchoolDays(ledger.Database, new Books(ledger.Database));
        Assert.AreEqual(2, DailyLetters.CountSchoolDays(await days.OfAsync(ledger.School, CancellationToken.None), Monday.AddDays(-3), Monday), "Friday and Monday");

        await ledger.AddDayAsync(null, Monday, Monday, "closed");
        Assert.AreEqual(2, DailyLetters.CountSchoolDays(await days.OfAsync(ledger.School, CancellationToken.None), Monday.AddDays(-3), Monday.AddDays(1)), "Friday and Tuesday");
    }

    /// <summary>Only the edit may be what has days judged again.</summary>
    private static Task SettleAsync(JudgingLedger ledger) => ledger.ExecuteAsync("UPDATE judged_days SET \"Settled\" = 1");

    private static Task TouchAsync(JudgingLedger ledger, bool touch) =>
        ledger.ExecuteAsync(touch ? "INSERT INTO dirty (\"School\", \"Class\", \"Day\") VALUES ('s1', 'c7', 0)" : "SELECT 1");
}
