using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

/// <summary>Each situation of the school practice in which a careless program accuses somebody falsely, as far as these rules touch it.</summary>
[TestClass]
public sealed class FalseAccusationTests
{
    private static TestSchool Strict() => new() { Deadlines = new() { Deadline = Clock("17:00") } };

    [TestMethod]
    public void A_lesson_that_is_not_over_long_enough_is_neither_open_nor_resolved()
    {
        var school = Strict();
        school.Now = At("2026-10-05 17:05");
        school.Lesson("a", start: "16:10", end: "16:55", topic: null);
        school.Lesson("b", classId: "c8", start: "18:10", end: "18:55", topic: null);
        Assert.AreEqual(PartOutcome.NotYetDue, school.Assess(school.Lessons[0]).Topic.Outcome);
        Assert.AreEqual(PartOutcome.NotYetDue, school.Assess(school.Lessons[1]).Topic.Outcome);
        Assert.IsEmpty(school.Judge().Findings);
    }

    [TestMethod]
    [DataRow(EducationForm.Home)]
    [DataRow(EducationForm.Hospital)]
    [DataRow(EducationForm.Family)]
    public void Entries_about_pupils_taught_elsewhere_acquit_and_never_accuse(EducationForm form)
    {
        var school = Strict();
        school.Lesson("late").WithMark(Entered("2026-10-06 12:00"), student: "s7").WithAbsence(Entered("2026-10-06 12:00"), student: "s7");
        school.Lesson("intime", number: 2, start: "09:25", end: "10:10").WithMark(Entered("2026-10-05 12:00"), student: "s7").WithMark(Entered("2026-10-06 12:00"), student: "s7b");
        school.Lesson("changed", "c7", "2026-09-07").WithMark(Entered("2026-09-07 12:00"), changes: new MarkChange("3", "5", At("2026-09-30 12:00"), At("2026-10-01 12:00")));
        Assert.AreEqual(1, school.Judge().Findings.Count(finding => finding.Part == "marks"), "the class's own pupil");
        Assert.HasCount(1, school.Judge("late-change").Findings);

        school.Policy = new SchoolPolicy(pupils: [new PupilPolicy(["s7"], form, [])]);
        Assert.IsFalse(school.Judge().Findings.Exists(finding => finding.Part is "marks" or "attendance"));
        Assert.IsEmpty(school.Judge("late-change").Findings);
        school.Policy = new SchoolPolicy(pupils: [new PupilPolicy(["s7"], EducationForm.Individual, [])]);
        Assert.AreEqual(1, school.Judge().Findings.Count(finding => finding.Part == "marks"), "an individual plan is taught with the class");
    }

    [TestMethod]
    public void A_kindergarten_group_is_asked_for_nothing_by_any_rule()
    {
        var school = Strict();
        school.Roster.Add(new ClassGroup("k", "Подготовительная", 0));
        school.Roster.Add(new Student("k1", "Дошколин", classId: "k"));
        school.Lesson("k1", "k", topic: null, taken: false).WithMark(Entered("2026-10-06 12:00"), student: "k1");
        school.Lesson("k2", "k", "2026-10-04", topic: null).WithMark(student: "k1").WithAbsence(student: "k1");
        foreach (var rule in RuleCatalog.All)
        {
            var settings = rule.Defaults();
            settings.Enabled = true;
            Assert.IsEmpty(school.Judge(rule.Info.Id, settings).Findings, rule.Info.Id);
        }

        Assert.IsFalse(school.Assess(school.Lessons[0]).Asked);
    }

    [TestMethod]
    public void A_timetable_row_without_a_status_counts_as_held_once_it_is_over()
    {
        var school = Strict();
        school.Lesson("unknown", status: LessonStatus.Unknown, topic: null);
        school.Lesson("planned", number: 2, start: "09:25", end: "10:10", status: LessonStatus.Planned, topic: null);
        school.Lesson("cancelled", number: 3, start: "10:30", end: "11:15", status: LessonStatus.Cancelled, topic: null);
        CollectionAssert.AreEquivalent(new[] { "unknown", "planned" }, school.Judge().Findings.Where(finding => finding.Part == "topic").Select(finding => finding.LessonId).ToArray());
    }

    [TestMethod]
    [DataRow(DayKind.Closed)]
    [DataRow(DayKind.Event)]
    public void On_closed_and_event_days_nothing_is_asked(DayKind kind)
    {
        var school = Strict();
        school.Calendar = CalendarSettings.Default with { ClassDays = [new ClassDays(new DayRange(Monday, Monday), kind, ["7a"])] };
        school.Lesson(topic: null, taken: false).WithMark(Entered("2026-10-06 10:00"));
        Assert.IsFalse(school.Assess(school.Lessons[0]).Asked);
        Assert.IsEmpty(school.Judge().Findings);
        Assert.IsEmpty(school.Judge("entry-on-day-off").Findings);
        school.Lesson("other", classId: "c8", teacher: "t2", topic: null);
        Assert.HasCount(2, school.Judge().Findings, "topic and homework of another class");
    }

