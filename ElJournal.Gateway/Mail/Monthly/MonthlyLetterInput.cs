using System.Collections.Frozen;
using System.Collections.Immutable;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Mail.Monthly;

/// <summary>What a monthly letter is made of.</summary>
internal sealed record MonthlyLetterInput
{
    /// <summary>First and last day.</summary>
    public required DayRange Days { get; init; }

    /// <summary>A row for each teacher, class and subject.</summary>
    public required ImmutableArray<IndicatorRow> Rows { get; init; }

    /// <summary>Ids of teachers who entered nothing although something was asked of them.</summary>
    public required FrozenSet<string> SilentTeachers { get; init; }

    /// <summary>«Иванова А. П.» by id.</summary>
    public required Func<string, string> TeacherName { get; init; }

    /// <summary>The class by id.</summary>
    public required Func<string, MonthClass> Class { get; init; }

    public required ImmutableArray<OpenFindings> Open { get; init; }

    public required int SchoolDays { get; init; }

    public required DateTimeOffset? DataAsOf { get; init; }

    public static MonthlyLetterInput Of(MonthFigures figures) => new()
    {
        Days = figures.Indicators.Days,
        Rows = figures.Indicators.Rows,
        SilentTeachers = figures.Indicators.TeachersWithoutEntries.ToFrozenSet(StringComparer.Ordinal),
        TeacherName = figures.TeacherName,
        Class = figures.Class,
        Open = figures.Open,
        SchoolDays = figures.SchoolDays,
        DataAsOf = figures.DataAsOf,
    };
}
