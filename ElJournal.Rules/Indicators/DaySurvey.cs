using System.Collections.Immutable;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Indicators;

/// <summary>One cause that explains many missing entries.</summary>
public enum DayCauseKind
{
    /// <summary>A class has no record of any kind at all its lessons of the day.</summary>
    ClassWithoutRecords = 1,
    /// <summary>Over four fifths of the school's classes have none.</summary>
    SchoolWithoutRecords = 2,
}

/// <summary>One cause that explains many missing entries: a question to the deputy, no teacher named.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="RootClassId">The class; <see langword="null"/> for the whole school.</param>
/// <param name="LessonIds">The lessons it explains.</param>
public sealed record DayCause(DayCauseKind Kind, string? RootClassId, ImmutableArray<string> LessonIds);

/// <summary>A day as the daily letter tells it: totals by group, and causes.</summary>
public sealed class DaySurvey
{
    private DaySurvey(ImmutableDictionary<string, DayTally> byGroup, ImmutableArray<DayCause> causes)
    {
        ByGroup = byGroup;
        Causes = causes;
    }

    /// <summary>The totals by group (<see cref="ClassGroup.Id"/>, subgroups apart); a deputy's own are the sum over their groups.</summary>
    public ImmutableDictionary<string, DayTally> ByGroup { get; }

    /// <summary>The causes.</summary>
    public ImmutableArray<DayCause> Causes { get; }

    /// <summary>The totals of the school.</summary>
    public DayTally Total => ByGroup.Values.Aggregate(default(DayTally), (sum, tally) => sum + tally);

    /// <summary>Surveys a day.</summary>
    /// <param name="context">As for judging.</param>
    /// <param name="assessor">Says how lessons stand.</param>
    /// <param name="lessons">The lessons of the whole school on the day, in any order.</param>
    public static DaySurvey Of(JudgingContext context, EntryAssessor assessor, IEnumerable<LessonEntries> lessons)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(assessor);
        ArgumentNullException.ThrowIfNull(lessons);
        return new DaySurvey([], []);
    }
}