    [TestMethod]
    public void On_distance_days_topic_and_homework_are_asked_and_attendance_is_not()
    {
        var school = Strict();
        school.Calendar = CalendarSettings.Default with { ClassDays = [new ClassDays(new DayRange(Monday, Monday), DayKind.Distance, ["7А"])] };
        school.Lesson(topic: null, taken: false).WithMark(Entered("2026-10-06 10:00")).WithAbsence();
        CollectionAssert.AreEquivalent(new[] { "topic", "homework" }, school.Judge().Findings.Select(finding => finding.Part).ToArray());
        Assert.IsEmpty(school.Judge("mark-for-absent").Findings);
    }

    [TestMethod]
    public void A_finding_belongs_to_the_teacher_who_gave_the_lesson()
    {
        var school = Strict();
        school.Now = At("2026-10-07 08:00");
        school.Lesson(topic: null, teacher: "t2", replaces: "t1");
        Assert.AreEqual("t2", school.Judge().Findings.Single().TeacherId);
    }

    [TestMethod]
    public void An_excuse_silences_lateness_and_missing_findings_at_once_even_when_entered_afterwards()
    {
        var school = Strict();
        school.Lesson("l1", topic: null).WithHomework(Entered("2026-10-05 19:00"));
        Assert.IsTrue(school.Judge().Findings.TrueForAll(finding => !finding.Excused));
        school.Excuses.Add(new Excuse("t1", new DayRange(Monday, Monday)));
        var findings = school.Judge().Findings;
        Assert.HasCount(2, findings);
        Assert.IsTrue(findings.TrueForAll(finding => finding.Excused));
    }

    [TestMethod]
    public void One_record_in_any_of_the_merged_lessons_satisfies_all()
    {
        var school = Strict();
        school.Lesson("e", classId: "c7e", subject: "eng", taken: true, topicEvidence: Entered("2026-10-05 10:00")).WithHomework(Entered("2026-10-05 10:00"));
        school.Lesson("f", classId: "c7f", subject: "eng", topic: null, taken: false);
        school.Lesson("8", classId: "c8", subject: "eng", topic: null, taken: false);
        Assert.IsEmpty(school.Judge().Findings);
        var parts = school.Assess(school.Lessons[2]);
        Assert.AreEqual(PartOutcome.InTime, parts.Topic.Outcome);
        Assert.AreEqual(PartOutcome.InTime, parts.Homework.Outcome);
        CollectionAssert.AreEqual(new[] { "c8" }, school.Context().Timetable.ClassesTogetherWith("c7", Monday).ToArray());
    }

    [TestMethod]
    [DataRow("t2", "eng", "08:30", DisplayName = "another teacher")]
    [DataRow("t1", "alg", "08:30", DisplayName = "another subject")]
    [DataRow("t1", "eng", "09:25", DisplayName = "another time")]
    public void Lessons_of_another_teacher_subject_or_time_are_not_merged(string teacher, string subject, string start)
    {
        var school = Strict();
        school.Lesson("e", classId: "c7e", subject: "eng", topicEvidence: Entered("2026-10-05 10:00"));
        var other = school.Lesson("f", classId: "c7f", subject: subject, teacher: teacher, start: start, end: "10:10", topic: null);
        Assert.AreEqual(PartOutcome.Missing, school.Assess(other).Topic.Outcome);
    }

    [TestMethod]
    [DataRow("Контрольная работа", DisplayName = "written work")]
    [DataRow("Работа над чем-то своим", DisplayName = "an unmapped type")]
    [DataRow(null, DisplayName = "no type")]
    public void Marks_of_written_and_unmapped_works_days_later_are_not_late(string? work)
    {
        var school = Strict();
        school.Lesson(topicEvidence: Entered("2026-10-05 10:00")).WithHomework(Entered("2026-10-05 10:00")).WithMark(Entered("2026-10-08 10:00"), work: work);
        Assert.IsEmpty(school.Judge().Findings);
        Assert.AreEqual(PartOutcome.NotAsked, school.Assess(school.Lessons[0]).Marks.Outcome);
    }

    [TestMethod]
    public void Oral_marks_are_late_only_when_all_of_them_provably_are()
    {
        var school = Strict();
        Assert.AreEqual(PartOutcome.Late, school.Assess(school.Lesson("a").WithMark(Entered("2026-10-05 18:00")).WithMark(Entered("2026-10-06 08:00"))).Marks.Outcome);
        Assert.AreEqual(PartOutcome.InTime, school.Assess(school.Lesson("b").WithMark(Entered("2026-10-05 16:00")).WithMark(Entered("2026-10-06 08:00"))).Marks.Outcome);
        Assert.AreEqual(PartOutcome.Unproved, school.Assess(school.Lesson("c").WithMark(Seen("2026-10-05 16:40", "2026-10-05 17:10")).WithMark(Entered("2026-10-06 08:00"))).Marks.Outcome);
        Assert.AreEqual(PartOutcome.Late, school.Assess(school.Lesson("d").WithMark(Entered("2026-10-05 18:00")).WithMark(Entered("2026-10-05 10:00"), work: "Контрольная работа")).Marks.Outcome, "written works say nothing about oral ones");
    }

