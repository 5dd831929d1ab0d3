using System.Collections.Immutable;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Monthly;

/// <summary>A month as counted, with the names that people read.</summary>
internal sealed record MonthFigures
{
    public required MonthlyIndicators Indicators { get; init; }

    /// <summary>«Иванова А. П.» by id.</summary>
    public required Func<string, string> TeacherName { get; init; }

    /// <summary>The class by id.</summary>
    public required Func<string, MonthClass> Class { get; init; }

    /// <summary>Open findings of the month: rule, class and number.</summary>
    public required ImmutableArray<OpenFindings> Open { get; init; }

    /// <summary>On how many days of the month a class was taught, by its id.</summary>
    public required Func<string, int> SchoolDays { get; init; }

    public required DateTimeOffset? DataAsOf { get; init; }
}

/// <summary>A class or group with what decides whose it is.</summary>
internal sealed record MonthClass(string Name, int? Grade, ClassKind Kind);

/// <summary>How many findings of a rule are open in a class.</summary>
internal sealed record OpenFindings(string Rule, string Title, string? ClassId, int Count);
