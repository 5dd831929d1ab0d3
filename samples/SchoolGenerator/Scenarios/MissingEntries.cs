using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Topics and homework that were never entered.</summary>
internal static class MissingEntries
{
    public static void WriteInto(Stage stage)
    {
        Topics(stage);
        Homework(stage);
        SilentClass(stage);
        stage.OfCancelled();
    }

    private static void Topics(Stage stage)
    {
        foreach (var (classId, month, day) in new[] { ("5b", 9, 17), ("7a", 10, 5), ("8a", 10, 5), ("7a", 10, 8), ("3a", 10, 6) })
        {
            var story = stage.Pick(classId, month, day);
            story.Topic = null;
            stage.Violation(PlannedRules.EntryDeadline, "topic", FindingState.Missing, story, "the topic was never entered");
        }

        var replaced = stage.Pick("8a", 9, 15);
        Replace(stage, replaced);
        replaced.Topic = null;
        replaced.Homework = null;
        stage.Violation(PlannedRules.EntryDeadline, "topic", FindingState.Missing, replaced, "a substitute gave the lesson and never entered the topic; homework is not asked of a replaced lesson");
        stage.NearMiss(PlannedRules.EntryDeadline, "homework", replaced, "homework is not asked of a replaced lesson");
    }

    private static void Homework(Stage stage)
    {
        var single = stage.Pick("8a", 9, 17);
        single.Homework = null;
        stage.Violation(PlannedRules.EntryDeadline, "homework", FindingState.Missing, single, "no homework entry at one lesson");

        foreach (var story in stage.Run("7b", "geo", 9, 14, 3))
        {
            story.Homework = null;
            stage.Violation(PlannedRules.EntryDeadline, "homework", FindingState.Missing, story, "no homework entry at three lessons of the subject in a row");
        }

        foreach (var text in new[] { "не задано", "без задания", "-", "—", "нет" })
        {
            var story = stage.Pick("9a", 9, 21 + Array.IndexOf(["не задано", "без задания", "-", "—", "нет"], text));
            story.Homework = text;
            stage.NearMiss(PlannedRules.EntryDeadline, "homework", story, $"«{text}» is an entry");
        }
    }

    private static void SilentClass(Stage stage)
    {
        foreach (var story in stage.Lessons("4b", 10, 5))
        {
            story.Used = true;
            story.Empty();
            stage.Violation(PlannedRules.EntryDeadline, "topic", FindingState.Missing, story, "the class has no entry of any kind that day: one cause in the letter, single findings in the list");
            if (story.Subject.Homework)
            {
                stage.Violation(PlannedRules.EntryDeadline, "homework", FindingState.Missing, story, "the class has no entry of any kind that day");
            }
        }
    }

    private static void OfCancelled(this Stage stage)
    {
        foreach (var (month, day) in new[] { (9, 10), (10, 5) })
        {
            var story = stage.Pick("7a", month, day);
            story.Empty();
            story.Cancelled = true;
            stage.NearMiss(PlannedRules.EntryDeadline, null, story, "the lesson was cancelled");
        }
    }

    public static void Replace(Stage stage, LessonStory story)
    {
        story.ReplacesTeacherId = story.TeacherId;
        story.TeacherId = stage.TeacherOtherThan(story.TeacherId);
    }
}