    [TestMethod]
    public void No_lesson_must_have_marks()
    {
        var school = Strict();
        Assert.AreEqual(PartOutcome.NotAsked, school.Assess(school.Lesson()).Marks.Outcome);
    }

    [TestMethod]
    public void Homework_that_stands_at_the_lesson_it_is_due_at_is_not_checked()
    {
        var school = Strict();
        school.Source = SourceCapabilities.All with { ShowsHomeworkAtLessonGiven = false };
        school.Lesson(topicEvidence: Entered("2026-10-05 10:00"));
        var sink = school.Judge();
        Assert.IsEmpty(sink.Findings);
        CollectionAssert.AreEqual(new[] { new NotChecked("c7", RecordKind.Homework, Monday, "not-shown") }, sink.Unchecked);
        Assert.IsEmpty(sink.UnsettledDays);
    }

    [TestMethod]
    public void Topics_that_the_source_does_not_show_are_not_checked()
    {
        var school = Strict();
        school.Source = SourceCapabilities.All with { ShowsTopics = false };
        school.Lesson(topic: null).WithHomework(Entered("2026-10-05 10:00"));
        Assert.AreEqual(PartOutcome.NotChecked, school.Assess(school.Lessons[0]).Topic.Outcome);
        Assert.IsEmpty(school.Judge().Findings);
    }

    [TestMethod]
    public void Empty_attendance_can_mean_that_everyone_was_there()
    {
        var school = Strict();
        Assert.AreEqual(PartOutcome.NotAsked, school.Assess(school.Lesson("silent", taken: null)).Attendance.Outcome);
        Assert.AreEqual(PartOutcome.Missing, school.Assess(school.Lesson("not", classId: "c8", taken: false)).Attendance.Outcome);
        Assert.AreEqual(PartOutcome.Unproved, school.Assess(school.Lesson("taken", classId: "c10", taken: true)).Attendance.Outcome);
    }

    [TestMethod]
    public void No_lateness_rests_on_an_ambiguous_absence()
    {
        var school = Strict();
        Assert.AreEqual(PartOutcome.Unproved, school.Assess(school.Lesson("a").WithAbsence(Entered("2026-10-06 10:00"), ambiguous: true)).Attendance.Outcome);
        Assert.AreEqual(PartOutcome.Late, school.Assess(school.Lesson("b", classId: "c8").WithAbsence(Entered("2026-10-06 10:00"))).Attendance.Outcome);
        Assert.AreEqual(PartOutcome.InTime, school.Assess(school.Lesson("c", classId: "c10").WithAbsence(Entered("2026-10-06 10:00")).WithAbsence(Entered("2026-10-05 10:00"), "s7b")).Attendance.Outcome);
    }

    [TestMethod]
    public void A_class_of_six_days_works_on_Saturday_and_one_of_five_does_not()
    {
        var school = Strict();
        school.Now = At("2026-10-13 20:00");
        school.Calendar = CalendarSettings.Default with { Overrides = [new CalendarOverride { Grades = [8], WorkingDays = [.. CalendarSettings.Default.WorkingDays, DayOfWeek.Saturday] }] };
        school.Lesson("five", classId: "c7", day: "2026-10-10");
        school.Lesson("six", classId: "c8", teacher: "t2", day: "2026-10-10", topic: null);
        school.Lesson("section", classId: "x", day: "2026-10-11");
        Assert.AreEqual("six", school.Judge().Findings.First(finding => finding.Part == "topic").LessonId);
        Assert.AreEqual("five", school.Judge("entry-on-day-off").Findings.Single().LessonId);
    }

    [TestMethod]
    public void Subjects_without_marks_are_not_asked_for_them()
    {
        var school = Strict();
        Assert.AreEqual(PartOutcome.NotAsked, school.Assess(school.Lesson(subject: "ork").WithMark(Entered("2026-10-06 10:00"))).Marks.Outcome);
        school.Policy = new SchoolPolicy(subjects: [new SubjectPolicy("алгебра", [7], MarksMode.None)]);
        Assert.AreEqual(PartOutcome.NotAsked, school.Assess(school.Lesson("l2", start: "10:00", end: "10:45").WithMark(Entered("2026-10-06 10:00"))).Marks.Outcome);
    }

    [TestMethod]
    public void A_day_off_that_is_added_leaves_nothing_to_find()
    {
        var school = Strict();
        school.Lesson(topic: null);
        Assert.IsNotEmpty(school.Judge().Findings);
        school.Calendar = CalendarSettings.Default with { DaysOff = [Monday] };
        Assert.IsEmpty(school.Judge().Findings);
    }

    [TestMethod]
    public void A_lesson_of_an_unknown_class_is_not_checked()
    {
        var school = Strict();
        school.Lesson(classId: "nowhere", topic: null);
        var sink = school.Judge();
        Assert.IsEmpty(sink.Findings);
        Assert.AreEqual(new NotChecked("nowhere", RecordKind.Lesson, Monday, "unknown-class"), sink.Unchecked.Single());
    }
}
