using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.MarkDensity;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class MarkDensityTests
{
    private const string Rule = "mark-density";

    [TestMethod]
    public void Few_marks_are_a_matter_of_information_until_the_last_third_of_the_term()
    {
        var school = School();
        Weekly(school, marked: 5, marksEach: 3);
        school.Now = At("2026-10-05 20:00");
        var early = school.Judge(Rule, On).Findings.Single();
        Assert.AreEqual(Severity.Info, early.Severity);
        school.Now = At("2026-10-23 20:00");
        var late = school.Judge(Rule, On).Findings.Single();
        Assert.AreEqual((Severity.Warning, FindingState.Present, "t1", "c7"), (late.Severity, late.State, late.TeacherId, late.ClassId));
        Assert.AreEqual("Мало отметок: 7А, алгебра, 1 четверть. У 15 из 20 учеников отметок меньше, чем нужно по настройке школы (до 3 отметок за учебный период, для пропускавших меньше). Проведено 7 уроков; период заканчивается 25 октября. Вопрос об аттестации (решают люди): учеников – 15.", late.Message);
    }

    [TestMethod]
    public void Enough_marks_and_marks_in_proportion_to_the_lessons_attended_are_no_finding()
    {
        var school = School();
        Weekly(school, marked: 20, marksEach: 3);
        Assert.IsEmpty(school.Judge(Rule, On).Findings);
        school = School();
        Weekly(school, marked: 20, marksEach: 1, weeks: 3);
        Assert.IsEmpty(school.Judge(Rule, On).Findings, "three lessons: one mark is enough");
        school = School();
        Weekly(school, marked: 16, marksEach: 3);
        Assert.IsEmpty(school.Judge(Rule, On).Findings, "four fifths have enough");
    }

    [TestMethod]
    public void Marks_that_were_there_and_are_gone_count_for_the_pupil()
    {
        var school = School();
        Weekly(school, marked: 15, marksEach: 3);
        Assert.HasCount(1, school.Judge(Rule, On).Findings);
        foreach (var pupil in school.Roster.OfType<Student>().Select(student => student.Id).ToList())
        {
            school.Lessons.Take(3).ToList().ForEach(lesson => lesson.RemovedMarks.Add(new MarkEntry($"{lesson.Lesson.Id}-{pupil}-gone", $"{lesson.Lesson.Id}-{pupil}-gone", pupil, "2", null, default, [])));
        }

        Assert.IsEmpty(school.Judge(Rule, On).Findings);
    }

    [TestMethod]
    public void Whether_pupils_came_in_the_middle_of_the_term_is_not_checked_where_nobody_says_it()
    {
        var school = School();
        Weekly(school, marked: 15, marksEach: 3);
        foreach (var number in Enumerable.Range(16, 5))
        {
            school.Lessons[^1].WithMark(student: $"p{number}");
        }

        var judged = school.Judge(Rule, On);

        Assert.IsEmpty(judged.Findings, "They were first seen in the last lesson.");
        Assert.AreEqual((RecordKind.Mark, "not-shown"), (judged.Unchecked.Single().Kind, judged.Unchecked.Single().Reason));
    }

    [TestMethod]
    public void Newcomers_leavers_the_long_absent_and_pupils_taught_elsewhere_are_left_out()
    {
        var school = School();
        Weekly(school, marked: 15, marksEach: 3);
        Assert.HasCount(1, school.Judge(Rule, On).Findings);
        school.Roster.Add(new Student("p16", "Пример", classId: "c7", enrolledOn: new DateOnly(2026, 9, 14)));
        school.Roster.Add(new Student("p17", "Пример", classId: "c7", leftOn: new DateOnly(2026, 10, 1)));
        school.Policy = new SchoolPolicy(pupils: [new PupilPolicy(["p18"], EducationForm.Home, []), new PupilPolicy(["p19"], null, ["Алгебра"])]);
        Assert.IsEmpty(school.Judge(Rule, On).Findings, "one pupil is left, and one is no finding");

        school = School();
        Weekly(school, marked: 15, marksEach: 3);
        foreach (var lesson in school.Lessons.Skip(1).Take(4))
        {
            foreach (var number in Enumerable.Range(16, 4))
            {
                lesson.WithAbsence(student: $"p{number}");
            }
        }

        Assert.IsEmpty(school.Judge(Rule, On).Findings);
    }

    [TestMethod]
    [DataRow("ork", MarksMode.Required, DisplayName = "a subject without marks")]
    [DataRow("pe", MarksMode.Pass, DisplayName = "passed or not passed")]
    [DataRow("alg", MarksMode.Optional)]
    public void Subjects_that_ask_for_no_marks_are_not_judged(string subject, MarksMode mode)
    {
        var school = School();
        school.Policy = new SchoolPolicy(subjects: [new SubjectPolicy("Физическая культура", [], mode), new SubjectPolicy("Алгебра", [], mode)]);
        Weekly(school, marked: 0, marksEach: 0, subject: subject);
        Assert.IsEmpty(school.Judge(Rule, On).Findings);
    }

    [TestMethod]
    public void Before_marking_starts_nothing_is_counted()
    {
        var school = new TestSchool { Now = At("2026-10-23 20:00") };
        school.Pupils("c2", 20);
        Weekly(school, marked: 0, marksEach: 0, group: "c2", subject: "mat");
        Assert.HasCount(1, school.Judge(Rule, On).Findings);
        school.Policy = new SchoolPolicy(marksFrom: [new MarksFromPolicy([2], new DateOnly(2026, 11, 2))]);
        Assert.IsEmpty(school.Judge(Rule, On).Findings);
    }

    [TestMethod]
    public void Grades_ten_and_eleven_are_judged_by_half_years()
    {
        var school = new TestSchool { Now = At("2026-10-23 20:00") };
        school.Pupils("c10", 20);
        Weekly(school, marked: 20, marksEach: 2, group: "c10");
        var finding = school.Judge(Rule, On).Findings.Single();
        Assert.Contains("1 полугодие", finding.Message, StringComparison.Ordinal);
        Assert.Contains("до 5 отметок", finding.Message, StringComparison.Ordinal);
        Assert.AreEqual(Severity.Info, finding.Severity, "the last third of the half-year is yet to come");
    }

    [TestMethod]
    public void A_lesson_every_other_week_is_judged_by_the_half_year_only()
    {
        var school = School();
        Weekly(school, marked: 0, marksEach: 0, everyOther: true);
        Assert.IsEmpty(school.Judge(Rule, On).Findings);
    }

    [TestMethod]
    public void Lessons_not_read_since_do_not_count_and_absence_that_is_not_shown_is_said_so()
    {
        var school = School();
        Weekly(school, marked: 0, marksEach: 0);
        school.ReadAt(RecordKind.Mark, "2026-09-01 08:00");
        Assert.IsEmpty(school.Judge(Rule, On).Findings);
        school.ReadAt(RecordKind.Mark, "2026-10-23 20:00");
        school.Source = new SourceCapabilities(RecordKinds.All.Where(kind => kind != RecordKind.Attendance).ToHashSet());
        var sink = school.Judge(Rule, On);
        Assert.IsEmpty(sink.Findings);
        Assert.AreEqual("not-shown", sink.Unchecked.Single().Reason);
    }

    [TestMethod]
    public void Of_a_term_that_began_before_the_source_nothing_is_concluded()
    {
        var school = School();
        Weekly(school, marked: 0, marksEach: 0);
        school.Days = new DayRange(new DateOnly(2026, 9, 15), new DateOnly(2027, 8, 31));
        Assert.IsEmpty(school.Judge(Rule, On).Findings);
    }

    [TestMethod]
    public void The_rule_is_off_until_the_school_names_it() => Assert.IsFalse(RuleCatalog.Find(Rule)!.Defaults().Enabled);

    private static MarkDensitySettings On => new() { Enabled = true };

    private static TestSchool School()
    {
        var school = new TestSchool { Now = At("2026-10-23 20:00") };
        school.Roster.RemoveAll(record => record is Student);
        school.Pupils("c7", 20);
        return school;
    }

    /// <summary>A lesson each Monday from 7 September on; at the first ones some pupils get marks.</summary>
    private static void Weekly(TestSchool school, int marked, int marksEach, int weeks = 7, string group = "c7", string subject = "alg", bool everyOther = false)
    {
        for (var week = 0; week < weeks; week++)
        {
            var lesson = school.Lesson($"w{week}", group, new DateOnly(2026, 9, 7).AddDays(everyOther ? week * 14 : week * 7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), subject: subject);
            if (week < marksEach)
            {
                lesson.WithWork(marked, "Ответ на уроке");
            }
        }
    }
}
