using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class HomeworkTests
{
    private static PartOutcome Homework(TestSchool school, LessonEntries lesson) => school.Assess(lesson).Homework.Outcome;

    [TestMethod]
    [DataRow("c1", PartOutcome.NotAsked, DisplayName = "grade 1")]
    [DataRow("c2", PartOutcome.Missing, DisplayName = "grade 2")]
    [DataRow("c7e", PartOutcome.Missing, DisplayName = "subgroup of grade 7")]
    [DataRow("x", PartOutcome.NotAsked, DisplayName = "section")]
    [DataRow("v", PartOutcome.NotAsked, DisplayName = "extracurricular")]
    [DataRow("g", PartOutcome.NotAsked, DisplayName = "extended day")]
    public void It_is_asked_of_classes_from_grade_two(string group, PartOutcome wanted)
    {
        var school = new TestSchool { Now = At("2026-10-08 20:00") };
        Assert.AreEqual(wanted, Homework(school, school.Lesson(classId: group)));
    }

    [TestMethod]
    [DataRow("pe")]
    [DataRow("tech")]
    [DataRow("ork")]
    public void Some_subjects_have_none(string subject)
    {
        var school = new TestSchool();
        Assert.AreEqual(PartOutcome.NotAsked, Homework(school, school.Lesson(subject: subject)));
    }

    [TestMethod]
    [DataRow("Физкультура (девочки)")]
    [DataRow("ИЗО")]
    [DataRow("Музыка")]
    [DataRow("Разговоры о важном")]
    [DataRow("Россия - мои горизонты")]
    [DataRow("ОСНОВЫ РЕЛИГИОЗНЫХ КУЛЬТУР И СВЕТСКОЙ ЭТИКИ")]
    public void They_are_known_by_the_names_that_schools_write(string name)
    {
        var school = new TestSchool();
        school.Roster.Add(new Subject("n", name));
        Assert.AreEqual(PartOutcome.NotAsked, Homework(school, school.Lesson(subject: "n")));
    }

    [TestMethod]
    public void The_school_can_add_and_take_subjects()
    {
        var school = new TestSchool { Deadlines = new() { Homework = new() { ExceptSubjects = ["алгебра"], IncludeSubjects = ["Физическая культура"] } } };
        Assert.AreEqual(PartOutcome.NotAsked, Homework(school, school.Lesson("a")));
        Assert.AreEqual(PartOutcome.Missing, Homework(school, school.Lesson("p", subject: "pe")));
    }

    [TestMethod]
    public void Not_set_is_an_entry()
    {
        var school = new TestSchool();
        Assert.AreEqual(PartOutcome.InTime, Homework(school, school.Lesson().WithHomework(Entered("2026-10-05 10:00"), "не задано")));
    }

    [TestMethod]
    public void A_lesson_with_an_assessment_has_none()
    {
        var school = new TestSchool();
        Assert.AreEqual(PartOutcome.NotAsked, Homework(school, school.Lesson("a").WithMark(work: "Контрольная работа")));
        Assert.AreEqual(PartOutcome.NotAsked, Homework(school, school.Lesson("b", start: "10:00", end: "10:45", topic: "Контрольная работа № 2")));
        Assert.AreEqual(PartOutcome.Missing, Homework(school, school.Lesson("c", start: "11:00", end: "11:45").WithMark(work: "Самостоятельная работа")));
    }

    [TestMethod]
    public void The_last_lesson_of_the_subject_before_a_vacation_has_none()
    {
        var school = new TestSchool
        {
            Now = At("2026-10-26 20:00"),
            Calendar = CalendarSettings.Default with { Vacations = [new DayRange(new DateOnly(2026, 10, 26), new DateOnly(2026, 11, 1))] },
        };
        school.Lesson("alg-week-before", day: "2026-10-16");
        school.Lesson("alg-monday", day: "2026-10-19");
        school.Lesson("alg-last", day: "2026-10-22");
        school.Lesson("alg-left-in-the-timetable", day: "2026-10-26");
        school.Lesson("alg-after", day: "2026-11-02");
        school.Lesson("mat-last", day: "2026-10-20", subject: "mat");
        var missing = school.Judge().Findings.Where(finding => finding.Part == "homework").Select(finding => finding.LessonId).ToArray();
        CollectionAssert.AreEquivalent(new[] { "alg-week-before", "alg-monday" }, missing);
    }

    [TestMethod]
    public void Without_a_vacation_near_the_last_known_lesson_is_like_any_other()
    {
        var school = new TestSchool();
        Assert.AreEqual(PartOutcome.Missing, Homework(school, school.Lesson()));
        school.Calendar = CalendarSettings.Default with { Vacations = [new DayRange(new DateOnly(2026, 10, 13), new DateOnly(2026, 10, 14))] };
        Assert.AreEqual(PartOutcome.Missing, Homework(school, school.Lessons[0]), "eight days ahead");
        school.Calendar = CalendarSettings.Default with { Vacations = [new DayRange(new DateOnly(2026, 10, 12), new DateOnly(2026, 10, 14))] };
        Assert.AreEqual(PartOutcome.NotAsked, Homework(school, school.Lessons[0]), "seven days ahead");
    }

    [TestMethod]
    public void The_last_week_of_the_year_has_none()
    {
        var school = new TestSchool { Now = At("2027-06-01 20:00") };
        Assert.AreEqual(PartOutcome.Missing, Homework(school, school.Lesson("before", day: "2027-05-24")));
        Assert.AreEqual(PartOutcome.NotAsked, Homework(school, school.Lesson("in", day: "2027-05-25")));
    }

    [TestMethod]
    public void A_single_lesson_without_is_information_and_three_in_a_row_are_worth_attention()
    {
        var school = new TestSchool { Now = At("2026-10-20 20:00") };
        foreach (var day in Enumerable.Range(5, 5))
        {
            school.Lesson($"d{day}", day: $"2026-10-{day:00}", topicEvidence: Entered($"2026-10-{day:00} 10:00"));
        }

        school.Lesson("other", classId: "c8", day: "2026-10-09", topicEvidence: Entered("2026-10-09 10:00"));
        var findings = school.Judge().Findings.ToDictionary(finding => finding.LessonId!);
        Assert.AreEqual(Severity.Info, findings["d5"].Severity);
        Assert.AreEqual(Severity.Info, findings["d6"].Severity);
        Assert.AreEqual(Severity.Warning, findings["d7"].Severity);
        Assert.AreEqual(Severity.Warning, findings["d9"].Severity);
        Assert.AreEqual(Severity.Info, findings["other"].Severity, "another class");
        Assert.Contains("подряд", findings["d7"].Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_row_ends_with_an_entry_and_with_the_term_and_passes_over_lessons_without_homework()
    {
        var school = new TestSchool { Now = At("2026-11-20 20:00") };
        school.Lesson("a1", day: "2026-10-05");
        school.Lesson("a2", day: "2026-10-06");
        school.Lesson("a3", day: "2026-10-07").WithHomework(Entered("2026-10-07 10:00"));
        school.Lesson("b1", day: "2026-10-20");
        school.Lesson("test", day: "2026-10-21").WithMark(work: "Контрольная работа");
        school.Lesson("b2", day: "2026-10-22");
        school.Lesson("c1", day: "2026-11-03");
        school.Lesson("c2", day: "2026-11-05");
        school.Lesson("c3", day: "2026-11-06");
        var warned = school.Judge().Findings.Where(finding => finding is { Part: "homework", Severity: Severity.Warning }).Select(finding => finding.LessonId).ToArray();
        CollectionAssert.AreEqual(new[] { "c3" }, warned);
    }
}
