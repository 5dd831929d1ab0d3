using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Marks and homework in grade 1, which the school's order forbids.</summary>
internal static class GradeOne
{
    public static void WriteInto(Stage stage)
    {
        foreach (var (classId, month, day, value) in new[] { ("1a", 9, 18, "5"), ("1b", 10, 5, "4"), ("1b", 10, 5, "5") })
        {
            var story = stage.Pick(classId, month, day);
            var mark = Stage.AddMark(story, value, Works.Answer, new(story.EndsAt.AddMinutes(4)));
            stage.Violation(PlannedRules.GradeOneNoMarks, null, FindingState.Present, story, "a mark in grade 1", mark);
        }

        foreach (var (month, day) in new[] { (9, 24), (10, 5) })
        {
            var story = stage.Pick("1a", month, day);
            story.Homework = "прописи, стр. 12";
            story.HomeworkEntered = new(story.EndsAt.AddMinutes(5));
            stage.Violation(PlannedRules.GradeOneNoHomework, null, FindingState.Present, story, "homework in grade 1");
        }

        var behaviour = stage.Pick("1a", 9, 25);
        behaviour.Subject = Curriculum.Behaviour;
        Stage.AddMark(behaviour, "5", Works.Lesson, new(behaviour.EndsAt.AddMinutes(4)));
        stage.NearMiss(PlannedRules.GradeOneNoMarks, null, behaviour, "«Поведение» stays outside the rules of grade 1 until the school says otherwise");
    }
}
