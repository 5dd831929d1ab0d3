using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Calendar;

/// <summary>The school's calendar: what holds for everybody, what is different for some, and the days nobody foresaw.</summary>
public sealed record CalendarSettings
{
    /// <summary>Monday to Friday, no days off, no vacations.</summary>
    public static CalendarSettings Default { get; } = new();

    /// <summary>Days of the week with lessons.</summary>
    public ImmutableHashSet<DayOfWeek> WorkingDays { get; init; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Holidays.</summary>
    public ImmutableHashSet<DateOnly> DaysOff { get; init; } = [];

    /// <summary>Vacations.</summary>
    public ImmutableArray<DayRange> Vacations { get; init; } = [];

    /// <summary>Days with lessons although the week or the list of holidays says otherwise.</summary>
    public ImmutableHashSet<DateOnly> ExtraWorkingDays { get; init; } = [];

    /// <summary>What is different for some grades or classes; a later one wins.</summary>
    public ImmutableArray<CalendarOverride> Overrides { get; init; } = [];

    /// <summary>Days that the calendar did not foresee; a later one wins.</summary>
    public ImmutableArray<ClassDays> ClassDays { get; init; } = [];

    /// <summary>The same calendar with more unforeseen days, which win over those it has.</summary>
    public CalendarSettings With(IEnumerable<ClassDays> more) => this with { ClassDays = [.. ClassDays, .. more] };
}

/// <summary>What is different for some grades or classes. Working days replace; days off, vacations and extra working days are added.</summary>
public sealed record CalendarOverride
{
    /// <summary>For these grades …</summary>
    public ImmutableArray<int> Grades { get; init; } = [];

    /// <summary>… and for the classes of these names.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Days of the week with lessons; <see langword="null"/> leaves them.</summary>
    public ImmutableHashSet<DayOfWeek>? WorkingDays { get; init; }

    /// <summary>Further days off.</summary>
    public ImmutableHashSet<DateOnly> DaysOff { get; init; } = [];

    /// <summary>Further vacations.</summary>
    public ImmutableArray<DayRange> Vacations { get; init; } = [];

    /// <summary>Further working days.</summary>
    public ImmutableHashSet<DateOnly> ExtraWorkingDays { get; init; } = [];
}

/// <summary>Days that the calendar did not foresee.</summary>
/// <param name="Days">The days, both ends included.</param>
/// <param name="Kind"><see cref="DayKind.Closed"/>, <see cref="DayKind.Distance"/> or <see cref="DayKind.Event"/>.</param>
/// <param name="Classes">Names of classes; none: the whole school.</param>
/// <param name="Reason">Why.</param>
public sealed record ClassDays(DayRange Days, DayKind Kind, ImmutableArray<string> Classes, string? Reason = null);
