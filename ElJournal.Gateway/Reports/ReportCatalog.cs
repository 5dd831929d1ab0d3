using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports;

/// <summary>The reports there are: one line for each. What makes one is registered in <see cref="ReportServices"/> under the same name.</summary>
internal static class ReportCatalog
{
    public const string Monthly = "monthly";
    public const string Substitutions = "substitutions";

    public static IReadOnlyList<ReportInfo> All { get; } =
    [
        new(Monthly, ReportTexts.TitleMonthly, ReportTexts.AboutMonthly, LastMonth) { Options = ReportOptions.Recalculate },
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

    private static DayRange ThisMonth(DateOnly today) => Month(today);
}
