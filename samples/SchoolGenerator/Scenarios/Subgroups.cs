using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>A pupil who stands in both English groups of 5Б, and what only looks like it.</summary>
internal static class Subgroups
{
    private const string Own = "5b-eng1";
    private const string Other = "5b-eng2";

    public static void WriteInto(Stage stage)
    {
        var pupils = stage.Group(Own).Students;
        var lessons = stage.Stories.Where(story => story.Group.Id == Other && !story.Used && (story.Marks.Count == 0 || Stage.IsOral(story))).OrderBy(story => story.Day).Take(5).ToList();
        for (var index = 0; index < lessons.Count; index++)
        {
            // Three lessons with the one pupil, two with the other.
            var pupil = index % 2 == 0 ? pupils[1] : pupils[2];
            lessons[index].Used = true;
            lessons[index].Marks.Add(new("m90", pupil, "4", Works.Answer, new(lessons[index].EndsAt.AddMinutes(3))));
        }

        stage.Violation(new(PlannedRules.RosterReady, "subgroups", FindingState.Present, lessons[4].Day, LessonId: null, MarkId: null, StudentId: null, TeacherId: null, NeedsReads: false, "a pupil has marks in both groups of a subject for weeks")
        {
            ClassId = "5b",
            SubjectId = "eng",
        });
        stage.NearMiss(new(PlannedRules.RosterReady, "subgroups", lessons[3].Day, LessonId: null, "a guest of the other group at two lessons") { StudentId = pupils[2] });
        stage.NearMiss(new(PlannedRules.RosterReady, "twice", SchoolDays.FirstDay, LessonId: null, "a namesake born on another day is another pupil") { StudentId = stage.Group(Movements.Namesakes).Students[0] });
    }
}
