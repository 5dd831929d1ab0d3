using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.CredentialSharing;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Compliance.FinalMarks;
using ElJournal.Rules.Compliance.GradeOneNoHomework;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>The demo school's order for tests that use the rules without the program: the same as <c>samples/demo-school/eljournal.json</c>.</summary>
internal static class DemoOrder
{
    public static CalendarSettings Calendar { get; } = new()
    {
        DaysOff = [new(2026, 9, 12), new(2026, 11, 4)],
        Vacations = [new DayRange(new(2026, 10, 26), new(2026, 11, 1))],
        Overrides = [new CalendarOverride { Grades = [5, 6, 7, 8, 9, 10, 11], WorkingDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday] }],
        ClassDays =
        [
            new ClassDays(new DayRange(new(2026, 9, 28), new(2026, 9, 30)), DayKind.Closed, ["2Б"]),
            new ClassDays(new DayRange(new(2026, 10, 1), new(2026, 10, 1)), DayKind.Distance, ["4А"]),
            new ClassDays(new DayRange(new(2026, 10, 3), new(2026, 10, 3)), DayKind.Event, ["11А"]),
        ],
    };

    public static SchoolPolicy Policy { get; } = new(
        [new TermPolicy([2, 3, 4, 5, 6, 7, 8, 9], null, TermKind.Quarter), new TermPolicy([10, 11], null, TermKind.HalfYear)],
        [new ShiftPolicy(["6А"], 2)],
        [new SubjectPolicy("ОРКСЭ", [4], MarksMode.None), new SubjectPolicy("Физическая культура", [], MarksMode.Optional)]);

    public static RuleBook Rules { get; } = new([.. RuleCatalog.All.Select(rule => rule.Create(rule.Timeline([rule.Defaults() switch
    {
        EntryDeadlineSettings => new EntryDeadlineSettings { Deadline = new TimeOnly(17, 0), TopicFromGrade = 2 },
        GradeOneNoHomeworkSettings => new GradeOneNoHomeworkSettings { Enabled = true, Blocking = true },
        FinalMarksSettings => new FinalMarksSettings { Days = [new FinalMarksDay { Term = "1 четверть", Grades = [9], On = new(2026, 10, 9) }] },
        CredentialSharingSettings => new CredentialSharingSettings { Enabled = true },
        var other => other,
    }])))]);
}
