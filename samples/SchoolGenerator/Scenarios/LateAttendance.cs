using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Who was absent, entered in the evening.</summary>
internal static class LateAttendance
{
    public static void WriteInto(Stage stage)
    {
        var late = Pick(stage, "6b", absent: 1);
        late.ReplaceAbsences(absence => absence with { Entered = new(Stage.At(10, 5, 18, 25)) });
        stage.Violation(PlannedRules.EntryDeadline, "attendance", FindingState.Late, late, "who was absent was entered in the evening");

        var partly = Pick(stage, "8a", absent: 2);
        var last = partly.Absences[^1];
        partly.ReplaceAbsences(absence => absence == last ? absence with { Entered = new(Stage.At(10, 5, 18, 40)) } : absence);
        stage.NearMiss(PlannedRules.EntryDeadline, "attendance", partly, "attendance was taken at the lesson, one pupil was added in the evening");
    }

    private static LessonStory Pick(Stage stage, string classId, int absent)
    {
        var story = stage.Pick(classId, 10, 5);
        while (story.Absences.Count < absent)
        {
            story.Absences.Add(new(Stage.Idle(story).Id, AttendanceKind.Absent, new(SchoolDays.At(story.Day, story.Start).AddMinutes(6))));
        }

        return story;
    }
}
