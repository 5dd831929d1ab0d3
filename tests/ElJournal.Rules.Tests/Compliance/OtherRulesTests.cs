using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Compliance.GradeOneNoHomework;
using ElJournal.Rules.Compliance.GradeOneNoMarks;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class OtherRulesTests
{
    [TestMethod]
    public void A_mark_in_grade_one_is_found_and_blocks_itself()
    {
        var school = new TestSchool();
        school.Lesson(classId: "c1", subject: "mat").WithMark(student: "s1", work: null);
        school.Lesson("l2", classId: "c2", subject: "mat").WithMark(student: "s2");
        var finding = school.Judge("grade-one-no-marks").Findings.Single();
        Assert.AreEqual(FindingState.Present, finding.State);
        Assert.AreEqual("s1", finding.StudentId);
        Assert.AreEqual(new RecordReference(RecordKind.Mark, "l1-m1"), finding.Blocks.Single());
        Assert.AreEqual("Выставлена отметка в 1 классе: 1А, математика, 5 октября 2026, 1-й урок. На портал не передаётся до исправления.", finding.Message);
        Assert.AreEqual("основание не указано школой", finding.Norm);
    }

    [TestMethod]
    public void In_a_mixed_set_the_pupils_class_decides_and_not_the_grade_of_the_group()
    {
        var school = new TestSchool();
        school.Lesson(classId: "m", subject: "mat").WithMark(student: "s1").WithMark(student: "s2");
        school.Lesson("l2", classId: "c1", subject: "mat").WithMark(student: "s2");
        Assert.AreEqual("s1", school.Judge("grade-one-no-marks").Findings.Single().StudentId);
    }

    [TestMethod]
    [DataRow(EducationForm.Home, 0)]
    [DataRow(EducationForm.Family, 0)]
    [DataRow(EducationForm.Hospital, 0)]
    [DataRow(EducationForm.Individual, 1)]
    [DataRow(EducationForm.FullTime, 1)]
    public void A_pupil_taught_at_home_or_in_the_family_is_not_absent_in_the_class(EducationForm form, int found)
    {
        var school = new TestSchool { Policy = new SchoolPolicy(pupils: [new PupilPolicy(["s7"], form, [])]) };
        school.Lesson().WithMark().WithAbsence();
        Assert.HasCount(found, school.Judge("mark-for-absent").Findings);
    }

    [TestMethod]
    public void Of_an_unknown_pupil_the_group_decides()
    {
        var school = new TestSchool();
        school.Lesson(classId: "c1").WithMark(student: "nobody");
        Assert.HasCount(1, school.Judge("grade-one-no-marks").Findings);
    }

    [TestMethod]
    public void Behaviour_stays_outside_until_the_school_says_otherwise_and_placeholders_are_no_marks()
    {
        var school = new TestSchool();
        school.Lesson(classId: "c1", subject: "beh").WithMark(student: "s1");
        school.Lesson("l2", classId: "c1", subject: "mat").WithMark(student: "s1", value: "н/о").WithMark(student: "s1", value: ".");
        Assert.IsEmpty(school.Judge("grade-one-no-marks").Findings);
        Assert.HasCount(1, school.Judge("grade-one-no-marks", new GradeOneNoMarksSettings { IncludeBehaviour = true }).Findings);
    }

    [TestMethod]
    public void A_final_mark_in_grade_one_is_found_and_blocks_itself()
    {
        var school = new TestSchool();
        school.FinalMarks.AddRange([Final("s1", "mat", "5"), Final("s2", "mat", "5")]);
        var finding = school.Judge("grade-one-no-marks").Findings.Single();
        Assert.AreEqual(("finalMark", FindingState.Present, "s1", "c1", "mat"), (finding.Part, finding.State, finding.StudentId, finding.ClassId, finding.SubjectId));
        Assert.AreEqual(new RecordReference(RecordKind.FinalMark, "s1/mat/q1"), finding.Blocks.Single());
        Assert.AreEqual("Выставлена итоговая отметка в 1 классе: 1А, математика, 1 четверть. На портал не передаётся до исправления.", finding.Message);
    }

    [TestMethod]
    [DataRow("mat", "зач")]
    [DataRow("mat", "усв")]
    [DataRow("mat", "осв")]
    [DataRow("mat", "н/а")]
    [DataRow("mat", "0")]
    [DataRow("beh", "5")]
    public void What_is_no_number_or_behaviour_is_no_final_mark_of_grade_one(string subject, string value)
    {
        var school = new TestSchool();
        school.FinalMarks.Add(Final("s1", subject, value));
        Assert.IsEmpty(school.Judge("grade-one-no-marks").Findings);
    }

    [TestMethod]
    public void The_final_mark_of_a_pupil_whom_nobody_knows_accuses_nobody()
    {
        var school = new TestSchool();
        school.FinalMarks.Add(Final("nobody", "mat", "5"));
        Assert.IsEmpty(school.Judge("grade-one-no-marks").Findings);
    }

    private static FinalMarkEntry Final(string student, string subject, string value) => new($"{student}/{subject}/q1", $"{student}/{subject}/q1", student, subject, "q1", value, new DateOnly(2026, 10, 5));

    [TestMethod]
    public void Homework_in_grade_one_is_found_only_where_the_order_says_so()
    {
        var school = new TestSchool();
        school.Lesson(classId: "c1", subject: "mat").WithHomework();
        school.Lesson("l2", classId: "c1", subject: "mat", start: "10:00", end: "10:45").WithHomework(text: "Не задано");
        school.Lesson("l3", classId: "c2", subject: "mat").WithHomework();
        Assert.IsEmpty(school.Judge("grade-one-no-homework").Findings, "off by default");
        var finding = school.Judge("grade-one-no-homework", new GradeOneNoHomeworkSettings { Enabled = true, Norm = "п. 1.3" }).Findings.Single();
        Assert.AreEqual("l1", finding.LessonId);
        Assert.AreEqual("п. 1.3", finding.Norm);
        Assert.AreEqual(new RecordReference(RecordKind.Homework, "l1"), finding.Blocks.Single());
    }

    [TestMethod]
    public void Where_the_order_asks_no_topic_of_grade_one_none_is_missing()
    {
        var school = new TestSchool();
        school.Lesson(classId: "c1", subject: "mat", topic: null);
        Assert.HasCount(1, school.Judge().Findings);
        school.Deadlines = new EntryDeadlineSettings { TopicFromGrade = 2 };
        Assert.IsEmpty(school.Judge().Findings);
    }

    [TestMethod]
    public void A_lesson_with_entries_on_a_day_off_or_in_a_vacation_is_found()
    {
        var school = new TestSchool
        {
            Now = At("2026-11-05 20:00"),
            Calendar = CalendarSettings.Default with { DaysOff = [new DateOnly(2026, 11, 4)], Vacations = [new DayRange(new DateOnly(2026, 10, 26), new DateOnly(2026, 11, 1))] },
        };
        school.Lesson("holiday", day: "2026-11-04");
        school.Lesson("vacation", day: "2026-10-27", topic: null, status: LessonStatus.Unknown).WithMark();
        school.Lesson("sunday", classId: "c7e", day: "2026-10-11", topic: null, status: LessonStatus.Unknown).WithAbsence();
        school.Lesson("timetable", day: "2026-11-04", number: 2, start: "09:25", end: "10:10", status: LessonStatus.Planned);
        school.Lesson("empty", day: "2026-11-04", number: 3, start: "10:25", end: "11:10", status: LessonStatus.Unknown, topic: null);
        school.Lesson("cancelled", day: "2026-11-04", number: 4, start: "11:25", end: "12:10", status: LessonStatus.Cancelled);
        school.Lesson("section", classId: "x", day: "2026-11-04");
        school.Lesson("home", classId: "h", day: "2026-11-04");
        school.Lesson("open", day: "2026-11-05", topicEvidence: Entered("2026-11-04 12:00"));
        var findings = school.Judge("entry-on-day-off").Findings;
        CollectionAssert.AreEquivalent(new[] { "holiday", "vacation", "sunday" }, findings.Select(finding => finding.LessonId).ToArray(), "the lesson's date counts, never the hour of typing");
        Assert.IsTrue(findings.TrueForAll(finding => finding.Blocks.IsEmpty && finding.Severity == Severity.Warning));
    }

    [TestMethod]
    public void Before_the_day_off_has_come_it_may_still_become_a_working_day()
    {
        var school = new TestSchool { Now = At("2026-11-03 23:59"), Calendar = CalendarSettings.Default with { DaysOff = [new DateOnly(2026, 11, 4)] } };
        school.Lesson(day: "2026-11-04");
        var sink = school.Judge("entry-on-day-off");
        Assert.IsEmpty(sink.Findings);
        Assert.Contains(("c7", new DateOnly(2026, 11, 4)), sink.UnsettledDays);
        school.Now = At("2026-11-04 00:00");
        Assert.HasCount(1, school.Judge("entry-on-day-off").Findings);
    }

    [TestMethod]
    public void A_moved_working_day_is_no_day_off()
    {
        var school = new TestSchool { Now = At("2026-11-10 20:00"), Calendar = CalendarSettings.Default with { ExtraWorkingDays = [new DateOnly(2026, 11, 7)] } };
        school.Lesson(day: "2026-11-07");
        Assert.IsEmpty(school.Judge("entry-on-day-off").Findings);
    }

    [TestMethod]
    [DataRow(AttendanceKind.Absent, "Ответ на уроке", false, 1)]
    [DataRow(AttendanceKind.Ill, "Работа на уроке", false, 1)]
    [DataRow(AttendanceKind.Excused, "ответ на уроке", false, 1)]
    [DataRow(AttendanceKind.Late, "Ответ на уроке", false, 0)]
    [DataRow(AttendanceKind.Absent, "Контрольная работа", false, 0)]
    [DataRow(AttendanceKind.Absent, null, false, 0)]
    [DataRow(AttendanceKind.Absent, "Ответ на уроке", true, 0)]
    public void A_mark_beside_an_absence_is_asked_about_only_for_oral_work(AttendanceKind kind, string? work, bool ambiguous, int wanted)
    {
        var school = new TestSchool();
        school.Lesson().WithMark(work: work).WithMark(student: "s7b").WithAbsence(kind: kind, ambiguous: ambiguous);
        var judged = school.Judge("mark-for-absent");
        var findings = judged.Findings;
        Assert.HasCount(wanted, findings);
        Assert.HasCount(ambiguous ? 1 : 0, judged.Unchecked, "a word that may mean something else leaves the question open");
        if (wanted > 0)
        {
            Assert.StartsWith("Ученику, отмеченному как отсутствующий, выставлена отметка за ответ на уроке. Уточните посещаемость или вид работы.", findings[0].Message, StringComparison.Ordinal);
            Assert.AreEqual("s7", findings[0].StudentId);
        }
    }

    private static MarkChange Change(string from, string? to, string? after, string by) => new(from, to, after is null ? null : At(after), At(by));

    [TestMethod]
    [DataRow("5", "4", "2026-10-20 10:00", 1, DisplayName = "fifteen days later")]
    [DataRow("5", null, "2026-10-20 10:00", 1, DisplayName = "removed")]
    [DataRow("5", "4", "2026-10-19 12:00", 0, DisplayName = "exactly fourteen days")]
    [DataRow("5", "4", "2026-10-19 12:01", 1, DisplayName = "a minute more")]
    [DataRow("5", "4", null, 0, DisplayName = "no read that still showed the old value")]
    [DataRow(".", "4", "2026-10-20 10:00", 0, DisplayName = "a placeholder is filled")]
    [DataRow("0", "4", "2026-10-20 10:00", 0, DisplayName = "nought is a placeholder")]
    [DataRow("5", "н/а", "2026-10-20 10:00", 0, DisplayName = "not to another digit")]
    [DataRow("5", "5-", "2026-10-20 10:00", 0, DisplayName = "the same digit")]
    public void Only_a_digit_that_became_another_or_vanished_long_after_is_a_late_change(string from, string? to, string? after, int wanted)
    {
        var school = new TestSchool { Now = At("2026-10-22 20:00") };
        school.Lesson().WithMark(Entered("2026-10-05 12:00"), changes: Change(from, to, after, "2026-10-21 10:00"));
        Assert.HasCount(wanted, school.Judge("late-change").Findings);
    }

    [TestMethod]
    public void A_moment_nobody_vouches_for_makes_no_change_late()
    {
        var school = new TestSchool { Now = At("2026-10-22 20:00") };
        school.Lesson().WithMark(Entered("2026-10-05 12:00", vouched: false), changes: Change("5", "4", "2026-10-20 10:00", "2026-10-21 10:00"));
        Assert.IsEmpty(school.Judge("late-change").Findings);
    }

    [TestMethod]
    public void After_the_final_mark_is_set_a_change_is_worth_attention()
    {
        var school = new TestSchool { Now = At("2026-10-28 20:00") };
        school.Final("s7", "alg", "q1", "2026-10-23 12:00");
        school.Final("s10", "alg", "q1", "2026-10-23 12:00");
        var change = Change("3", "5", "2026-10-24 10:00", "2026-10-24 11:00");
        school.Lesson("a").WithMark(Entered("2026-10-05 12:00"), changes: change);
        school.Lesson("b").WithMark(Entered("2026-10-05 12:00"), student: "s7b", changes: change);
        school.Lesson("c", classId: "c10").WithMark(Entered("2026-10-05 12:00"), student: "s10", changes: change);
        var findings = school.Judge("late-change").Findings.ToDictionary(finding => finding.LessonId!);
        Assert.AreEqual(Severity.Warning, findings["a"].Severity);
        Assert.AreEqual(Severity.Info, findings["b"].Severity, "no final mark yet");
        Assert.AreEqual(Severity.Info, findings["c"].Severity, "grade 10 has half-years");
        school.Final("s7b", "alg", "q1", "2026-10-24 10:00");
        Assert.AreEqual(Severity.Warning, school.Judge("late-change").Findings.Single(finding => finding.LessonId == "b").Severity, "set by the very read that still showed the old value");
        Assert.Contains("через 18 дней после выставления", findings["a"].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("«3»", findings["a"].Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Messages_of_the_practice_page()
    {
        var school = new TestSchool { Now = At("2026-10-06 08:05") };
        school.ReadAt("2026-10-06 08:00");
        school.Lesson(number: 3, topic: null).WithHomework(Entered("2026-10-05 10:00"));
        school.Lesson("l2", classId: "c8", teacher: "t2", topicEvidence: Seen("2026-10-06 07:30", "2026-10-06 08:00")).WithHomework(Entered("2026-10-05 10:00"));
        var findings = school.Judge().Findings;
        Assert.AreEqual("Тема урока не записана: 7А, алгебра, 5 октября 2026, 3-й урок. Срок: до конца дня 5 октября. Журнал прочитан 6 октября в 08:00.", findings[0].Message);
        Assert.AreEqual("Тема записана позже срока: между 07:30 6 октября и 08:00 6 октября. 8А, алгебра, 5 октября 2026, 1-й урок. Срок: до конца дня 5 октября.", findings[1].Message);
        Assert.AreEqual(At("2026-10-06 08:00"), findings[0].AsOf);
        Assert.AreEqual(At("2026-10-06 07:30"), findings[1].EnteredAfter);
    }

    [TestMethod]
    public void A_clause_is_quoted_only_for_the_part_that_it_covers()
    {
        var school = new TestSchool { Deadlines = new() { Norms = { [EntryPart.Topic] = "п. 2.4" } } };
        school.Lesson(topic: null);
        var norms = school.Judge().Findings.ToDictionary(finding => finding.Part!, finding => finding.Norm);
        Assert.AreEqual("п. 2.4", norms["topic"]);
        Assert.AreEqual("основание не указано школой", norms["homework"]);
    }

    [TestMethod]
    public void A_rule_that_is_off_says_nothing()
    {
        var school = new TestSchool();
        school.Lesson(classId: "c1", topic: null).WithMark(student: "s1");
        foreach (var rule in RuleCatalog.All)
        {
            var settings = rule.Defaults();
            settings.Enabled = false;
            var sink = school.Judge(rule.Info.Id, settings);
            Assert.IsEmpty(sink.Findings);
            Assert.IsEmpty(sink.UnsettledDays);
        }
    }

    [TestMethod]
    public void Every_rule_has_the_title_of_the_glossary()
    {
        var titles = RuleCatalog.All.ToDictionary(rule => rule.Info.Id, rule => rule.Info.Title);
        Assert.AreEqual("Своевременность записей в журнале", titles["entry-deadline"]);
        Assert.AreEqual("Отметки в 1 классе", titles["grade-one-no-marks"]);
        Assert.AreEqual("Домашние задания в 1 классе", titles["grade-one-no-homework"]);
        Assert.AreEqual("Урок, датированный неучебным днём", titles["entry-on-day-off"]);
        Assert.AreEqual("Отметка отсутствовавшему ученику (уточните)", titles["mark-for-absent"]);
        Assert.AreEqual("Поздние исправления отметок", titles["late-change"]);
        Assert.IsNull(RuleCatalog.Find("grade-one-no-fun"));
    }
}
