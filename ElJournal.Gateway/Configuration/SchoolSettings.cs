using System.Collections.Immutable;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Gateway.Configuration;

/// <summary>Turns what the file says into what rules understand. The options have been checked.</summary>
internal static class SchoolSettings
{
    public static CalendarSettings Calendar(SchoolOptions school)
    {
        var (calendar, policy) = (school.Calendar, school.Policy);
        return new CalendarSettings
        {
            WorkingDays = calendar.WorkingDays is { } days ? [.. days] : CalendarSettings.Default.WorkingDays,
            DaysOff = [.. calendar.DaysOff],
            Vacations = [.. calendar.Vacations.Select(Range), .. policy.Vacations.Where(vacation => !IsNarrow(vacation)).Select(Range)],
            ExtraWorkingDays = [.. calendar.ExtraWorkingDays],

            // The calendar's own overrides come last because they are the more particular ones and a later one wins.
            Overrides = [.. policy.Week.Select(OfWeek), .. policy.Vacations.Where(IsNarrow).Select(OfVacation), .. calendar.Overrides.Select(OfCalendar)],
            ClassDays = [.. policy.ClassDays.Select(days => new ClassDays(new DayRange(days.From, days.To), days.Kind!.Value, [.. days.Classes], days.Reason))],
        };
    }

    public static SchoolPolicy Policy(SchoolOptions school) => new(
        school.Policy.Terms.Select(term => new TermPolicy([.. term.Grades], term.Subject, term.Kind)),
        school.Policy.Shifts.Select(shift => new ShiftPolicy([.. shift.Classes], shift.Shift)),
        school.Policy.Subjects.Select(subject => new SubjectPolicy(subject.Subject, [.. subject.Grades], subject.Marks)),
        school.Policy.Works,
        school.Policy.Pupils.Select(pupil => new PupilPolicy([.. pupil.Students], pupil.Form, [.. pupil.ExemptFrom])),
        school.Policy.MarksFrom.Select(from => new MarksFromPolicy([.. from.Grades], from.From)));

    public static ImmutableArray<DeputyOptions> Deputies(SchoolOptions school) =>
        [.. school.Staff.DeputyDirectors, .. school.Staff.DeputyDirector is { } one ? [one] : Array.Empty<DeputyOptions>(), .. school.Policy.Deputies];

    private static DayRange Range(PeriodOptions period) => new(period.From, period.To);

    private static bool IsNarrow(VacationPolicyOptions vacation) => vacation.Grades.Count > 0 || vacation.Classes.Count > 0;

    private static CalendarOverride OfWeek(WeekPolicyOptions week) => new()
    {
        Grades = [.. week.Grades],
        Classes = [.. week.Classes],
        WorkingDays = WeekDays.TryParse(week.Days, out var days) ? days : null,
    };

    private static CalendarOverride OfVacation(VacationPolicyOptions vacation) => new()
    {
        Grades = [.. vacation.Grades],
        Classes = [.. vacation.Classes],
        Vacations = [Range(vacation)],
    };

    private static CalendarOverride OfCalendar(CalendarOverrideOptions change) => new()
    {
        Grades = [.. change.Grades],
        Classes = [.. change.Classes],
        WorkingDays = change.WorkingDays is { } days ? [.. days] : null,
        DaysOff = [.. change.DaysOff],
        Vacations = [.. change.Vacations.Select(Range)],
        ExtraWorkingDays = [.. change.ExtraWorkingDays],
    };
}
