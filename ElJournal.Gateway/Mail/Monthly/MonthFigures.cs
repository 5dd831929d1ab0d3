using System.Collections.Frozen;
using System.Collections.Immutable;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Mail.Monthly;

/// <summary>A month as counted, with the names that people read.</summary>
internal sealed record MonthFigures
{
    /// <summary>First and last day.</summary>
    public required DayRange Days { get; init; }

    /// <summary>A row for each teacher, class and subject.</summary>
    public required ImmutableArray<IndicatorRow> Rows { get; init; }

    /// <summary>Ids of teachers who entered nothing although something was asked of them.</summary>
    public required FrozenSet<string> SilentTeachers { get; init; }

    /// <summary>«Иванова А. П.» by id.</summary>
    public required FrozenDictionary<string, string> TeacherNames { get; init; }

    /// <summary>The classes and groups by id.</summary>
    public required FrozenDictionary<string, MonthClass> Classes { get; init; }

    /// <summary>Open findings of the month.</summary>
    public required ImmutableArray<OpenFindings> Open { get; init; }

    /// <summary>Days on which the school taught.</summary>
    public required int SchoolDays { get; init; }

    /// <summary>The moment the data is true for, in the school's zone.</summary>
    public required DateTimeOffset? DataAsOf { get; init; }
}

/// <summary>A class or group with what decides whose it is.</summary>
internal sealed record MonthClass(string Name, int? Grade, ClassKind Kind);

/// <summary>How many findings of a rule are open in a class.</summary>
/// <param name="Title">The rule's Russian title.</param>
/// <param name="ClassId">The class; <see langword="null"/> for the school.</param>
/// <param name="Count">How many.</param>
internal sealed record OpenFindings(string Title, string? ClassId, int Count);
