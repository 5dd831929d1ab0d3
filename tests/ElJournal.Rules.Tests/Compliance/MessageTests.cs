using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

/// <summary>Words that a school reads.</summary>
[TestClass]
public sealed class MessageTests
{
    [TestMethod]
    public void Every_part_has_its_words_when_missing_and_when_late()
    {
        var school = new TestSchool { Now = At("2026-10-08 09:00"), Deadlines = new() { Deadline = Clock("17:00") } };
        school.Lesson("missing", topic: null, taken: false);
        school.Lesson("late", classId: "c8", teacher: "t2", number: null, taken: true, topicEvidence: Entered("2026-10-06 08:15")).WithHomework(Entered("2026-10-06 08:15")).WithMark(Entered("2026-10-06 08:15")).AttendanceTakenEvidence = Entered("2026-10-06 08:15");
        school.Lesson("chess", classId: "x", number: null, subject: null, teacher: "t3", topic: null);
        var messages = school.Judge().Findings.ToDictionary(finding => $"{finding.LessonId} {finding.Part}", finding => finding.Message);
        const string End = " 8А, алгебра, 5 октября 2026, урок в 08:30. Срок: до 17:00 5 октября.";
        Assert.AreEqual("Тема урока не записана: 7А, алгебра, 5 октября 2026, 1-й урок. Срок: до 17:00 5 октября. Журнал прочитан 8 октября в 09:00.", messages["missing topic"]);
        Assert.AreEqual("Домашнее задание не записано: 7А, алгебра, 5 октября 2026, 1-й урок. Срок: до 17:00 5 октября. Журнал прочитан 8 октября в 09:00.", messages["missing homework"]);
        Assert.AreEqual("Посещаемость не отмечена: 7А, алгебра, 5 октября 2026, 1-й урок. Срок: до 17:00 5 октября. Журнал прочитан 8 октября в 09:00.", messages["missing attendance"]);
        Assert.AreEqual("Тема записана позже срока: 6 октября в 08:15." + End, messages["late topic"]);
        Assert.AreEqual("Домашнее задание записано позже срока: 6 октября в 08:15." + End, messages["late homework"]);
        Assert.AreEqual("Отметки урока выставлены позже срока: 6 октября в 08:15." + End, messages["late marks"]);
        Assert.AreEqual("Посещаемость отмечена позже срока: 6 октября в 08:15." + End, messages["late attendance"]);
        Assert.AreEqual("Тема занятия не записана: Шахматы, 5 октября 2026, занятие в 08:30. Срок: до 17:00 6 октября. Журнал прочитан 8 октября в 09:00.", messages["chess topic"]);
        Assert.HasCount(8, messages);
    }

    [TestMethod]
    public void A_moved_deadline_says_why()
    {
        var school = new TestSchool { Now = At("2026-10-14 09:00"), Deadlines = new() { Deadline = Clock("17:00") } };
        school.Excuses.Add(new Excuse("t1", new DayRange(new DateOnly(2026, 10, 6), new DateOnly(2026, 10, 9))));
        school.Lesson("grace", start: "18:10", end: "18:55", topic: null);
        school.Lesson("replaced", classId: "c8", teacher: "t2", replaces: "t1", topic: null);
        var messages = school.Judge().Findings.Where(finding => finding.Part == "topic").ToDictionary(finding => finding.LessonId!, finding => finding.Message);
        Assert.Contains("Срок: до 12:00 13 октября (перенесён: учитель был освобождён от проверки).", messages["grace"], StringComparison.Ordinal);
        Assert.Contains("Срок: до 17:00 6 октября (урок заменён).", messages["replaced"], StringComparison.Ordinal);
    }

    [TestMethod]
    public void No_message_holds_a_name_a_mark_or_a_reason_of_absence()
    {
        var school = new TestSchool { Now = At("2026-11-08 09:00") };
        school.Lesson("a", topic: null).WithMark(Entered("2026-10-06 10:00")).WithAbsence(kind: AttendanceKind.Ill);
        school.Lesson("b", classId: "c1").WithMark(student: "s1").WithHomework();
        school.Lesson("c", day: "2026-10-10").WithMark(Entered("2026-10-06 10:00"), value: "2", changes: new MarkChange("2", "5", At("2026-11-01 10:00"), At("2026-11-01 11:00")));
        school.Pupils("c10", 25);
        school.Lesson("d", classId: "c10", number: 2, teacher: "t2").WithWork(15);
        school.Lesson("e", classId: "c10", number: 3, teacher: "t2", subject: "mat").WithWork(15);
        foreach (var subject in new[] { "alg", "mat", "eng", "pe", "tech", "ork", "beh" })
        {
            school.Lesson($"h-{subject}", classId: "c8", subject: subject, teacher: $"t-{subject}").WithHomework();
        }

        school.Lesson("x1", "c8", "2026-10-06", subject: "eng", status: LessonStatus.Cancelled);
        school.Lesson("x2", "c8", "2026-10-07", subject: "eng", status: LessonStatus.Cancelled);
        school.Facts = new TestFacts
        {
            SignIns = { new LastSignIn("t9", PersonRole.Teacher, At("2026-11-07 09:00")) },
            Given = { new LessonsGiven("t1", 5, new DateOnly(2026, 11, 6)) },
            Placed = [new PlacedSignIn("t1", PersonRole.Teacher, At("2026-11-07 09:00"), "a"), new PlacedSignIn("t1", PersonRole.Teacher, At("2026-11-07 09:05"), "b")],
            Reviews = [new MonthlyReview(new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 2), At("2026-11-02 08:00"), null)],
            Copies = new BackupState([new BackupMedium("Красный диск", true, null, null)], At("2026-09-01 08:00")),
        };
        var findings = RuleCatalog.All.SelectMany(rule =>
        {
            var settings = rule.Defaults();
            settings.Enabled = true;
            return school.Judge(rule.Info.Id, settings).Findings;
        }).ToList();
        CollectionAssert.IsSubsetOf(RuleCatalog.All.Select(rule => rule.Info.Id).ToList(), findings.Select(finding => finding.Rule).ToList());
        foreach (var message in findings.Select(finding => finding.Message))
        {
            foreach (var word in new[] { "Седьм", "Перв", "Пример", "болез", "больн", "«2»", "«5»", "нарушен", "прогул" })
            {
                Assert.DoesNotContain(word, message, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [TestMethod]
    public void Blocking_settings_name_the_records_that_are_kept_back()
    {
        var school = new TestSchool { Deadlines = new() { Deadline = Clock("17:00"), Blocking = true } };
        school.Lesson(topicEvidence: Entered("2026-10-05 18:00")).WithHomework(Entered("2026-10-05 18:00")).WithMark(Entered("2026-10-05 18:00")).WithMark(work: "Самостоятельная работа");
        var blocks = school.Judge().Findings.ToDictionary(finding => finding.Part!, finding => finding.Blocks.Single());
        Assert.AreEqual(new RecordReference(RecordKind.Lesson, "l1"), blocks["topic"]);
        Assert.AreEqual(new RecordReference(RecordKind.Homework, "l1"), blocks["homework"]);
        Assert.AreEqual(new RecordReference(RecordKind.Mark, "l1-m1"), blocks["marks"]);
        Assert.AreEqual(PartOutcome.Late, school.Assess(school.Lessons[0]).Topic.Outcome);
    }
}
