using System.Collections.Immutable;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Mail.Monthly;

/// <summary>What a monthly letter tells one deputy; no pupil appears in it.</summary>
internal sealed record MonthlyLetterModel
{
    public required string SchoolId { get; init; }

    public required string SchoolName { get; init; }

    public required DayRange Days { get; init; }

    public required int SchoolDays { get; init; }

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

    /// <summary>The month as one deputy sees it; <see langword="null"/> when nothing in their care was taught.</summary>
    public static MonthlyLetterModel? Of(MonthlyLetterInput figures, DeputyCare care, string schoolId, string schoolName, DateOnly? observeUntil)
    {
        var rows = figures.Rows.Where(row => Covers(row.RootClassId)).ToList();
        if (rows.Sum(row => row.Lessons) == 0)
        {
            return null;
        }

        var classes = rows.GroupBy(row => row.RootClassId ?? "", StringComparer.Ordinal)
            .Select(group => (Class: Class(group.Key), Row: Sum(group)))
            .OrderBy(row => row.Class?.Grade ?? int.MaxValue).ThenBy(row => row.Class?.Name, StringComparer.Ordinal)
            .Select(row => new MonthRow(row.Class?.Name ?? Texts.ClassUnnamed, row.Row));
        var teachers = rows.GroupBy(row => row.TeacherId ?? "", StringComparer.Ordinal)
            .Select(group => new MonthRow(group.Key.Length == 0 ? Texts.TeacherUnnamed : figures.TeacherName(group.Key), Sum(group)))
            .OrderBy(row => row.Name, StringComparer.Ordinal);
        return new MonthlyLetterModel
        {
            SchoolId = schoolId,
            SchoolName = schoolName,
            Days = figures.Days,
            SchoolDays = figures.SchoolDays,
            DataAsOf = figures.DataAsOf,
            ObserveUntil = observeUntil is { } until && until >= figures.Days.From ? until : null,
            Total = Sum(rows),
            Classes = [.. classes],
            Teachers = [.. teachers],
            Silent = [.. rows.Select(row => row.TeacherId).OfType<string>().Distinct(StringComparer.Ordinal).Where(figures.SilentTeachers.Contains)
                .Select(figures.TeacherName).Order(StringComparer.Ordinal)],
            Open = [.. figures.Open.Where(open => Covers(open.ClassId)).GroupBy(open => open.Title, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Sum(open => open.Count)))],
            Orphans = [.. rows.Select(row => row.RootClassId).OfType<string>().Distinct(StringComparer.Ordinal).Select(Class).OfType<MonthClass>()
                .Where(group => care.IsOrphan(group.Grade, group.Kind)).Select(group => group.Name).Order(StringComparer.Ordinal)],
        };

        MonthClass? Class(string id) => id.Length == 0 ? null : figures.Class(id);

        bool Covers(string? classId)
        {
            var group = classId is null ? null : Class(classId);
            return care.Covers(group?.Grade, group?.Kind);
        }
    }

    private static IndicatorRow Sum(IEnumerable<IndicatorRow> rows) => rows.Aggregate(new IndicatorRow(), (sum, row) => new IndicatorRow
    {
        Lessons = sum.Lessons + row.Lessons,
        Excused = sum.Excused + row.Excused,
        WithAnyEntry = sum.WithAnyEntry + row.WithAnyEntry,
        Topic = sum.Topic + row.Topic,
        Homework = sum.Homework + row.Homework,
        Attendance = sum.Attendance + row.Attendance,
        LessonMarks = sum.LessonMarks + row.LessonMarks,
        Marks = sum.Marks + row.Marks,
        Pupils = sum.Pupils + row.Pupils,
        NotChecked = sum.NotChecked + row.NotChecked,
    });
}

/// <summary>A row of a monthly table.</summary>
internal sealed record MonthRow(string Name, IndicatorRow Figures);
