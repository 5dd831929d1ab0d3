using System.Collections.Immutable;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Indicators;

/// <summary>What the monthly check counts. Lessons whose teacher was excused are counted apart and belong to no share.</summary>
public sealed class MonthlyIndicators
{
    private MonthlyIndicators(DayRange days, ImmutableArray<IndicatorRow> rows)
    {
        Days = days;
        Rows = rows;
        Total = Sum(new IndicatorRow(), rows);
        ByTeacher = SumBy(rows, row => row.TeacherId, row => new IndicatorRow { TeacherId = row.TeacherId });
        ByClass = SumBy(rows, row => row.RootClassId, row => new IndicatorRow { RootClassId = row.RootClassId });
        BySubject = SumBy(rows, row => row.SubjectId, row => new IndicatorRow { SubjectId = row.SubjectId });
    }

    /// <summary>The days counted.</summary>
    public DayRange Days { get; }

    /// <summary>A row for each teacher, class and subject, ordered by these ids; each lesson given together with others has rows of its own.</summary>
    public ImmutableArray<IndicatorRow> Rows { get; }

    /// <summary>The sum.</summary>
    public IndicatorRow Total { get; }

    /// <summary>Sums by teacher.</summary>
    public ImmutableArray<IndicatorRow> ByTeacher { get; }

    /// <summary>Sums by class.</summary>
    public ImmutableArray<IndicatorRow> ByClass { get; }

    /// <summary>Sums by subject.</summary>
    public ImmutableArray<IndicatorRow> BySubject { get; }

    /// <summary>Teachers with lessons in these days of which something was due, and who were not excused all the time.</summary>
    public ImmutableArray<string> Teachers => [.. Working.Select(row => row.TeacherId!)];

    /// <summary>Teachers of <see cref="Teachers"/> who entered nothing at all.</summary>
    public ImmutableArray<string> TeachersWithoutEntries => [.. Working.Where(row => row.WithAnyEntry == 0).Select(row => row.TeacherId!)];

    private IEnumerable<IndicatorRow> Working => ByTeacher.Where(row => row.TeacherId is not null && row.Lessons > row.Excused);

    /// <summary>The same figures over some of the rows, say a deputy's own grades.</summary>
    public MonthlyIndicators Only(Func<IndicatorRow, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return new MonthlyIndicators(Days, [.. Rows.Where(wanted)]);
    }

    /// <summary>Figures counted before.</summary>
    public static MonthlyIndicators Of(DayRange days, IEnumerable<IndicatorRow> rows) => new(days, [.. rows]);

    /// <summary>Counts.</summary>
    /// <param name="context">As for judging.</param>
    /// <param name="assessor">Says how lessons stand.</param>
    /// <param name="days">The days to count.</param>
    /// <param name="lessons">Lessons in any order, one object may be filled again and again; those of other days are left out.</param>
    public static MonthlyIndicators Of(JudgingContext context, EntryAssessor assessor, DayRange days, IEnumerable<LessonEntries> lessons)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(assessor);
        ArgumentNullException.ThrowIfNull(lessons);
        var pupils = PupilsByClass(context, days);
        var rows = new Dictionary<(string? Teacher, string Class, string? Subject, string? Joint), IndicatorRow>();
        foreach (var entries in lessons)
        {
            var lesson = entries.Lesson;
            if (!days.Contains(lesson.Day) || context.Roster.Group(lesson.ClassId) is not { } group)
            {
                continue;
            }

            var assessment = assessor.Assess(entries, group, context);
            if (!IsDue(assessment))
            {
                continue;
            }

            var joint = context.Timetable.GivenTogether(lesson).Select(other => other.LessonId).Min(StringComparer.Ordinal);
            var key = (lesson.TeacherId, group.RootId, lesson.SubjectId, joint);
            var row = rows.GetValueOrDefault(key) ?? new IndicatorRow { TeacherId = lesson.TeacherId, RootClassId = group.RootId, SubjectId = lesson.SubjectId, Joint = joint, Pupils = pupils.GetValueOrDefault(group.RootId) };
            rows[key] = row.Plus(Count(entries, assessment), withPupils: false);
        }

        return new MonthlyIndicators(days, [.. rows.Values.OrderBy(row => row.TeacherId, StringComparer.Ordinal).ThenBy(row => row.RootClassId, StringComparer.Ordinal).ThenBy(row => row.SubjectId, StringComparer.Ordinal).ThenBy(row => row.Joint, StringComparer.Ordinal)]);
    }

    private static IndicatorRow Count(LessonEntries entries, in LessonAssessment assessment)
    {
        var row = new IndicatorRow
        {
            Lessons = 1,
            Excused = assessment.Excused ? 1 : 0,
            WithAnyEntry = LessonStanding.HasAnyEntry(entries) ? 1 : 0,
            Marks = entries.Marks.Count(mark => !Placeholders.Contains(mark.Value)),
        };
        return assessment.Excused ? row : row with
        {
            Topic = PartShare.Of(assessment.Topic.Outcome),
            Homework = PartShare.Of(assessment.Homework.Outcome),
            Attendance = PartShare.Of(assessment.Attendance.Outcome),
            LessonMarks = PartShare.Of(assessment.Marks.Outcome),
            NotChecked = IsNotChecked(assessment.Topic) || IsNotChecked(assessment.Homework) || IsNotChecked(assessment.Marks) || IsNotChecked(assessment.Attendance) ? 1 : 0,
        };
    }

    private static bool IsNotChecked(in PartAssessment part) => part.Outcome == PartOutcome.NotChecked && part.Reason != NotCheckedReasons.NotShown;

    private static bool IsDue(in LessonAssessment assessment) =>
        IsDue(assessment.Topic) || IsDue(assessment.Homework) || IsDue(assessment.Marks) || IsDue(assessment.Attendance);

    private static bool IsDue(in PartAssessment part) => part.Outcome is not (PartOutcome.NotAsked or PartOutcome.NotYetDue);

    private static Dictionary<string, int> PupilsByClass(JudgingContext context, DayRange days)
    {
        var roster = context.Roster;
        var pupils = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var student in roster.Students)
        {
            var there = (student.EnrolledOn is not { } from || from <= days.To) && (student.LeftOn is not { } left || left > days.From);
            if (there && context.Policy.FormOf(student.Id) is EducationForm.FullTime or EducationForm.Individual && roster.Group(student.ClassId) is { } group)
            {
                pupils[group.RootId] = pupils.GetValueOrDefault(group.RootId) + 1;
            }
        }

        return pupils;
    }

    private static ImmutableArray<IndicatorRow> SumBy(ImmutableArray<IndicatorRow> rows, Func<IndicatorRow, string?> key, Func<IndicatorRow, IndicatorRow> head) =>
        [.. rows.GroupBy(key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Sum(head(group.First()), group))];

    private static IndicatorRow Sum(IndicatorRow head, IEnumerable<IndicatorRow> rows)
    {
        var counted = new HashSet<(string?, string?)>();
        var joint = new HashSet<string>(StringComparer.Ordinal);
        // Of lessons given together the one that has an entry stands for all.
        return rows.OrderByDescending(row => row.Joint is null || row.WithAnyEntry > 0).Aggregate(head, (sum, row) =>
            sum.Plus(row.Joint is null || joint.Add(row.Joint) ? row : row.MarksOnly, withPupils: counted.Add((row.RootClassId, row.SubjectId))));
    }
}
