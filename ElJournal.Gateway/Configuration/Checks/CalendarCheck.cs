using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>Calendar and policy of a school: days in order, grades that exist, entries that say for whom they are.</summary>
internal static class CalendarCheck
{
    public static void Run(SchoolOptions school, Report report)
    {
        var (calendar, policy) = (school.Calendar, school.Policy);
        Week(calendar.WorkingDays, report.At(nameof(school.Calendar)).At(nameof(calendar.WorkingDays)));
        Periods(calendar.Vacations, report.At(nameof(school.Calendar)).At(nameof(calendar.Vacations)));
        for (var i = 0; i < calendar.Overrides.Count; i++)
        {
            Override(calendar.Overrides[i], report.At(nameof(school.Calendar)).At(nameof(calendar.Overrides)).At(i));
        }

        Policy(policy, report.At(nameof(school.Policy)));
    }

    public static void Grades(IList<int> grades, Report report)
    {
        for (var i = 0; i < grades.Count; i++)
        {
            if (grades[i] is < 0 or > 12)
            {
                report.At(i).Add(Phrase.Of(ConfigurationTexts.GradeOutOfRange, grades[i]));
            }
        }
    }

    private static void Override(CalendarOverrideOptions change, Report report)
    {
        ForWhom(change.Grades, change.Classes, report);
        Week(change.WorkingDays, report.At(nameof(change.WorkingDays)));
        Periods(change.Vacations, report.At(nameof(change.Vacations)));
    }

    private static void Policy(PolicyOptions policy, Report report)
    {
        for (var i = 0; i < policy.Week.Count; i++)
        {
            var (week, at) = (policy.Week[i], report.At(nameof(policy.Week)).At(i));
            ForWhom(week.Grades, week.Classes, at);
            if (!WeekDays.TryParse(week.Days, out _))
            {
                at.At(nameof(week.Days)).Add(Phrase.Of(ConfigurationTexts.WeekDaysExpected, week.Days, WeekDays.Expected));
            }
        }

        for (var i = 0; i < policy.Vacations.Count; i++)
        {
            Period(policy.Vacations[i], report.At(nameof(policy.Vacations)).At(i));
            Grades(policy.Vacations[i].Grades, report.At(nameof(policy.Vacations)).At(i).At("Grades"));
        }

        for (var i = 0; i < policy.Terms.Count; i++)
        {
            Grades(policy.Terms[i].Grades, report.At(nameof(policy.Terms)).At(i).At("Grades"));
        }

        for (var i = 0; i < policy.Shifts.Count; i++)
        {
            var (shift, at) = (policy.Shifts[i], report.At(nameof(policy.Shifts)).At(i));
            if (shift.Classes.Count == 0)
            {
                at.At(nameof(shift.Classes)).Add(ConfigurationTexts.ClassesMissing);
            }

            if (shift.Shift is < 1 or > 3)
            {
                at.At(nameof(shift.Shift)).Add(Phrase.Of(ConfigurationTexts.ShiftOutOfRange, shift.Shift));
            }
        }

        for (var i = 0; i < policy.ClassDays.Count; i++)
        {
            Order(policy.ClassDays[i].From, policy.ClassDays[i].To, report.At(nameof(policy.ClassDays)).At(i));
        }

        for (var i = 0; i < policy.Subjects.Count; i++)
        {
            report.At(nameof(policy.Subjects)).At(i).At("Subject").Require(policy.Subjects[i].Subject);
            Grades(policy.Subjects[i].Grades, report.At(nameof(policy.Subjects)).At(i).At("Grades"));
        }
    }

    private static void ForWhom(IList<int> grades, IList<string> classes, Report report)
    {
        if (grades.Count == 0 && classes.Count == 0)
        {
            report.Add(ConfigurationTexts.ForWhomMissing);
        }

        Grades(grades, report.At("Grades"));
    }

    private static void Week(IList<DayOfWeek>? days, Report report)
    {
        if (days is { Count: 0 })
        {
            report.Add(ConfigurationTexts.WeekEmpty);
        }
    }

    private static void Periods(IList<PeriodOptions> periods, Report report)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            Period(periods[i], report.At(i));
        }
    }

    private static void Period(PeriodOptions period, Report report) => Order(period.From, period.To, report);

    private static void Order(DateOnly from, DateOnly to, Report report)
    {
        if (from == default || to == default)
        {
            report.At(from == default ? "From" : "To").Add(ConfigurationTexts.SettingMissing);
        }
        else if (from > to)
        {
            report.Add(Phrase.Of(ConfigurationTexts.FromAfterTo, from, to));
        }
    }
}
