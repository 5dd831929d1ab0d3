using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Written works that are marked for too few, and some that only look like it.</summary>
internal static class WrittenWorks
{
    public static void WriteInto(Stage stage)
    {
        var open = Write(stage, "8a", 9, 21, share: 0.65);
        stage.Violation(PlannedRules.WrittenWorkDeadline, "marks", FindingState.Missing, open, "two pupils in three have a mark three weeks after the test");

        var most = Write(stage, "8a", 9, 22, share: 0.85);
        stage.NearMiss(PlannedRules.WrittenWorkDeadline, null, most, "more than four fifths of those present have a mark");

        var again = Write(stage, "9a", 9, 22, share: 0.3);
        stage.NearMiss(PlannedRules.WrittenWorkDeadline, null, again, "a few marks are a second try, not an unfinished test");

        var fresh = Write(stage, "10a", 10, 7, share: 0.65);
        stage.NearMiss(PlannedRules.WrittenWorkDeadline, null, fresh, "the seven days of grade 10 are not over");
    }

    private static LessonStory Write(Stage stage, string classId, int month, int day, double share)
    {
        var story = stage.Pick(classId, month, day, item => item.Subject.Marks);
        story.Marks.Clear();
        var present = story.Group.Students.Count(id => story.Absences.TrueForAll(absence => absence.StudentId != id));
        for (var count = (int)(present * share); count > 0; count--)
        {
            Stage.AddMark(story, "4", Works.Assessment, new(SchoolDays.At(story.Day.AddDays(2), new(15, 30))));
        }

        return story;
    }
}
