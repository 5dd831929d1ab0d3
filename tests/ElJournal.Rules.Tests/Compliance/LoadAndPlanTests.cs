using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.AssessmentLoad;
using ElJournal.Rules.Compliance.HomeworkLoad;
using ElJournal.Rules.Compliance.TopicPlan;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

/// <summary>What goes to the deputy, who owns the schedules, and what is said of the programme.</summary>
[TestClass]
public sealed class LoadAndPlanTests
{
    [TestMethod]
    public void Two_assessments_a_day_are_found_once_and_name_no_teacher()
    {
        var school = School();
        school.Lesson("a", number: 2).WithWork(18);
        school.Lesson("b", number: 3, start: "09:25", end: "10:10", subject: "mat", teacher: "t2").WithWork(20);
        school.Lesson("z", number: 1, start: "07:30", end: "08:15", subject: "eng");
        school.Lesson("y", number: 5, start: "11:25", end: "12:10", subject: "eng");
        var finding = school.Judge("assessment-load", Assessments).Findings.Single();
        Assert.AreEqual(("day", Severity.Info, null, "c7"), (finding.Part, finding.Severity, finding.TeacherId, finding.ClassId));
        Assert.AreEqual("Оценочных процедур в один день: 7А, 5 октября 2026, их 2 (по настройке школы не больше 1).", finding.Message);
        Assert.IsEmpty(school.Judge("assessment-load", new AssessmentLoadSettings { Enabled = true, PerDay = 2 }).Findings);
    }

    [TestMethod]
    public void Subgroups_that_write_at_once_and_works_of_a_few_or_of_minutes_are_no_second_assessment()
    {
        var school = School();
        school.Lesson("z", number: 1, start: "07:30", end: "08:15", subject: "eng");
        school.Lesson("a", "c7e", number: 2, subject: "eng").WithWork(10);
        school.Lesson("b", "c7f", number: 2, subject: "eng", teacher: "t2").WithWork(9);
        school.Lesson("c", number: 3, start: "09:25", end: "09:45", subject: "mat").WithWork(20);
        school.Lesson("d", number: 4, start: "10:25", end: "11:10", subject: "alg").WithWork(3);
        school.Lesson("e", number: 5, start: "11:25", end: "12:10", subject: "alg").WithWork(20, "Самостоятельная работа");
        Assert.IsEmpty(school.Judge("assessment-load", Assessments).Findings);
    }

    [TestMethod]
    public void The_first_and_the_last_lesson_are_found_except_of_a_subject_with_one_lesson_a_week()
    {
        var school = School();
        school.Lesson("a", number: 1).WithWork(20);
        school.Lesson("b", number: 2, start: "09:25", end: "10:10", subject: "eng");
        school.Lesson("club", "x", number: 0, start: "07:30", end: "08:15", teacher: "t2");
        Assert.IsEmpty(school.Judge("assessment-load", Assessments).Findings, "the only lesson of the week");
        school.Lesson("c", day: "2026-10-07", number: 2);
        var finding = school.Judge("assessment-load", Assessments).Findings.Single();
        Assert.AreEqual(("place", "Оценочная процедура на первом уроке дня: 7А, алгебра, 5 октября 2026, 1-й урок."), (finding.Part, finding.Message));
    }

