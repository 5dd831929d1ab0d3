using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

[TestClass]
public sealed class GateTests
{
    private static readonly DateOnly Monday = JudgingLedger.Monday;

    private static GateSubject Mark(string key = "m1", string lesson = "l1", string? rootClass = "c1", string student = "p2") => new(1, RecordKind.Mark, key, rootClass, Monday.DayNumber, lesson, student);

    private static async Task<JudgingLedger> GradeOneMarkAsync()
    {
        var ledger = await JudgingLedger.CreateAsync();
        await ledger.PutAsync(new Lesson("l1", Monday, "c1", 1, subjectId: "u1", teacherId: "t1", topic: "Счёт", status: LessonStatus.Held), new Mark("m1", "l1", "p2", "5", "Ответ на уроке"));
        return ledger;
    }

    private static async Task<GateVerdict> DecideAsync(JudgingLedger ledger, GateSubject subject)
    {
        await using var lease = await ledger.Leases.AcquireAsync("s1", "test", CancellationToken.None);
        await using var transaction = await lease.BeginAsync(1, CancellationToken.None);
        using var gate = new Gate(new SchoolDirectory([ledger.School])).Open(transaction, "s1");
        return gate.Decide(subject);
    }

    [TestMethod]
    public async Task A_record_of_a_day_that_is_still_to_be_judged_does_not_pass()
    {
        await using var ledger = await GradeOneMarkAsync();
        Assert.AreEqual("not-judged-yet", (await DecideAsync(ledger, Mark())).Reason);
    }

    [TestMethod]
    public async Task A_blocking_finding_withholds_its_record_until_it_is_waived_and_an_excuse_does_not_release()
    {
        await using var ledger = await GradeOneMarkAsync();
        await ledger.JudgeAsync();
        var finding = (await ledger.FindingsAsync()).Single(view => view.Rule == "grade-one-no-marks");
        Assert.AreEqual(GateVerdict.Withheld(finding.Id), await DecideAsync(ledger, Mark()));

        await ledger.ExcuseAsync("t1", Monday, Monday);
        await ledger.JudgeAsync();
        Assert.AreEqual(GateVerdict.Withheld(finding.Id), await DecideAsync(ledger, Mark()));

        await ledger.WaiveAsync(finding.Id, Monday.AddDays(5));
        Assert.AreEqual(GateVerdict.Free, await DecideAsync(ledger, Mark()));
    }

    [TestMethod]
    public async Task A_final_mark_in_grade_one_waits_for_judging_and_is_then_withheld_until_it_is_gone()
    {
        await using var ledger = await JudgingLedger.CreateAsync();
        await ledger.JudgeAsync();
        await ledger.PutAsync(new FinalMark("p2", "u1", "q1", "5"), new FinalMark("p1", "u1", "q1", "5"));
        var subject = new GateSubject(1, RecordKind.FinalMark, "p2/u1/q1", "c1", null, null, "p2");
        Assert.AreEqual(GateVerdict.Unjudged("not-judged-yet"), await DecideAsync(ledger, subject));

        await ledger.JudgeAsync();
        var finding = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual(("grade-one-no-marks", "finalMark", "p2"), (finding.Rule, finding.Part, finding.StudentId));
        Assert.AreEqual(GateVerdict.Withheld(finding.Id), await DecideAsync(ledger, subject));
        Assert.AreEqual(GateVerdict.Free, await DecideAsync(ledger, subject with { Key = "p1/u1/q1", RootClass = "c7", Student = "p1" }));

        await ledger.PutAsync(new FinalMark("p2", "u1", "q1", "усв"));
        await ledger.JudgeAsync();
        Assert.AreEqual(GateVerdict.Free, await DecideAsync(ledger, subject));
        Assert.IsEmpty(await ledger.FindingsAsync());
    }

    [TestMethod]
    public async Task What_was_found_of_a_final_mark_last_year_withholds_nothing_this_year()
    {
        await using var ledger = await JudgingLedger.CreateAsync();
        await ledger.PutAsync(new FinalMark("p2", "u1", "q1", "5"));
        await ledger.JudgeAsync();
        await ledger.UseBookAsync(new Gateway.Ledger.Model.Book { Id = 2, School = JudgingLedger.SchoolId, Source = "files", Year = 2027 });
        await ledger.PutAsync(new ClassGroup("c1", "2А", 2), new Student("p2", "Образцова", "Анна", classId: "c1"));
        ledger.Clock.MoveTo(JudgingLedger.At(Monday.AddYears(1), 12));
        await ledger.JudgeAsync();
        Assert.AreEqual(GateVerdict.Free, await DecideAsync(ledger, new GateSubject(2, RecordKind.FinalMark, "p2/u1/q1", "c1", null, null, "p2")));
    }

    [TestMethod]
    public async Task A_mark_whose_lesson_class_or_grade_cannot_be_resolved_is_unjudged()
    {
        await using var ledger = await GradeOneMarkAsync();
        await ledger.PutAsync(new ClassGroup("cx", "Хор", null, ClassKind.Additional), new Lesson("lx", Monday, "cx", 1));
        await ledger.JudgeAsync();
        Assert.AreEqual(GateVerdict.Unjudged("lesson"), await DecideAsync(ledger, Mark("m2", lesson: "nowhere")));
        Assert.AreEqual(GateVerdict.Unjudged("class"), await DecideAsync(ledger, Mark("m2", rootClass: "gone")));
        Assert.AreEqual(GateVerdict.Unjudged("grade"), await DecideAsync(ledger, Mark("m2", lesson: "lx", rootClass: "cx", student: "nobody")));
        Assert.AreEqual(GateVerdict.Free, await DecideAsync(ledger, Mark("m2", lesson: "lx", rootClass: "cx", student: "p1")));
    }
}
