using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Reviews.Model;
using ElJournal.Rules.Compliance.FinalMarks;
using ElJournal.Rules.Compliance.Participation;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>What is found about the school as a whole, beside the classes and days that are judged.</summary>
[TestClass]
public sealed class SchoolFindingsTests
{
    [TestMethod]
    public async Task A_review_that_nobody_has_signed_is_found_until_it_is_signed_whatever_else_is_judged()
    {
        await using var ledger = await JudgingLedger.CreateAsync(now: JudgingLedger.At(new DateOnly(2026, 11, 2), 9));
        await StoreAsync(ledger, new ReviewRow { School = JudgingLedger.SchoolId, Month = new DateOnly(2026, 10, 1).DayNumber, MadeAt = JudgingLedger.At(new DateOnly(2026, 11, 2), 8).ToStored(), Content = "{}" });
        await ledger.JudgeAsync();
        var finding = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual(("review-done", null, new DateOnly(2026, 11, 2)), (finding.Rule, finding.ClassId, finding.Day));

        Assert.AreEqual(0, (await ledger.JudgeAsync()).Opened, "nothing else changed");
        await ledger.PutAsync(new Lesson("l1", JudgingLedger.Monday, "c7", 1, teacherId: "t1", subjectId: "u1"));
        await ledger.JudgeAsync();
        Assert.AreEqual(1, (await ledger.FindingsAsync()).Count(view => view.Rule == "review-done"));

        await StoreAsync(ledger, new ReviewAcknowledgementRow { School = JudgingLedger.SchoolId, Month = new DateOnly(2026, 10, 1).DayNumber, At = JudgingLedger.At(new DateOnly(2026, 11, 2), 9).ToStored(), By = "Завуч", Note = "" });
        await ledger.JudgeAsync();
        Assert.IsEmpty((await ledger.FindingsAsync()).Where(view => view.Rule == "review-done"));
        Assert.HasCount(1, (await ledger.FindingsAsync(FindingStatus.Resolved)).Where(view => view.Rule == "review-done"));
    }

    [TestMethod]
    public async Task What_no_source_shows_is_said_once_and_only_of_today()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(settings: new ParticipationSettings { Enabled = true }));
        await ledger.JudgeAsync();
        await ledger.JudgeAsync();
        var scope = (await ledger.NotCheckedAsync(JudgingLedger.Monday, JudgingLedger.Monday)).Single(view => view.Kind == RecordKind.SignIn);
        Assert.IsNull(scope.ClassId);
        ledger.Clock.Advance(TimeSpan.FromDays(1));
        await ledger.JudgeAsync();
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        Assert.AreEqual(JudgingLedger.Monday.AddDays(1).DayNumber, (await context.Set<NotCheckedRow>().SingleAsync(row => row.Kind == RecordKind.SignIn)).Day);
    }

    [TestMethod]
    public async Task Teachers_who_sign_in_and_the_gateways_own_account_are_known_from_the_ledger()
    {
        var school = JudgingLedger.Configured(options => options.Source[0].ServiceAccount = "robot", new ParticipationSettings { Enabled = true });
        await using var ledger = await JudgingLedger.CreateAsync(school);
        await ledger.PutAsync(
            new Lesson("l1", JudgingLedger.Monday.AddDays(-3), "c7", 1, teacherId: "t1", subjectId: "u1", topic: "Степени"), new Lesson("l2", JudgingLedger.Monday.AddDays(-3), "c8", 1, teacherId: "t2", subjectId: "u1", topic: "Степени"),
            new Lesson("l3", JudgingLedger.Monday.AddDays(-3), "c8", 2, teacherId: "robot", subjectId: "u1", topic: "Степени"));
        foreach (var person in new[] { "t1", "robot" })
        {
            var at = JudgingLedger.At(JudgingLedger.Monday.AddDays(-2), 8).ToStored();
            await StoreAsync(ledger, new RecordRow { Book = 1, Kind = RecordKind.SignIn, Key = person, Origin = person, Hash = [0], Payload = "{}", Student = person, Status = (int)PersonRole.Teacher, Value = FormattableString.Invariant($"{at}") });
        }

        await ledger.JudgeAsync();
        CollectionAssert.AreEquivalent(new[] { "t2", "robot" }, (await ledger.FindingsAsync()).Where(view => view.Rule == "participation").Select(view => view.TeacherId).ToArray());
    }

    [TestMethod]
    public async Task Final_marks_are_compared_with_weights_from_the_ledger()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(settings: new FinalMarksSettings { AskMissing = false }), JudgingLedger.At(new DateOnly(2026, 10, 26), 9));
        await ledger.PutAsync(
            new Lesson("l1", JudgingLedger.Monday, "c7", 1, teacherId: "t1", subjectId: "u1", topic: "Степени"),
            new Student("p1", "Образцов", "Пётр", classId: "c7", enrolledOn: new DateOnly(2026, 9, 1)),
            new Mark("m1", "l1", "p1", "5", weight: 1), new Mark("m2", "l1", "p1", "2", weight: 9), new FinalMark("p1", "u1", "q1", "4"));
        await ledger.ReadAsync(JudgingLedger.At(new DateOnly(2026, 10, 26), 8), JudgingLedger.Monday);
        await ledger.ReadAsync(JudgingLedger.At(new DateOnly(2026, 10, 26), 8), DateOnly.MinValue, DateOnly.MinValue, kinds: RecordKind.FinalMark);
        await ledger.JudgeAsync();
        var finding = (await ledger.FindingsAsync()).Single(view => view.Rule == "final-marks");
        Assert.AreEqual(("value", "p1"), (finding.Part, finding.StudentId));
        Assert.Contains("2,30", finding.Message, StringComparison.Ordinal);
    }

    private static async Task StoreAsync(JudgingLedger ledger, object row)
    {
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        context.Add(row);
        await context.SaveChangesAsync();
    }
}