    [TestMethod]
    public void An_assessment_over_three_lessons_is_found_and_one_over_two_is_not()
    {
        var school = School();
        school.Lesson("z", number: 1, start: "07:30", end: "08:15", subject: "eng");
        school.Lesson("y", number: 6, start: "13:25", end: "14:10", subject: "eng");
        school.Lesson("a", number: 2).WithWork(20);
        school.Lesson("b", number: 3, start: "09:25", end: "10:10").WithWork(20);
        Assert.IsEmpty(school.Judge("assessment-load", Assessments).Findings);
        school.Lesson("c", number: 4, start: "10:25", end: "11:10").WithWork(20);
        var finding = school.Judge("assessment-load", Assessments).Findings.Single();
        Assert.AreEqual(("length", null), (finding.Part, finding.TeacherId));
        StringAssert.Contains(finding.Message, "по настройке школы не больше 2", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Over_a_tenth_of_the_years_lessons_is_found_once_and_counts_what_others_set()
    {
        // One lesson a week is 34 a year: three assessments are 8.8 per cent, four are 11.8.
        var school = Year(["2026-09-14", "2026-10-05", "2026-11-09"]);
        Assert.IsEmpty(Shares(school));
        school = Year(["2026-09-14", "2026-10-05", "2026-11-09"], external: "2026-11-23");
        var finding = Shares(school).Single();
        Assert.AreEqual((new DateOnly(2026, 11, 23), Severity.Info, null, "c7", "alg"), (finding.Date, finding.Severity, finding.TeacherId, finding.ClassId, finding.SubjectId));
        Assert.AreEqual("Оценочные процедуры по предмету занимают много уроков года: 7А, алгебра, на 23 ноября 2026 таких уроков 4 из 34 за год (по настройке школы не больше 10 %).", finding.Message);
        Assert.IsEmpty(Shares(school, new AssessmentLoadSettings { Enabled = true, YearPercent = 12 }));
        Assert.IsEmpty(Shares(school, new AssessmentLoadSettings { Enabled = true, YearPercent = 0 }));
        school = Year(["2026-09-14", "2026-10-05", "2026-11-09"], external: "2026-11-23");
        for (var index = 0; index < 28; index++)
        {
            school.Lesson($"more{index}", day: $"2026-12-{1 + index:00}", number: 7, status: LessonStatus.Planned);
        }

        Assert.IsEmpty(Shares(school), "a timetable that lists more lessons makes the year longer: what is too high acquits");
        school = Year(["2026-09-14", "2026-10-05"]);
        school.Lesson("e1", "c7e", "2026-11-09", 2, subject: "eng").WithWork(20);
        school.Lesson("e2", "c7f", "2026-11-10", 2, subject: "eng").WithWork(20);
        Assert.IsEmpty(Shares(school), "two subgroups on two days are not two of one");
    }

    [TestMethod]
    public void The_years_share_is_found_on_the_day_it_is_used_up_whatever_is_written_when_and_never_before()
    {
        // By Monday: nothing, an assessment, one set by others, one of a few pupils.
        var works = new[] { null, "Контрольная работа", "ВПР", "Контрольная работа" };
        var years = from kinds in Gen.Choose(0, 3).ArrayOf(11)
                    from percent in Gen.Choose(1, 30)
                    select (Kinds: kinds, Percent: percent);
        Prop.ForAll(years.ToArbitrary(), year =>
        {
            var (school, written, due) = (School("2026-12-25 20:00"), 0, (DateOnly?)null);
            var mondays = Enumerable.Range(0, 13).Select(week => new DateOnly(2026, 9, 7).AddDays(7 * week)).Where(day => day is not { Month: 10, Day: 26 } and not { Month: 11, Day: 2 });
            foreach (var (day, kind) in mondays.Zip(year.Kinds))
            {
                var lesson = school.Lesson($"y{day:MMdd}", day: day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), number: 2);
                if (works[kind] is { } work)
                {
                    lesson.WithWork(kind == 3 ? 3 : 20, work);
                    written += kind == 3 ? 0 : 1;
                }

                due ??= written * 100 > 34 * year.Percent ? day : null;
            }

            var settings = new AssessmentLoadSettings { Enabled = true, YearPercent = year.Percent };
            var found = Shares(school, settings);
            var stricter = Shares(school, new AssessmentLoadSettings { Enabled = true, YearPercent = year.Percent + 1 });
            return (found.Count == 0 ? null : (DateOnly?)found.Single().Date) == due
                && stricter.Count <= found.Count && (stricter.Count == 0 || stricter[0].Date >= found[0].Date);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [TestMethod]
    public void The_share_of_the_year_is_felt_in_the_year_and_without_it_a_term_is_enough()
    {
        var definition = RuleCatalog.Find("assessment-load")!;
        Assert.AreEqual(Reach.Year, definition.Create(definition.Timeline([Assessments])).Info.Reach);
        Assert.AreEqual(Reach.Term, definition.Create(definition.Timeline([new AssessmentLoadSettings { Enabled = true, YearPercent = 0 }])).Info.Reach);
    }

    [TestMethod]
    [DataRow("2026-10-21", 1)]
    [DataRow("2026-10-22", 0, DisplayName = "seventeen days")]
    public void Between_two_assessments_of_a_subject_lie_seventeen_days(string second, int found)
    {
        var school = School("2026-10-25 08:00");
        foreach (var (id, day) in new[] { ("a", "2026-10-05"), ("b", second) })
        {
            school.Lesson($"{id}1", day: day, number: 1, start: "07:30", end: "08:15", subject: "eng", teacher: "t2");
            school.Lesson(id, day: day, number: 2).WithWork(20);
            school.Lesson($"{id}3", day: day, number: 3, start: "09:30", end: "10:15", subject: "eng", teacher: "t2");
        }

        Assert.AreEqual(found, school.Judge("assessment-load", Assessments).Findings.Count(finding => finding.Part == "interval"));
        school.Calendar = CalendarSettings.Default with { Vacations = [new DayRange(new DateOnly(2026, 10, 12), new DateOnly(2026, 10, 16))] };
        Assert.AreEqual(1, school.Judge("assessment-load", Assessments).Findings.Count(finding => finding.Part == "interval"), "vacations do not count");
    }

    [TestMethod]
    [DataRow("c7", 6, 0)]
    [DataRow("c7", 7, 1)]
    [DataRow("c2", 5, 0)]
    [DataRow("c2", 6, 1)]
    [DataRow("c1", 9, 0)]
    public void Many_subjects_with_homework_are_a_signal_and_nothing_is_said_of_minutes(string group, int subjects, int found)
    {
        var school = School();
        for (var number = 1; number <= subjects; number++)
        {
            school.Roster.Add(new Subject($"sub{number}", $"Предмет {number}"));
            school.Lesson($"l{number}", group, number: number, subject: $"sub{number}").WithHomework(text: new string('а', 500));
        }

        school.Lesson("none", group, number: 9, subject: "eng").WithHomework(text: "не задано");
        school.Lesson("twice", group, number: 8, subject: "sub1").WithHomework();
        var findings = school.Judge("homework-load", new HomeworkLoadSettings { Enabled = true }).Findings;
        Assert.HasCount(found, findings);
        Assert.IsTrue(findings.TrueForAll(finding => finding is { Severity: Severity.Info, TeacherId: null }));
    }

    [TestMethod]
    public void Homework_that_stands_at_another_lesson_says_nothing_of_the_day()
    {
        var school = School();
        school.Source = SourceCapabilities.All with { ShowsHomeworkAtLessonGiven = false };
        school.Lesson("a").WithHomework();
        var sink = school.Judge("homework-load", new HomeworkLoadSettings { Enabled = true, FromSubjects = 1 });
        Assert.IsEmpty(sink.Findings);
        Assert.AreEqual("not-shown", sink.Unchecked.Single().Reason);
    }

    [TestMethod]
    public void Lessons_that_fell_out_are_a_lag_until_they_are_made_up()
    {
        var school = School("2026-10-23 20:00");
        Weekly(school, lost: 3);
        Assert.AreEqual("Отставание от плана: 7А, алгебра, 1 четверть. По расписанию с начала периода 14, проведено 11, отставание 3 урока (порог по настройке школы).", school.Judge("topic-plan", Plan).Findings.Single().Message);
        school.Lesson("m1", day: "2026-10-21", number: 5);
        school.Lesson("m2", day: "2026-10-22", number: 5);
        Assert.IsEmpty(school.Judge("topic-plan", Plan).Findings, "two were made up in a week with more lessons than usual");
        school = School("2026-10-23 20:00");
        Weekly(school, lost: 1);
        Assert.IsEmpty(school.Judge("topic-plan", Plan).Findings, "one lesson is no lag");
    }

    [TestMethod]
    public void Days_of_quarantine_put_the_class_behind_and_days_off_and_distance_days_do_not()
    {
        foreach (var (kind, found) in new[] { (DayKind.Closed, 1), (DayKind.Event, 1), (DayKind.Distance, 0) })
        {
            var school = School("2026-10-23 20:00");
            Weekly(school, lost: 0);
            school.Calendar = CalendarSettings.Default with { ClassDays = [new ClassDays(new DayRange(new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 15)), kind, ["7А"])] };
            Assert.HasCount(found, school.Judge("topic-plan", Plan).Findings, kind.ToString());
        }

        var holiday = School("2026-10-23 20:00");
        Weekly(holiday, lost: 0);
        holiday.Calendar = CalendarSettings.Default with { DaysOff = [new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 8), new DateOnly(2026, 9, 14)] };
        Assert.IsEmpty(holiday.Judge("topic-plan", Plan).Findings);
    }

    [TestMethod]
    public void Lessons_taken_off_ahead_are_no_lag_yet()
    {
        var school = School("2026-09-05 20:00");
        Weekly(school, lost: 4);
        Assert.IsEmpty(school.Judge("topic-plan", Plan).Findings);
    }

    [TestMethod]
    [DataRow("Степени", 4, 1)]
    [DataRow("Степени", 3, 0)]
    [DataRow("Повторение", 6, 0)]
    [DataRow("Решение задач на движение", 6, 0)]
    [DataRow("Контрольная работа № 1", 6, 0)]
    public void One_topic_over_and_over_is_found_once(string topic, int lessons, int found)
    {
        var school = School("2026-10-23 20:00");
        for (var index = 0; index < lessons; index++)
        {
            school.Lesson($"l{index}", day: $"2026-09-{7 + index:00}", topic: topic);
        }

        Assert.HasCount(found, school.Judge("topic-plan", Plan).Findings);
    }

    private static List<Finding> Shares(TestSchool school, AssessmentLoadSettings? settings = null) => school.Judge("assessment-load", settings ?? Assessments).Findings.FindAll(finding => finding.Part == "year");

    /// <summary>A lesson on each Monday from September to November, on some of them an assessment.</summary>
    private static TestSchool Year(string[] assessments, string? external = null)
    {
        var school = School("2026-12-25 20:00");
        for (var monday = new DateOnly(2026, 9, 7); monday <= new DateOnly(2026, 11, 30); monday = monday.AddDays(7))
        {
            var day = monday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            var lesson = school.Lesson($"y{day}", day: day, number: 2);
            if (assessments.Contains(day) || day == external)
            {
                lesson.WithWork(20, day == external ? "ВПР" : "Контрольная работа");
            }
        }

        return school;
    }

    private static AssessmentLoadSettings Assessments => new() { Enabled = true };

    private static TopicPlanSettings Plan => new() { Enabled = true };

    private static TestSchool School(string now = "2026-10-06 20:00")
    {
        var school = new TestSchool { Now = At(now) };
        school.Roster.RemoveAll(record => record is Student);
        school.Pupils("c7", 20);
        return school;
    }

    /// <summary>Two lessons a week for seven weeks, the first ones of which were taken off.</summary>
    private static void Weekly(TestSchool school, int lost)
    {
        for (var index = 0; index < 14; index++)
        {
            var day = new DateOnly(2026, 9, 7).AddDays((index / 2 * 7) + (index % 2));
            school.Lesson($"w{index}", day: day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), topic: $"Тема {index}", status: index < lost ? LessonStatus.Cancelled : LessonStatus.Held);
        }
    }
}
