using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Generator;

/// <summary>What the generator promises; the checks here are written by hand and use nothing of the program.</summary>
[TestClass]
public sealed class GeneratedSchoolTests
{
    private static readonly GeneratedSchool School = GeneratedSchool.Create();

    [TestMethod]
    public void Two_schools_of_one_seed_are_equal_and_another_seed_gives_another_school()
    {
        var first = School.StateAt(GeneratedSchool.Final).ToList();

        CollectionAssert.AreEqual(first, GeneratedSchool.Create().StateAt(GeneratedSchool.Final).ToList());
        CollectionAssert.AreNotEqual(first, GeneratedSchool.Create(SchoolScale.Demo with { Seed = 7 }).StateAt(GeneratedSchool.Final).ToList());
    }

    [TestMethod]
    public void Keys_are_unique_and_refer_to_records_that_are_there_at_every_read()
    {
        foreach (var moment in GeneratedSchool.Reads)
        {
            var state = School.StateAt(moment).ToList();
            var keys = state.Select(record => (record.Kind, record.Key)).ToHashSet();

            Assert.HasCount(state.Count, keys, $"duplicate keys at {moment:O}");
            foreach (var mark in state.OfType<Mark>())
            {
                Assert.Contains((RecordKind.Lesson, mark.LessonId), keys, mark.Id);
                Assert.Contains((RecordKind.Student, mark.StudentId), keys, mark.Id);
            }

            foreach (var lesson in state.OfType<Lesson>())
            {
                Assert.Contains((RecordKind.Class, lesson.ClassId), keys, lesson.Id);
                Assert.Contains((RecordKind.Teacher, lesson.TeacherId!), keys, lesson.Id);
                Assert.Contains((RecordKind.Subject, lesson.SubjectId!), keys, lesson.Id);
            }
        }
    }

    [TestMethod]
    public void Nothing_is_entered_before_its_time()
    {
        foreach (var moment in GeneratedSchool.Reads)
        {
            foreach (var record in School.StateAt(moment))
            {
                var entered = record switch { Lesson lesson => lesson.TopicEntered, Homework homework => homework.Entered, Mark mark => mark.Entered, Attendance attendance => attendance.Entered, _ => null };
                Assert.IsFalse(entered?.At > moment, $"{record.Kind} {record.Key} at {moment:O}");
            }
        }
    }

    [TestMethod]
    public void Grade_one_has_marks_only_where_the_plan_or_a_near_miss_says_so()
    {
        var state = School.StateAt(GeneratedSchool.Final).ToList();
        var lessons = state.OfType<Lesson>().ToDictionary(lesson => lesson.Id);
        var planned = School.Plan.Findings.Select(finding => finding.LessonId).Concat(School.Plan.NearMisses.Select(miss => miss.LessonId)).ToHashSet();

        foreach (var lessonId in state.OfType<Mark>().Select(mark => mark.LessonId).Concat(state.OfType<Homework>().Select(homework => homework.LessonId)))
        {
            Assert.IsTrue(lessons[lessonId].ClassId[..2] is not ("1a" or "1b") || planned.Contains(lessonId), lessonId);
        }
    }

    [TestMethod]
    public void Every_planned_lesson_exists_and_no_near_miss_is_also_planned_for_the_same_part()
    {
        var keys = School.StateAt(GeneratedSchool.Final).OfType<Lesson>().Select(lesson => lesson.Id).ToHashSet();

        foreach (var finding in School.Plan.Findings)
        {
            Assert.IsTrue(finding.LessonId is null || keys.Contains(finding.LessonId), finding.ToString());
        }

        foreach (var miss in School.Plan.NearMisses)
        {
            Assert.IsTrue(miss.LessonId is null || keys.Contains(miss.LessonId), miss.ToString());
            Assert.IsFalse(School.Plan.Findings.Any(finding => finding.LessonId == miss.LessonId && (miss.StudentId ?? finding.StudentId) == finding.StudentId && (miss.TeacherId ?? finding.TeacherId) == finding.TeacherId && finding.Rule == miss.Rule && (miss.Part is null || miss.Part == finding.Part)), miss.ToString());
        }
    }

    [TestMethod]
    public void The_school_year_has_the_size_that_it_promises()
    {
        var counts = GeneratedSchool.Create(SchoolScale.Year with { Weeks = 2 }).StateAt(SchoolDays.At(new(2027, 6, 1), new(8, 0)))
            .GroupBy(record => record.Kind).ToDictionary(group => group.Key, group => group.Count());

        Assert.AreEqual(1001, counts[RecordKind.Student]);
        Assert.IsGreaterThan(2_000, counts[RecordKind.Lesson]);
        Assert.IsGreaterThan(20_000, counts[RecordKind.Mark]);
        Assert.IsGreaterThan(10_000, counts[RecordKind.Attendance]);
    }
}
