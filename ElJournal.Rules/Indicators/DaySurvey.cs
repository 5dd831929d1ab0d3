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
    /// <summary>Over four fifths of the school's lessons have none.</summary>
    SchoolWithoutRecords = 2,
}

/// <summary>One cause that explains many missing entries: a question to the deputy, no teacher named.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="RootClassId">The class; <see langword="null"/> for the whole school.</param>
/// <param name="LessonIds">The lessons it explains: those that would otherwise count as missing.</param>
public sealed record DayCause(DayCauseKind Kind, string? RootClassId, ImmutableArray<string> LessonIds);

/// <summary>A day as the daily letter tells it: totals by group, and causes.</summary>
public sealed class DaySurvey
{
    private const int FewestLessonsOfClass = 2;
    private const int FewestClassesOfSchool = 3;
    private const double MostOfSchool = 0.8;

    private DaySurvey(ImmutableDictionary<string, DayTally> byGroup, ImmutableArray<DayCause> causes)
    {
        ByGroup = byGroup;
        Causes = causes;
    }

    /// <summary>The parts that decide whether a lesson counts as recorded unless others are named: a single lesson without homework is for information only.</summary>
    public static IReadOnlySet<EntryPart> UsualParts { get; } = new HashSet<EntryPart> { EntryPart.Topic, EntryPart.Marks, EntryPart.Attendance };

    /// <summary>The totals by group (<see cref="ClassGroup.Id"/>, subgroups apart); a deputy's own are the sum over their groups.</summary>
    public ImmutableDictionary<string, DayTally> ByGroup { get; }

    /// <summary>The causes, by class.</summary>
    public ImmutableArray<DayCause> Causes { get; }

    /// <summary>The lessons whose gaps a cause explains.</summary>
    public IReadOnlySet<string> Explained => Causes.SelectMany(cause => cause.LessonIds).ToHashSet(StringComparer.Ordinal);

    /// <summary>The totals of the school.</summary>
    public DayTally Total => ByGroup.Values.Aggregate(default(DayTally), (sum, tally) => sum + tally);

    /// <summary>Surveys a day.</summary>
    /// <param name="context">As for judging.</param>
    /// <param name="assessor">Says how lessons stand.</param>
    /// <param name="lessons">The lessons of the whole school on one day, in any order; one object may be filled again and again.</param>
    /// <param name="parts">The parts that decide; left out: <see cref="UsualParts"/>.</param>
    public static DaySurvey Of(JudgingContext context, EntryAssessor assessor, IEnumerable<LessonEntries> lessons, IReadOnlySet<EntryPart>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(assessor);
        ArgumentNullException.ThrowIfNull(lessons);
        var facts = new List<Fact>();
        foreach (var entries in lessons)
        {
            if (context.Roster.Group(entries.Lesson.ClassId) is not { } group)
            {
                continue;
            }

            var standing = LessonStanding.Of(assessor.Assess(entries, group, context), parts ?? UsualParts);
            if (standing != Standing.NotCounted)
            {
                facts.Add(new Fact(entries.Lesson.Id, group, standing, LessonStanding.HasAnyEntry(entries)));
            }
        }

        var causes = CausesOf(facts);
        var explained = causes.SelectMany(cause => cause.LessonIds).ToHashSet(StringComparer.Ordinal);
        var byGroup = facts.GroupBy(fact => fact.Group.Id, StringComparer.Ordinal).ToImmutableDictionary(
            group => group.Key,
            group => group.Aggregate(default(DayTally), (sum, fact) => sum + TallyOf(fact, explained.Contains(fact.LessonId))));
        return new DaySurvey(byGroup, causes);
    }

    private static ImmutableArray<DayCause> CausesOf(List<Fact> facts)
    {
        var ofClasses = facts.Where(fact => fact.Group.Kind is ClassKind.Class or ClassKind.Subgroup).ToList();
        var classes = ofClasses.GroupBy(fact => fact.Group.RootId, StringComparer.Ordinal).OrderBy(lessons => lessons.Key, StringComparer.Ordinal).ToList();
        var empty = ofClasses.Count(fact => !fact.AnyEntry);
        if (classes.Count >= FewestClassesOfSchool && empty > MostOfSchool * ofClasses.Count && MissingOf(ofClasses.Where(fact => !fact.AnyEntry)) is { IsEmpty: false } ofSchool)
        {
            return [new DayCause(DayCauseKind.SchoolWithoutRecords, RootClassId: null, ofSchool)];
        }

        return
        [
            .. from lessons in classes
               where lessons.Count() >= FewestLessonsOfClass && lessons.All(fact => !fact.AnyEntry)
               let missing = MissingOf(lessons)
               where !missing.IsEmpty
               select new DayCause(DayCauseKind.ClassWithoutRecords, lessons.Key, missing),
        ];
    }

    private static ImmutableArray<string> MissingOf(IEnumerable<Fact> facts) =>
        [.. facts.Where(fact => fact.Standing == Standing.Missing).Select(fact => fact.LessonId).Order(StringComparer.Ordinal)];

    private static DayTally TallyOf(Fact fact, bool explained) => fact.Standing switch
    {
        Standing.Missing => explained ? new DayTally(0, 0, 1, 0, 0) : new DayTally(0, 1, 0, 0, 0),
        Standing.NotChecked => new DayTally(0, 0, 0, 1, 0),
        Standing.NotYetDue => new DayTally(0, 0, 0, 0, 1),
        _ => new DayTally(1, 0, 0, 0, 0),
    };

    private readonly record struct Fact(string LessonId, GroupInfo Group, Standing Standing, bool AnyEntry);
}
