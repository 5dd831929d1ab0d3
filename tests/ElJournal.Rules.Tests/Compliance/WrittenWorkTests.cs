using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.WrittenWorkDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class WrittenWorkTests
{
    private const string Rule = "written-work-deadline";

    [TestMethod]
    public void A_work_that_too_few_have_marks_for_is_found_after_its_time()
    {
        var school = School("2026-10-12 23:59:59");
        school.Lesson(number: 3).WithWork(18).WithAbsence(student: "s7").WithAbsence(student: "s7b");
        Assert.IsEmpty(school.Judge(Rule).Findings);
        Assert.Contains(("c7", Monday), school.Judge(Rule).UnsettledDays);
        Assert.IsEmpty(school.Judge(Rule).Unchecked, "in its last second it is not due yet");
        school.Now = At("2026-10-13 08:00");
        var finding = school.Judge(Rule).Findings.Single();
        Assert.AreEqual(("marks", FindingState.Missing, Severity.Warning, "t1"), (finding.Part, finding.State, finding.Severity, finding.TeacherId));
        Assert.AreEqual("Отметки за контрольную работу от 5 октября выставлены 18 из 25 присутствовавших. Срок по настройке школы: 12 октября. 7А, алгебра, 5 октября 2026, 3-й урок. Журнал прочитан 13 октября в 08:00.", finding.Message);
        Assert.AreEqual(At("2026-10-12 23:59:59"), finding.Deadline);
        Assert.AreEqual("основание не указано школой", finding.Norm);
    }

    [TestMethod]
    [DataRow(20, DisplayName = "four fifths of those present")]
    [DataRow(25, DisplayName = "everybody")]
    [DataRow(12, DisplayName = "fewer than half: a second try or a work of a few")]
    public void Four_fifths_are_enough_and_a_few_marks_prove_nothing(int marks)
    {
        var school = School("2026-11-10 08:00");
        school.Lesson().WithWork(marks).WithAbsence(student: "s7").WithAbsence(student: "s7b");
        Assert.IsEmpty(school.Judge(Rule).Findings);
    }

    [TestMethod]
    public void A_mark_that_was_there_and_is_gone_is_not_asked_for_again()
    {
        var school = School("2026-11-10 08:00");
        var lesson = school.Lesson().WithWork(18);
        Assert.HasCount(1, school.Judge(Rule).Findings);
        var work = lesson.Marks[0].Work;
        lesson.RemovedMarks.AddRange(Enumerable.Range(19, 6).Select(number => new MarkEntry($"gone{number}", $"gone{number}", $"p{number}", "4", work, default, [])));
        Assert.IsEmpty(school.Judge(Rule).Findings);
    }

    [TestMethod]
    public void Whoever_was_away_is_not_asked_for_and_one_pupil_is_no_finding()
    {
        var school = School("2026-11-10 08:00");
        var lesson = school.Lesson().WithWork(18);
        foreach (var number in Enumerable.Range(19, 7))
        {
            lesson.WithAbsence(student: $"p{number}", kind: AttendanceKind.Ill);
        }

        Assert.IsEmpty(school.Judge(Rule).Findings);
        var small = new TestSchool { Now = At("2026-11-10 08:00") };
        small.Lesson().WithMark(work: "Контрольная работа");
        Assert.IsEmpty(small.Judge(Rule).Findings);
    }

    [TestMethod]
    public void A_latecomer_was_there()
    {
        var school = School("2026-11-10 08:00");
        var lesson = school.Lesson().WithWork(18).WithAbsence(student: "s7").WithAbsence(student: "s7b");
        foreach (var number in Enumerable.Range(19, 7))
        {
            lesson.WithAbsence(student: $"p{number}", kind: AttendanceKind.Late);
        }

        Assert.HasCount(1, school.Judge(Rule).Findings);
    }

    [TestMethod]
    public void Pupils_at_home_in_hospital_or_in_the_family_newcomers_and_the_exempt_are_not_asked_for()
    {
        var school = School("2026-11-10 08:00");
        school.Lesson(subject: "pe").WithWork(18).WithAbsence(student: "s7").WithAbsence(student: "s7b");
        Assert.HasCount(1, school.Judge(Rule).Findings);
        school.Policy = new SchoolPolicy(pupils:
        [
            new PupilPolicy(["p19"], EducationForm.Home, []), new PupilPolicy(["p20"], EducationForm.Hospital, []), new PupilPolicy(["p21"], EducationForm.Family, []), new PupilPolicy(["p22"], null, ["Физическая культура"]),
        ]);
        Assert.IsEmpty(school.Judge(Rule).Findings);

        school.Policy = SchoolPolicy.Default;
        foreach (var number in Enumerable.Range(19, 4))
        {
            school.Roster.Add(new Student($"p{number}", "Пример", classId: "c7", enrolledOn: number % 2 == 0 ? new DateOnly(2026, 10, 6) : null, leftOn: number % 2 == 0 ? null : Monday));
        }

        Assert.IsEmpty(school.Judge(Rule).Findings);
    }

    [TestMethod]
    [DataRow("Контрольная работа", "c7", "2026-10-12", DisplayName = "grades 5–9, at most five school days")]
    [DataRow("Самостоятельная работа", "c7", "2026-10-12")]
    [DataRow("Контрольная работа", "c2", "2026-10-08", DisplayName = "grades 2–4, at most three school days")]
    [DataRow("Словарный диктант", "c2", "2026-10-08")]
    [DataRow("Контрольный диктант", "c2", "2026-10-08")]
    [DataRow("Контрольная работа", "c10", "2026-10-12", DisplayName = "grades 10–11, seven calendar days")]
    [DataRow("Лабораторная работа", "c2", "2026-10-12")]
    [DataRow("Практическая работа", "c7", "2026-10-12")]
    [DataRow("Изложение", "c2", "2026-10-08")]
    [DataRow("Изложение", "c7", "2026-10-12")]
    [DataRow("Сочинение", "c10", "2026-10-15")]
    public void The_usual_terms_hold_where_the_school_has_set_none(string work, string group, string lastDay)
    {
        var school = new TestSchool();
        school.Pupils(group, 20);
        school.Lesson(classId: group).WithWork(12, work);
        school.Now = At($"{lastDay} 23:59:59");
        Assert.IsEmpty(school.Judge(Rule).Findings);
        school.Now = At($"{lastDay} 23:59:59").AddSeconds(200);
        Assert.AreEqual(At($"{lastDay} 23:59:59"), school.Judge(Rule).Findings.Single().Deadline);
    }

    [TestMethod]
    [DataRow("Проект", "2026-10-15 23:59:59", "2026-10-16 00:00:00")]
    [DataRow("Домашняя работа", "2026-10-12 23:59:59", "2026-10-13 00:00:00")]
    [DataRow("Краеведческое исследование", "2026-10-12 23:59:59", "2026-10-13 00:00:00")]
    public void Of_works_that_not_everybody_writes_only_marks_given_late_are_found(string work, string inTime, string late)
    {
        var school = School("2026-11-10 08:00");
        var lesson = school.Lesson().WithWork(15, work, Entered(inTime));
        Assert.IsEmpty(school.Judge(Rule).Findings);
        lesson.Marks.Clear();
        lesson.WithWork(15, work, Entered(late));
        var finding = school.Judge(Rule).Findings.Single();
        Assert.AreEqual((FindingState.Late, Severity.Info), (finding.State, finding.Severity));
        lesson.WithMark(Entered(inTime), "p16", work);
        Assert.IsEmpty(school.Judge(Rule).Findings, "one in time is proof enough");
    }

    [TestMethod]
    public void Oral_and_external_works_and_subjects_without_marks_are_not_looked_at()
    {
        var school = School("2026-11-10 08:00");
        school.Lesson("a").WithWork(15, "ВПР");
        school.Lesson("b", number: 2).WithWork(15, "Ответ на уроке");
        school.Lesson("c", number: 3, subject: "ork").WithWork(15);
        school.Lesson("d", number: 4, status: LessonStatus.Cancelled).WithWork(15);
        school.Lesson("e", "f", number: 5).WithWork(15);
        Assert.IsEmpty(school.Judge(Rule).Findings);
    }

    [TestMethod]
    public void A_work_is_due_at_the_lesson_after_the_next_where_that_comes_first()
    {
        var school = School("2026-10-09 23:59:59");
        school.Lesson("a").WithWork(15);
        school.Lesson("b", day: "2026-10-07");
        school.Lesson("c", day: "2026-10-09");
        Assert.IsEmpty(school.Judge(Rule).Findings);
        school.Now = At("2026-10-10 08:00");
        Assert.AreEqual(At("2026-10-09 23:59:59"), school.Judge(Rule).Findings.Single().Deadline);
    }

    [TestMethod]
    public void Vacations_closed_days_and_days_of_excuse_do_not_count()
    {
        var school = School("2026-12-01 08:00");
        school.Lesson(day: "2026-10-22").WithWork(15);
        school.Calendar = CalendarSettings.Default with
        {
            Vacations = [new DayRange(new DateOnly(2026, 10, 26), new DateOnly(2026, 11, 1))],
            ClassDays = [new ClassDays(new DayRange(new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 4)), DayKind.Closed, ["7А"])],
        };
        Assert.AreEqual(At("2026-11-09 23:59:59"), school.Judge(Rule).Findings.Single().Deadline, "23.10, 2.11, 5.11, 6.11, 9.11");
        school.Excuses.Add(new Excuse("t1", new DayRange(new DateOnly(2026, 11, 5), new DateOnly(2026, 11, 6))));
        Assert.AreEqual(At("2026-11-11 23:59:59"), school.Judge(Rule).Findings.Single().Deadline);
    }

    [TestMethod]
    public void Over_seventy_works_in_parallel_classes_give_two_lessons_more()
    {
        var school = School("2026-10-13 08:00");
        school.Roster.Add(new ClassGroup("c7b", "7Б", 7));
        school.Roster.AddRange(Enumerable.Range(1, 46).Select(number => new Student($"q{number}", "Другой", classId: "c7b")));
        school.Lesson("a").WithWork(15);
        school.Lesson("z", "c7b", "2026-10-06");
        Assert.IsEmpty(school.Judge(Rule).Findings);
        Assert.HasCount(1, school.Judge(Rule, new WrittenWorkDeadlineSettings { ParallelLessons = 0 }).Findings);
        Assert.HasCount(1, school.Judge(Rule, new WrittenWorkDeadlineSettings { ParallelOver = 80 }).Findings);
        school.Now = At("2026-10-20 08:00");
        Assert.HasCount(1, school.Judge(Rule).Findings);
    }

    [TestMethod]
    public void On_distance_days_and_of_lessons_given_together_nobody_knows_whose_marks_are_missing()
    {
        var school = School("2026-11-10 08:00");
        school.Calendar = CalendarSettings.Default with { ClassDays = [new ClassDays(new DayRange(Monday, Monday), DayKind.Distance, ["7А"])] };
        school.Lesson("a").WithWork(15);
        Assert.IsEmpty(school.Judge(Rule).Findings);
        school.Calendar = CalendarSettings.Default;
        Assert.HasCount(1, school.Judge(Rule).Findings);
        school.Lesson("b", "c8");
        Assert.IsEmpty(school.Judge(Rule).Findings);
    }

    [TestMethod]
    public void What_was_not_read_since_is_not_checked()
    {
        var school = School("2026-10-13 08:00");
        school.Lesson().WithWork(15);
        school.ReadAt(RecordKind.Mark, "2026-10-12 20:00");
        var sink = school.Judge(Rule);
        Assert.IsEmpty(sink.Findings);
        Assert.AreEqual(new NotChecked("c7", RecordKind.Mark, Monday, "stale"), sink.Unchecked.Single());
        school.ReadAt(RecordKind.Mark, "2026-10-13 07:00", "held");
        Assert.AreEqual("held", school.Judge(Rule).Unchecked.Single().Reason);
        school.ReadAt(RecordKind.Mark, "2026-10-13 00:01:58");
        Assert.AreEqual("stale", school.Judge(Rule).Unchecked.Single().Reason, "a read that began within the source's lag proves nothing");
        school.ReadAt(RecordKind.Mark, "2026-10-13 00:01:59");
        Assert.HasCount(1, school.Judge(Rule).Findings);
        school.ReadAt(RecordKind.Mark, "2026-10-13 07:00");
        school.Source = new SourceCapabilities(RecordKinds.All.Where(kind => kind != RecordKind.Attendance).ToHashSet());
        Assert.AreEqual(new NotChecked("c7", RecordKind.Attendance, Monday, "not-shown"), school.Judge(Rule).Unchecked.Single());
    }

    [TestMethod]
    [DataRow("held")]
    [DataRow("clock")]
    public void Nobody_is_late_while_the_marks_are_in_doubt(string doubt)
    {
        var school = School("2026-11-10 08:00");
        school.Lesson().WithWork(25, evidence: Entered("2026-10-20 12:00"));
        Assert.AreEqual(FindingState.Late, school.Judge(Rule).Findings.Single().State);
        school.ReadAt(RecordKind.Mark, "2026-11-10 07:00", doubt);
        var sink = school.Judge(Rule);
        Assert.IsEmpty(sink.Findings);
        Assert.AreEqual(doubt, sink.Unchecked.Single().Reason);
    }

    [TestMethod]
    public void Of_a_subgroup_only_those_known_to_belong_to_it_are_asked_for()
    {
        var school = School("2026-11-10 08:00");
        school.Lesson("a", "c7e", subject: "eng").WithWork(8);
        school.Lesson("b", "c7f", subject: "eng", teacher: "t2").WithMark(student: "p20");
        Assert.IsEmpty(school.Judge(Rule).Findings, "eight pupils are known and all have marks");
        school.Lesson("c", "c7e", "2026-10-01", subject: "eng").WithWork(12, "Ответ на уроке");
        Assert.Contains("8 из 12", school.Judge(Rule).Findings.Single().Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Where_no_day_of_enrolment_is_told_whoever_is_first_seen_later_may_have_come_later()
    {
        var school = School("2026-11-10 08:00");
        school.Lesson("a").WithWork(18).WithAbsence(student: "s7").WithAbsence(student: "s7b");
        var later = school.Lesson("b", day: "2026-10-12");
        foreach (var number in Enumerable.Range(19, 4))
        {
            later.WithMark(student: $"p{number}");
        }

        Assert.IsEmpty(school.Judge(Rule).Findings);
        foreach (var number in Enumerable.Range(19, 4))
        {
            school.Roster.Add(new Student($"p{number}", "Пример", classId: "c7", enrolledOn: new DateOnly(2026, 9, 1)));
        }

        Assert.HasCount(1, school.Judge(Rule).Findings, "the source says that they were there");
    }

    [TestMethod]
    public void The_schools_own_terms_win()
    {
        var school = School("2026-10-07 08:00");
        school.Lesson().WithWork(15);
        var settings = new WrittenWorkDeadlineSettings { Norm = "п. 5", Terms = { new WrittenWorkTerm { Work = WorkKind.Assessment, SchoolDays = 1 }, new WrittenWorkTerm { Days = 30 } } };
        var finding = school.Judge(Rule, settings).Findings.Single();
        Assert.AreEqual((At("2026-10-06 23:59:59"), "п. 5"), (finding.Deadline, finding.Norm));
        settings.Terms.Add(new WrittenWorkTerm { Name = "контрольная работа", NotJudged = true });
        Assert.IsEmpty(school.Judge(Rule, settings).Findings);
    }

    /// <summary>A class of 25 pupils besides the two that the school has.</summary>
    private static TestSchool School(string now)
    {
        var school = new TestSchool { Now = At(now) };
        school.Pupils("c7", 25);
        return school;
    }
}
