using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>One login in two places at once, and logins that only seem to be.</summary>
internal static class SharedLogins
{
    private static readonly DateOnly Day = new(2026, 10, 5);

    public static void WriteInto(Stage stage)
    {
        SignIn(stage, "t06", Places.School, 12, 10);
        SignIn(stage, "t06", Places.Elsewhere, 12, 16);
        stage.Violation(new(PlannedRules.CredentialSharing, Part: null, FindingState.Present, Day, LessonId: null, MarkId: null, StudentId: null, "t06", NeedsReads: false, "one login at school and elsewhere within six minutes"));

        SignIn(stage, "t07", Places.School, 13, 5);
        SignIn(stage, "t07", Places.Elsewhere, 15, 40);
        Spare(stage, "t07", "at school, and at home in the afternoon");

        SignIn(stage, "t02", Places.School, 10, 30);
        SignIn(stage, "t02", Places.School, 10, 36);
        Spare(stage, "t02", "twice in one place, while the owner gives a lesson: ordinary work");
    }

    private static void Spare(Stage stage, string teacher, string whyNot) => stage.NearMiss(new(PlannedRules.CredentialSharing, Part: null, Day, LessonId: null, whyNot) { TeacherId = teacher });

    private static void SignIn(Stage stage, string teacher, string place, int hour, int minute)
    {
        var at = Stage.At(Day.Month, Day.Day, hour, minute);
        stage.Show(new SignIn(teacher, PersonRole.Teacher, at) { Place = place }, at);
    }
}
