using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class DeadlineTests
{
    [TestMethod]
    public void Without_a_deadline_of_the_school_each_part_has_its_own()
    {
        var school = new TestSchool();
        var lesson = school.Lesson(taken: true).WithMark(Entered("2026-10-05 12:00")).WithHomework();
        var parts = school.Assess(lesson);
        Assert.AreEqual(At("2026-10-05 23:59:59"), parts.Topic.Deadline);
        Assert.AreEqual(At("2026-10-05 23:59:59"), parts.Attendance.Deadline);
        Assert.AreEqual(At("2026-10-05 17:00"), parts.Marks.Deadline);
        Assert.AreEqual(At("2026-10-05 17:00"), parts.Homework.Deadline);
    }

    [TestMethod]
    public void Deadline_is_one_clock_time_for_every_part()
    {
        var school = new TestSchool { Deadlines = new() { Deadline = Clock("16:00") } };
        var parts = school.Assess(school.Lesson(taken: true).WithMark().WithHomework());
        foreach (var part in Enum.GetValues<EntryPart>())
        {
            Assert.AreEqual(At("2026-10-05 16:00"), parts[part].Deadline, part.ToString());
        }
    }

    [TestMethod]
    [DataRow("14:10", "14:55", "2026-10-05 17:00", DisplayName = "ends early enough")]
    [DataRow("16:10", "16:55", "2026-10-05 18:55", DisplayName = "lesson ends 16:55")]
    [DataRow("17:15", "18:00", "2026-10-05 20:00", DisplayName = "exactly 20:00 is still the same day")]
    [DataRow("17:16", "18:01", "2026-10-06 12:00", DisplayName = "a minute later is the next school day at noon")]
    [DataRow("18:10", "18:55", "2026-10-06 12:00", DisplayName = "lesson starts 18:10")]
    public void A_lesson_that_ends_late_is_due_two_hours_after_its_end_or_the_next_noon(string start, string end, string due)
    {
        var school = new TestSchool { Deadlines = new() { Deadline = Clock("17:00") } };
        Assert.AreEqual(At(due), school.Assess(school.Lesson(start: start, end: end)).Topic.Deadline);
    }

    [TestMethod]
    public void What_falls_after_eight_in_the_evening_on_Friday_is_due_on_Monday()
    {
        var school = new TestSchool { Deadlines = new() { Deadline = Clock("17:00") } };
        Assert.AreEqual(At("2026-10-12 12:00"), school.Assess(school.Lesson(day: "2026-10-09", start: "18:10", end: "18:55")).Topic.Deadline);
    }

    [TestMethod]
    public void The_end_of_the_day_is_not_too_late_in_the_evening()
    {
        var school = new TestSchool();
        var topic = school.Assess(school.Lesson(start: "18:10", end: "18:55")).Topic;
        Assert.AreEqual(At("2026-10-05 23:59:59"), topic.Deadline);
        Assert.AreEqual(DeadlineShift.None, topic.Shift);
    }

    [TestMethod]
    public void Homework_is_due_an_hour_after_the_last_lesson_of_the_class_and_not_before_five()
    {
        var school = new TestSchool();
        var first = school.Lesson();
        school.Lesson("l7", number: 7, start: "16:00", end: "16:45", subject: "mat");
        Assert.AreEqual(At("2026-10-05 17:45"), school.Assess(first).Homework.Deadline);
    }

    [TestMethod]
    [DataRow("x")]
    [DataRow("v")]
    [DataRow("f")]
    [DataRow("g")]
    public void Groups_outside_the_timetable_have_until_five_of_the_next_school_day(string group)
    {
        var school = new TestSchool();
        Assert.AreEqual(At("2026-10-12 17:00"), school.Assess(school.Lesson(classId: group, day: "2026-10-09")).Topic.Deadline);
    }

    [TestMethod]
    public void Teaching_at_home_is_due_on_the_last_school_day_of_the_week()
    {
        var school = new TestSchool();
        Assert.AreEqual(At("2026-10-09 17:00"), school.Assess(school.Lesson(classId: "h")).Topic.Deadline);
        school.Calendar = CalendarSettings.Default with { DaysOff = [new DateOnly(2026, 10, 9)] };
        Assert.AreEqual(At("2026-10-08 17:00"), school.Assess(school.Lesson(classId: "h")).Topic.Deadline);
    }

    [TestMethod]
    public void A_replaced_lesson_has_a_day_more_and_is_asked_for_topic_and_attendance_only()
    {
        var school = new TestSchool();
        var parts = school.Assess(school.Lesson(day: "2026-10-09", replaces: "t2", topic: null, taken: false).WithMark(Entered("2026-10-13 10:00")));
        Assert.AreEqual(At("2026-10-12 17:00"), parts.Topic.Deadline);
        Assert.AreEqual(At("2026-10-12 17:00"), parts.Attendance.Deadline);
        Assert.AreEqual(PartOutcome.NotAsked, parts.Homework.Outcome);
        Assert.AreEqual(PartOutcome.NotAsked, parts.Marks.Outcome);
    }

    [TestMethod]
    public void A_section_that_was_replaced_has_a_day_more_still()
    {
        var school = new TestSchool();
        Assert.AreEqual(At("2026-10-07 17:00"), school.Assess(school.Lesson(classId: "x", replaces: "t2")).Topic.Deadline);
    }

    [TestMethod]
    public void Deadlines_can_be_set_by_part_kind_and_shift_and_the_most_exact_wins()
    {
        var school = new TestSchool
        {
            Policy = new SchoolPolicy(shifts: [new ShiftPolicy(["7a"], 2)]),
            Deadlines = new()
            {
                Deadline = Clock("17:00"),
                Deadlines =
                [
                    new PartDeadline { Part = EntryPart.Topic, At = Clock("18:00") },
                    new PartDeadline { Part = EntryPart.Topic, Shift = 2, At = Clock("21:30") },
                    new PartDeadline { Kind = ClassKind.Additional, At = Clock("10:00"), SchoolDaysLater = 2 },
                ],
            },
        };
        Assert.AreEqual(At("2026-10-05 21:30"), school.Assess(school.Lesson(classId: "c7")).Topic.Deadline);
        Assert.AreEqual(At("2026-10-05 18:00"), school.Assess(school.Lesson(classId: "c8")).Topic.Deadline);
        Assert.AreEqual(At("2026-10-05 17:00"), school.Assess(school.Lesson(classId: "c8").WithHomework()).Homework.Deadline);
        Assert.AreEqual(At("2026-10-07 10:00"), school.Assess(school.Lesson(classId: "x", taken: true)).Attendance.Deadline);
    }

    [TestMethod]
    public void A_lesson_of_the_second_shift_without_times_may_have_ended_at_seven()
    {
        var school = new TestSchool { Policy = new SchoolPolicy(shifts: [new ShiftPolicy(["7А"], 2)]), Deadlines = new() { Deadline = Clock("17:00") } };
        Assert.AreEqual(At("2026-10-06 12:00"), school.Assess(school.Lesson(start: null, end: null)).Topic.Deadline);
    }

    [TestMethod]
    [DataRow("14:00", "14:29", "2026-10-05 17:00", DisplayName = "29 minutes do not count")]
    [DataRow("14:00", "14:30", "2026-10-06 12:00", DisplayName = "30 minutes do")]
    [DataRow("08:00", "09:40", "2026-10-05 17:00", DisplayName = "25 minutes after the last lesson do not")]
    [DataRow("16:40", "18:00", "2026-10-05 17:00", DisplayName = "20 minutes before the deadline do not")]
    [DataRow("16:00", "18:00", "2026-10-06 12:00", DisplayName = "an hour before the deadline does")]
    public void When_the_journal_was_down_before_the_deadline_it_moves_to_the_next_noon(string from, string to, string due)
    {
        var school = new TestSchool { Deadlines = new() { Deadline = Clock("17:00") } };
        school.Outages.Add(new Rules.Compliance.Outage(At($"2026-10-05 {from}"), At($"2026-10-05 {to}")));
        var lesson = school.Lesson(topic: null);
        Assert.AreEqual(At(due), school.Assess(lesson).Topic.Deadline);
        var message = school.Judge().Findings.First(finding => finding.Part == "topic").Message;
        Assert.AreEqual(due.EndsWith("12:00", StringComparison.Ordinal), message.Contains("журнал не отвечал", StringComparison.Ordinal), message);
    }

    [TestMethod]
    public void While_the_journal_is_still_down_at_the_new_deadline_it_moves_on()
    {
        var school = new TestSchool { Deadlines = new() { Deadline = Clock("17:00") } };
        school.Outages.Add(new Rules.Compliance.Outage(At("2026-10-05 14:00"), At("2026-10-07 13:00")));
        Assert.AreEqual(At("2026-10-08 12:00"), school.Assess(school.Lesson()).Topic.Deadline);
    }

    [TestMethod]
    public void After_an_excuse_there_is_one_school_day_of_grace()
    {
        var school = new TestSchool { Deadlines = new() { Deadline = Clock("17:00") } };
        school.Excuses.Add(new("t1", new DayRange(new DateOnly(2026, 10, 6), new DateOnly(2026, 10, 9))));
        Assert.AreEqual(At("2026-10-05 17:00"), school.Assess(school.Lesson("before")).Topic.Deadline, "due before the excuse began");
        Assert.AreEqual(At("2026-10-13 12:00"), school.Assess(school.Lesson("evening", start: "18:10", end: "18:55")).Topic.Deadline, "would be due during the excuse");
        Assert.AreEqual(At("2026-10-13 12:00"), school.Assess(school.Lesson("back", day: "2026-10-12")).Topic.Deadline, "the day of coming back");
        Assert.AreEqual(At("2026-10-13 17:00"), school.Assess(school.Lesson("after", day: "2026-10-13")).Topic.Deadline, "the day after");
        Assert.AreEqual(At("2026-10-12 17:00"), school.Assess(school.Lesson("other", day: "2026-10-12", teacher: "t2")).Topic.Deadline, "another teacher");
    }

    [TestMethod]
    public void Settings_hold_from_their_day_on()
    {
        var timeline = new Rules.Compliance.RuleSettingsTimeline<EntryDeadlineSettings>(
        [
            new EntryDeadlineSettings { Deadline = Clock("15:00"), Since = new DateOnly(2026, 10, 6) },
            new EntryDeadlineSettings { Deadline = Clock("17:00") },
        ]);
        var school = new TestSchool();
        var context = school.Context();
        var assessor = new EntryAssessor(timeline);
        var group = context.Roster.Group("c7")!;
        Assert.AreEqual(At("2026-10-05 17:00"), assessor.Assess(school.Lesson(), group, context).Topic.Deadline);
        Assert.AreEqual(At("2026-10-06 15:00"), assessor.Assess(school.Lesson(day: "2026-10-06"), group, context).Topic.Deadline);
    }
}
