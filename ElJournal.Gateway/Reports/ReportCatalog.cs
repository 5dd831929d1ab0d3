using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports;

/// <summary>The reports there are: one line for each. What makes one is registered in <see cref="ReportServices"/> under the same name.</summary>
internal static class ReportCatalog
{
    public const string Delivery = "delivery";
    public const string Monthly = "monthly";
    public const string Class = "class";
    public const string Teacher = "teacher";
    public const string Results = "results";
    public const string Homework = "homework";
    public const string Hours = "hours";
    public const string Programme = "programme";
    public const string Movement = "movement";
    public const string Slips = "slips";
    public const string Rollout = "rollout";
    public const string Substitutions = "substitutions";

    public static IReadOnlyList<ReportInfo> All { get; } =
    [
        new(Delivery, ReportTexts.TitleDelivery, ReportTexts.AboutDelivery, LastMonth),
        new(Monthly, ReportTexts.TitleMonthly, ReportTexts.AboutMonthly, LastMonth) { Options = ReportOptions.Recalculate },
        new(Class, ReportTexts.TitleClass, ReportTexts.AboutClass, ThisMonth) { Options = ReportOptions.Class },
        new(Teacher, ReportTexts.TitleTeacher, ReportTexts.AboutTeacher, ThisMonth) { Options = ReportOptions.Teacher },
        new(Results, ReportTexts.TitleResults, ReportTexts.AboutResults, ThisMonth) { Options = ReportOptions.Class | ReportOptions.Term },
        new(Homework, ReportTexts.TitleHomework, ReportTexts.AboutHomework, ThisWeek) { Options = ReportOptions.Class },
        new(Hours, ReportTexts.TitleHours, ReportTexts.AboutHours, ThisMonth) { Alias = "timesheet", Options = ReportOptions.Teacher },
        new(Programme, ReportTexts.TitleProgramme, ReportTexts.AboutProgramme, ThisMonth) { Options = ReportOptions.Class | ReportOptions.Term },
        new(Movement, ReportTexts.TitleMovement, ReportTexts.AboutMovement, ThisMonth),
        new(Slips, ReportTexts.TitleSlips, ReportTexts.AboutSlips, ThisWeek) { Options = ReportOptions.Class },
        new(Rollout, ReportTexts.TitleRollout, ReportTexts.AboutRollout, ThisYear),
        new(Substitutions, ReportTexts.TitleSubstitutions, ReportTexts.AboutSubstitutions, ThisMonth),
    ];

    public static ReportInfo Get(string name) => All.First(report => string.Equals(report.Name, name, StringComparison.Ordinal));

    /// <summary>The whole month of the day.</summary>
    public static DayRange Month(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new DayRange(first, first.AddMonths(1).AddDays(-1));
    }

    private static DayRange LastMonth(DateOnly today) => Month(new DateOnly(today.Year, today.Month, 1).AddDays(-1));

    private static DayRange ThisWeek(DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return new DayRange(monday, monday.AddDays(6));
    }

    // Each later report builds on the earlier ones.
    private static DayRange ThisYear(DateOnly today) => new(new DateOnly(today.Month >= 9 ? today.Year : today.Year - 1, 9, 1), today.Month == 9 && today.Day == 1 ? today.AddDays(1) : today);

    private static DayRange ThisMonth(DateOnly today) => Month(today);
}
