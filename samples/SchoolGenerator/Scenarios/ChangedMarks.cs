using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Marks that were changed or removed weeks after they were given.</summary>
internal static class ChangedMarks
{
    public static void WriteInto(Stage stage)
    {
        foreach (var (classId, to, why) in new[] { ("7a", "4", "a «3» became a «4» four weeks later"), ("10a", null, "a mark was removed four weeks later") })
        {
            var (story, mark) = Give(stage, classId, 9, 7, "3", Stage.At(10, 5, 21, 10), to);
            stage.Violation(PlannedRules.LateChange, null, FindingState.Present, story, why, mark, needsReads: true);
        }

        var (soon, _) = Give(stage, "8a", 9, 28, "3", Stage.At(10, 5, 21, 20), "4");
        stage.NearMiss(PlannedRules.LateChange, null, soon, "changed within fourteen days");
        var (placeholder, _) = Give(stage, "9a", 9, 7, "н/о", Stage.At(10, 5, 21, 15), "4");
        stage.NearMiss(PlannedRules.LateChange, null, placeholder, "«н/о» kept the place of a mark");
        var (unproved, _) = Give(stage, "11a", 9, 8, "4", Stage.At(9, 18, 15, 0), "5");
        stage.NearMiss(PlannedRules.LateChange, null, unproved, "changed within fourteen days; nobody looked between the first entry and the change");
    }

    private static (LessonStory Story, MarkStory Mark) Give(Stage stage, string classId, int month, int day, string value, DateTimeOffset at, string? to)
    {
        var story = stage.PickOral(classId, month, day);
        var mark = Stage.AddMark(story, value, Works.Answer, new(story.EndsAt.AddMinutes(4)));
        var changed = mark with { Change = (at, to) };
        story.Replace(item => ReferenceEquals(item, mark) ? changed : item);
        return (story, changed);
    }
}
