using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Indicators;

[TestClass]
public sealed class DaySurveyTests
{
    private static DaySurvey Survey(TestSchool school) => DaySurvey.Of(school.Context(), school.Assessor(), school.Lessons);

    private static void Lessons(TestSchool school, string classId, int count, int recorded, string teacher = "t1")
    {
        for (var number = 1; number <= count; number++)
        {
            school.Lesson($"{classId}-{number}", classId, number: number, start: $"{7 + number:00}:30", end: $"{8 + number:00}:15", teacher: $"{teacher}{classId}", topic: number <= recorded ? "Тема" : null);
        }
    }

    [TestMethod]
    public void Lessons_are_counted_by_how_they_stand_and_add_up()
    {
        var school = new TestSchool { Now = At("2026-10-06 08:00") };
        Lessons(school, "c7", 6, 4);
        Lessons(school, "c8", 6, 0);
        Lessons(school, "c10", 3, 1);
        school.Lesson("chess", "x", start: "18:10", end: "18:55", topic: null, teacher: "t3");
        school.Lesson("cancelled", "c7", number: 7, start: "14:30", end: "15:15", status: LessonStatus.Cancelled, topic: null);
        var survey = Survey(school);
        Assert.AreEqual(new DayTally(Recorded: 5, Missing: 4, BeingClarified: 6, NotChecked: 0, NotYetDue: 1), survey.Total);
        Assert.AreEqual(16, survey.Total.Lessons);
        Assert.AreEqual(new DayTally(4, 2, 0, 0, 0), survey.ByGroup["c7"]);
        Assert.AreEqual(new DayTally(0, 0, 0, 0, 1), survey.ByGroup["x"]);
        var cause = survey.Causes.Single();
        Assert.AreEqual(DayCauseKind.ClassWithoutRecords, cause.Kind);
        Assert.AreEqual("c8", cause.RootClassId);
        Assert.HasCount(6, cause.LessonIds);
    }

    [TestMethod]
    public void One_record_of_any_kind_and_there_is_no_cause()
    {
        var school = new TestSchool();
        Lessons(school, "c8", 4, 0);
        school.Lessons[0].WithAbsence();
        Assert.IsEmpty(Survey(school).Causes);
        Assert.AreEqual(4, Survey(school).Total.Missing);
    }

    [TestMethod]
    public void A_single_lesson_is_no_day_without_records()
    {
        var school = new TestSchool();
        Lessons(school, "c8", 1, 0);
        Assert.IsEmpty(Survey(school).Causes);
    }

    [TestMethod]
    public void Over_four_fifths_of_the_school_without_records_are_one_cause()
    {
        var school = new TestSchool();
        Lessons(school, "c7", 5, 1);
        Lessons(school, "c8", 5, 1);
        Lessons(school, "c10", 5, 0);
        var survey = Survey(school);
        Assert.AreEqual(DayCauseKind.SchoolWithoutRecords, survey.Causes.Single().Kind);
        Assert.AreEqual(13, survey.Total.BeingClarified);
        Assert.AreEqual(2, survey.Total.Recorded);
    }

    [TestMethod]
    public void Exactly_four_fifths_are_not_over_four_fifths()
    {
        var school = new TestSchool();
        Lessons(school, "c7", 5, 1);
        Lessons(school, "c8", 5, 1);
        Lessons(school, "c10", 5, 1);
        Assert.IsEmpty(Survey(school).Causes);
    }

    [TestMethod]
    public void What_was_not_read_is_not_checked()
    {
        var school = new TestSchool();
        school.ReadAt("2026-10-05 12:00");
        Lessons(school, "c7", 3, 1);
        Assert.AreEqual(new DayTally(1, 0, 0, 2, 0), Survey(school).Total);
    }

    [TestMethod]
    public void Whatever_the_day_the_tally_adds_up_to_the_lessons_that_are_asked()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var school = new TestSchool { Now = At("2026-10-05 12:00").AddMinutes(random.Next(0, 3000)) };
            school.ReadAt(RecordKind.Lesson, random.Next(2) == 0 ? "2026-10-05 12:00" : "2026-10-06 09:00", random.Next(4) == 0 ? "held" : null);
            string[] groups = ["c1", "c2", "c7", "c7e", "c8", "c10", "x", "h"];
            var asked = 0;
            for (var i = 0; i < random.Next(0, 60); i++)
            {
                var status = (LessonStatus)random.Next(4);
                school.Lesson($"l{i}", groups[random.Next(groups.Length)], number: random.Next(1, 8), start: $"{random.Next(8, 19):00}:00", end: null, topic: random.Next(2) == 0 ? null : "Тема", status: status, taken: random.Next(2) == 0 ? null : false);
                asked += status == LessonStatus.Cancelled ? 0 : 1;
            }

            var survey = Survey(school);
            return survey.Total.Lessons == asked
                && survey.ByGroup.Values.Sum(tally => tally.Lessons) == asked
                && survey.Causes.Sum(cause => cause.LessonIds.Length) == survey.Total.BeingClarified;
        }).QuickCheckThrowOnFailure();
    }
}
