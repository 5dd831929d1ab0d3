using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Lessons dated on days off.</summary>
internal static class DaysOff
{
    public static void WriteInto(Stage stage)
    {
        foreach (var (classId, month, day, subject, why) in new[]
        {
            ("8a", 9, 20, "bio", "a lesson dated on a Sunday"),
            ("3a", 9, 26, "math", "a lesson of grade 3 dated on a Saturday, with a five-day week"),
            ("9a", 9, 12, "alg", "a lesson dated on the town's day off"),
        })
        {
            var story = Lesson(stage, classId, month, day, subject);
            story.Homework = null;
            stage.Violation(PlannedRules.EntryOnDayOff, null, FindingState.Present, story, why);
            stage.NearMiss(PlannedRules.EntryDeadline, null, story, "on a day off nothing is due");
        }

        var cancelled = Lesson(stage, "7a", 9, 12, "alg");
        cancelled.Empty();
        cancelled.Cancelled = true;
        stage.NearMiss(PlannedRules.EntryOnDayOff, null, cancelled, "the lesson on the day off was cancelled");

        stage.NearMiss(PlannedRules.EntryOnDayOff, null, stage.OfGroup("chess", 9, 20), "a circle may meet on a Sunday: the rule looks at classes and subgroups");
        stage.NearMiss(PlannedRules.EntryOnDayOff, null, stage.Pick("5a", 9, 19), "grade 5 has a six-day week");
    }

    private static LessonStory Lesson(Stage stage, string classId, int month, int day, string subject)
    {
        var group = stage.Group(classId);
        var teacher = stage.Lessons(classId, 9, 21)[0].TeacherId;
        return stage.Extra(stage.Writer.Fill(EntryWriter.Planned(group, new(2026, month, day), 1, new(8, 30), new(9, 15), Curriculum.Subject(subject), teacher)));
    }
}
