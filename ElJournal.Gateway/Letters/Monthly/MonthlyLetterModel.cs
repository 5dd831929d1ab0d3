using System.Collections.Immutable;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Reviews;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Monthly;

/// <summary>What a monthly letter tells one deputy; no pupil appears in it.</summary>
internal sealed record MonthlyLetterModel
{
    public required string SchoolId { get; init; }

    public required string SchoolName { get; init; }

    public required DayRange Days { get; init; }

    /// <summary>On how many days the classes were taught: fewest and most.</summary>
    public required (int Fewest, int Most) SchoolDays { get; init; }

    public required DateTimeOffset? DataAsOf { get; init; }

    public DateOnly? ObserveUntil { get; init; }

    public required IndicatorRow Total { get; init; }

    /// <summary>By class, in the order of grades.</summary>
    public required ImmutableArray<MonthRow> Classes { get; init; }

    /// <summary>By teacher, in the order of the alphabet: never from best to worst.</summary>
    public required ImmutableArray<MonthRow> Teachers { get; init; }

    /// <summary>Teachers who entered nothing.</summary>
    public required ImmutableArray<string> Silent { get; init; }

    /// <summary>Open findings by rule.</summary>
    public required ImmutableArray<(string Title, int Count)> Open { get; init; }

    /// <summary>Classes without a deputy of their own.</summary>
    public required ImmutableArray<string> Orphans { get; init; }

    /// <summary>What the review says beyond the figures; <see langword="null"/> for figures alone.</summary>
    public ReviewFacts? Review { get; init; }

    /// <summary>The month as one deputy sees it; <see langword="null"/> when nothing in their care was taught.</summary>
    public static MonthlyLetterModel? Of(MonthFigures figures, DeputyCare care, string schoolId, string schoolName, DateOnly? observeUntil)
    {
        var own = figures.Indicators.Only(row => Covers(row.RootClassId));
        if (own.Total.Lessons == 0)
        {
            return null;
        }

        var classes = own.ByClass.Select(row => (Class: Class(row.RootClassId), Row: row))
            .OrderBy(row => row.Class?.Grade ?? int.MaxValue).ThenBy(row => row.Class?.Name, StringComparer.Ordinal)
            .Select(row => new MonthRow(row.Class?.Name ?? Texts.ClassUnnamed, row.Row));
        var teachers = own.ByTeacher.Select(row => new MonthRow(row.TeacherId is { } id ? figures.TeacherName(id) : Texts.TeacherUnnamed, row))
            .OrderBy(row => row.Name, StringComparer.Ordinal);
        var taught = own.ByClass.Select(row => row.RootClassId).OfType<string>().Select(figures.SchoolDays).DefaultIfEmpty(0).ToList();
        return new MonthlyLetterModel
        {
            SchoolId = schoolId,
            SchoolName = schoolName,
            Days = own.Days,
            SchoolDays = (taught.Min(), taught.Max()),
            DataAsOf = figures.DataAsOf,
            ObserveUntil = observeUntil is { } until && until >= own.Days.From ? until : null,
            Total = own.Total,
            Classes = [.. classes],
            Teachers = [.. teachers],
            Silent = [.. own.ByTeacher.Select(row => row.TeacherId).OfType<string>().Intersect(figures.Indicators.TeachersWithoutEntries, StringComparer.Ordinal)
                .Select(figures.TeacherName).Order(StringComparer.Ordinal)],
            Open = [.. figures.Open.Where(open => Covers(open.ClassId)).GroupBy(open => open.Title, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Sum(open => open.Count)))],
            Orphans = [.. own.ByClass.Select(row => Class(row.RootClassId)).OfType<MonthClass>()
                .Where(group => care.IsOrphan(group.Grade, group.Kind)).Select(group => group.Name).Order(StringComparer.Ordinal)],
        };

        MonthClass? Class(string? id) => id is null ? null : figures.Class(id);

        bool Covers(string? classId)
        {
            var group = Class(classId);
            return care.Covers(group?.Grade, group?.Kind);
        }
    }
}

/// <summary>A row of a monthly table.</summary>
internal sealed record MonthRow(string Name, IndicatorRow Figures);
