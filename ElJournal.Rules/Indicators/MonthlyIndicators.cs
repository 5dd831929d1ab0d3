using System.Collections.Immutable;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Indicators;

/// <summary>A share with its denominator: «N of M, K unproved». What is unproved or late is entered, and never counts as in time.</summary>
/// <param name="Asked">Lessons of which the part was due and could be checked.</param>
/// <param name="Entered">Of them with an entry.</param>
/// <param name="InTime">Of them provably entered by the deadline.</param>
/// <param name="Unproved">Of them entered at a moment that cannot be told.</param>
/// <param name="NotChecked">Further lessons that could not be checked.</param>
public readonly record struct PartShare(int Asked, int Entered, int InTime, int Unproved, int NotChecked)
{
    /// <summary>Adds two shares.</summary>
    public static PartShare operator +(PartShare left, PartShare right) =>
        new(left.Asked + right.Asked, left.Entered + right.Entered, left.InTime + right.InTime, left.Unproved + right.Unproved, left.NotChecked + right.NotChecked);

    /// <summary>Adds two shares.</summary>
    public static PartShare Add(PartShare left, PartShare right) => left + right;
}

/// <summary>The figures of a month for one teacher in one class and subject, or sums of such.</summary>
public sealed record IndicatorRow
{
    /// <summary>The teacher; <see langword="null"/> in a sum, or when the journal names none.</summary>
    public string? TeacherId { get; init; }

    /// <summary>The class (the root one); <see langword="null"/> in a sum.</summary>
    public string? RootClassId { get; init; }

    /// <summary>The subject; <see langword="null"/> in a sum, or when the journal names none.</summary>
    public string? SubjectId { get; init; }

    /// <summary>Lessons given.</summary>
    public int Lessons { get; init; }

    /// <summary>Of them left out of all shares because the teacher was excused.</summary>
    public int Excused { get; init; }

    /// <summary>Lessons with an entry of any kind.</summary>
    public int WithAnyEntry { get; init; }

    /// <summary>Topics.</summary>
    public PartShare Topic { get; init; }

    /// <summary>Homework.</summary>
    public PartShare Homework { get; init; }

    /// <summary>Attendance, only where the source shows that it was taken or not.</summary>
    public PartShare Attendance { get; init; }

    /// <summary>Marks of the lesson (oral work).</summary>
    public PartShare LessonMarks { get; init; }

    /// <summary>Marks of any kind.</summary>
    public int Marks { get; init; }

    /// <summary>Pupils of the classes concerned who could be marked.</summary>
    public int Pupils { get; init; }

    /// <summary>Lessons of which some due part could not be checked.</summary>
    public int NotChecked { get; init; }
}

/// <summary>What the monthly check counts.</summary>
public sealed class MonthlyIndicators
{
    private MonthlyIndicators(DayRange days, ImmutableArray<IndicatorRow> rows, IndicatorRow total)
    {
        Days = days;
        Rows = rows;
        Total = total;
    }

    /// <summary>The days counted.</summary>
    public DayRange Days { get; }

    /// <summary>A row for each teacher, class and subject, ordered by these ids.</summary>
    public ImmutableArray<IndicatorRow> Rows { get; }

    /// <summary>The sum.</summary>
    public IndicatorRow Total { get; }

    /// <summary>Sums by teacher.</summary>
    public ImmutableArray<IndicatorRow> ByTeacher => [];

    /// <summary>Sums by class.</summary>
    public ImmutableArray<IndicatorRow> ByClass => [];

    /// <summary>Sums by subject.</summary>
    public ImmutableArray<IndicatorRow> BySubject => [];

    /// <summary>Teachers with lessons in these days that ask for entries.</summary>
    public ImmutableArray<string> Teachers => [];

    /// <summary>Teachers of <see cref="Teachers"/> who entered nothing at all, though not excused all the time.</summary>
    public ImmutableArray<string> TeachersWithoutEntries => [];

    /// <summary>Counts.</summary>
    /// <param name="context">As for judging.</param>
    /// <param name="assessor">Says how lessons stand.</param>
    /// <param name="days">The days to count.</param>
    /// <param name="lessons">Lessons in any order; those of other days are left out.</param>
    public static MonthlyIndicators Of(JudgingContext context, EntryAssessor assessor, DayRange days, IEnumerable<LessonEntries> lessons)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(assessor);
        ArgumentNullException.ThrowIfNull(lessons);
        return new MonthlyIndicators(days, [], new IndicatorRow());
    }
}
