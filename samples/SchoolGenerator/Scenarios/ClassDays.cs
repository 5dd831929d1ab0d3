namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>Days that the calendar did not foresee; the demo's configuration names them under <c>Policy:ClassDays</c>.</summary>
internal static class ClassDays
{
    public static void WriteInto(Stage stage)
    {
        foreach (var day in new[] { 28, 29, 30 })
        {
            foreach (var story in stage.Lessons("2b", 9, day))
            {
                story.Used = true;
                story.Empty();
                stage.NearMiss(PlannedRules.EntryDeadline, null, story, "2Б was closed for quarantine; the timetable was left in the journal");
            }
        }

        foreach (var story in stage.Lessons("4a", 10, 1))
        {
            story.Used = true;
            story.Absences.Clear();
            stage.NearMiss(PlannedRules.EntryDeadline, "attendance", story, "4А was taught at a distance: topic and homework are asked, attendance is not");
        }

        foreach (var story in stage.Lessons("11a", 10, 3))
        {
            story.Used = true;
            story.Empty();
            stage.NearMiss(PlannedRules.EntryDeadline, null, story, "11А had an event instead of lessons");
        }
    }
}
