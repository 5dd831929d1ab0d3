using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Marks for pupils who were not there.</summary>
internal static class AbsentPupils
{
    public static void WriteInto(Stage stage)
    {
        foreach (var (classId, month, day, kind) in new[] { ("6a", 9, 25, AttendanceKind.Absent), ("9a", 10, 5, AttendanceKind.Ill), ("3a", 9, 9, AttendanceKind.Excused) })
        {
            var (story, mark) = Give(stage, classId, month, day, kind, Works.Answer);
            stage.Violation(PlannedRules.MarkForAbsent, null, FindingState.Present, story, $"an oral mark for a pupil who was {kind} at the lesson", mark);
        }

        var (late, _) = Give(stage, "6b", 9, 25, AttendanceKind.Late, Works.Answer);
        stage.NearMiss(PlannedRules.MarkForAbsent, null, late, "the pupil only came late");
        var (written, _) = Give(stage, "7b", 9, 23, AttendanceKind.Absent, Works.Assessment);
        stage.NearMiss(PlannedRules.MarkForAbsent, null, written, "the pupil wrote the work later; it is dated by the lesson");

        var distance = stage.Lessons("4a", 10, 1).First(story => story.Subject is { Marks: true, Homework: true } && story.Group.Kind == ClassKind.Class);
        Mark(distance, AttendanceKind.Absent, Works.Answer);
        stage.NearMiss(PlannedRules.MarkForAbsent, null, distance, "on a day of distance teaching absence says nothing");
    }

    private static (LessonStory Story, MarkStory Mark) Give(Stage stage, string classId, int month, int day, AttendanceKind kind, string work)
    {
        var story = stage.PickOral(classId, month, day);
        return (story, Mark(story, kind, work));
    }

    private static MarkStory Mark(LessonStory story, AttendanceKind kind, string work)
    {
        var mark = Stage.AddMark(story, "4", work, new(story.EndsAt.AddMinutes(4)));
        story.Absences.Add(new(mark.StudentId, kind, new(SchoolDays.At(story.Day, story.Start).AddMinutes(6))));
        return mark;
    }
}
