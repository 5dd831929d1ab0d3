using ElJournal.Rules.Compliance;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Indicators;

[TestClass]
public sealed class MonthlyIndicatorsTests
{
    private static readonly DayRange October = new(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31));

    private static MonthlyIndicators Of(TestSchool school) => MonthlyIndicators.Of(school.Context(), school.Assessor(), October, school.Lessons);

    [TestMethod]
    public void Shares_have_their_denominators_and_unproved_is_never_in_time()
    {
        var school = new TestSchool { Now = At("2026-11-02 08:00") };
        school.Lesson("in-time", day: "2026-10-05", topicEvidence: Entered("2026-10-05 10:00")).WithHomework(Entered("2026-10-05 10:00")).WithMark(Entered("2026-10-05 10:00")).WithMark(value: ".");
        school.Lesson("late", day: "2026-10-06", topicEvidence: Entered("2026-10-08 10:00")).WithMark(Entered("2026-10-07 10:00"), "s7b");
        school.Lesson("unproved", day: "2026-10-07");
        school.Lesson("missing", day: "2026-10-08", topic: null);
        school.Lesson("september", day: "2026-09-30", topic: null);
        school.Lesson("cancelled", day: "2026-10-09", status: LessonStatus.Cancelled);
        school.Lesson("other", classId: "c8", day: "2026-10-05", teacher: "t2", topic: null);
        var month = Of(school);
        var row = month.Rows.Single(row => row.TeacherId == "t1");
        Assert.AreEqual(4, row.Lessons);
        Assert.AreEqual(new PartShare(Asked: 4, Entered: 3, InTime: 1, Unproved: 1, NotChecked: 0), row.Topic);
        Assert.AreEqual(new PartShare(4, 1, 1, 0, 0), row.Homework);
        Assert.AreEqual(new PartShare(2, 2, 1, 0, 0), row.LessonMarks);
        Assert.AreEqual(default, row.Attendance);
        Assert.AreEqual(2, row.Marks, "placeholders are no marks");
        Assert.AreEqual(2, row.Pupils);
        Assert.AreEqual(5, month.Total.Lessons);
        CollectionAssert.AreEqual(new[] { "t1", "t2" }, month.Teachers);
        CollectionAssert.AreEqual(new[] { "t2" }, month.TeachersWithoutEntries);
        CollectionAssert.AreEqual(new[] { "c7", "c8" }, month.ByClass.Select(sum => sum.RootClassId).ToArray());
        Assert.AreEqual(1, month.Only(only => only.RootClassId == "c8").Total.Lessons);
    }

    [TestMethod]
    public void Attendance_counts_only_where_the_source_shows_that_it_was_taken()
    {
        var school = new TestSchool { Now = At("2026-11-02 08:00") };
        school.Lesson("a", taken: true).AttendanceTakenEvidence = Entered("2026-10-05 10:00");
        school.Lesson("b", day: "2026-10-06", taken: false);
        school.Lesson("c", day: "2026-10-07", taken: null);
        Assert.AreEqual(new PartShare(2, 1, 1, 0, 0), Of(school).Total.Attendance);
    }

    [TestMethod]
    public void Excused_lessons_belong_to_no_share_and_make_nobody_idle()
    {
        var school = new TestSchool { Now = At("2026-11-02 08:00") };
        school.Excuses.Add(new Excuse("t1", new DayRange(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 30))));
        school.Lesson(topic: null);
        var month = Of(school);
        Assert.AreEqual(1, month.Total.Excused);
        Assert.AreEqual(default, month.Total.Topic);
        Assert.IsEmpty(month.Teachers);
        Assert.IsEmpty(month.TeachersWithoutEntries);
    }

    [TestMethod]
    public void What_could_not_be_checked_is_counted_apart()
    {
        var school = new TestSchool { Now = At("2026-11-02 08:00") };
        school.ReadAt("2026-10-05 12:00");
        school.Lesson(topic: null).WithHomework(Entered("2026-10-05 10:00"));
        var total = Of(school).Total;
        Assert.AreEqual(new PartShare(0, 0, 0, 0, 1), total.Topic);
        Assert.AreEqual(1, total.NotChecked);
        Assert.AreEqual(1, total.Lessons);
    }

    [TestMethod]
    public void Lessons_given_together_are_one_lesson_and_stay_one_for_each_class()
    {
        var school = new TestSchool { Now = At("2026-11-02 08:00") };
        school.Lesson("a", topicEvidence: Entered("2026-10-05 10:00"), topic: null).WithMark();
        school.Lesson("b", classId: "c8").WithMark(student: "s8");
        school.Lesson("c", day: "2026-10-06", topic: null);
        var month = Of(school);
        Assert.AreEqual((2, 2), (month.Total.Lessons, month.ByTeacher.Single().Lessons));
        Assert.AreEqual(2, month.Total.Topic.Asked);
        Assert.AreEqual(2, month.Total.Marks, "both classes' pupils have their marks");
        CollectionAssert.AreEqual(new[] { ("c7", 2), ("c8", 1) }, month.ByClass.Select(row => (row.RootClassId!, row.Lessons)).ToArray());
        Assert.AreEqual(1, month.Only(row => row.RootClassId == "c8").Total.Lessons);
    }

    [TestMethod]
    public void Two_teachers_of_one_class_and_subject_do_not_double_its_pupils()
    {
        var school = new TestSchool { Now = At("2026-11-02 08:00") };
        school.Roster.Add(new Student("left", "Ушедший", classId: "c7", leftOn: new DateOnly(2026, 9, 30)));
        school.Lesson("a", classId: "c7e", subject: "eng").WithMark();
        school.Lesson("b", classId: "c7f", subject: "eng", teacher: "t2").WithMark(student: "s7b");
        school.Lesson("c", subject: "alg", number: 2, start: "10:00", end: "10:45").WithMark();
        var month = Of(school);
        Assert.AreEqual(4, month.Total.Pupils, "two pupils in two subjects");
        Assert.AreEqual(3, month.Total.Marks);
    }
}
