using System.ComponentModel.DataAnnotations;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>Settings of <c>entry-deadline</c>.</summary>
public sealed class EntryDeadlineSettings : RuleSettings
{
    /// <summary>One clock time for every part; left out: each part has its own.</summary>
    public TimeOnly? Deadline { get; set; }

    /// <summary>Clock times for a part, a kind of group, a shift; the one that says most wins, of equals the later. They win over <see cref="Deadline"/>.</summary>
    public IList<PartDeadline> Deadlines { get; set; } = [];

    /// <summary>The parts that are asked at all; left out: all.</summary>
    public IList<EntryPart> Parts { get; set; } = [];

    /// <summary>The clause of the school's order that covers a part, where <see cref="RuleSettings.Norm"/> does not cover all.</summary>
    public IDictionary<EntryPart, string> Norms { get; set; } = new Dictionary<EntryPart, string>();

    /// <summary>Nothing is due before so long after the lesson's end.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "12:00:00")]
    public TimeSpan AfterLesson { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Homework is not due before so long after the end of the class's last lesson.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "12:00:00")]
    public TimeSpan HomeworkAfterLastLesson { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What would fall due after this time is due the next school day instead.</summary>
    public TimeOnly LatestSameDay { get; set; } = new(20, 0);

    /// <summary>The time at which it is due then.</summary>
    public TimeOnly NextDayAt { get; set; } = new(12, 0);

    /// <summary>How long the source may take to show an entry.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SourceLag { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The widest gap between two reads around the deadline that gets the benefit of the doubt.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "12:00:00")]
    public TimeSpan MaxGap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Failed reads of this length between the last lesson and the deadline move the deadline.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan OutageAtLeast { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The lowest grade of which a topic is asked.</summary>
    [Range(0, 12)]
    public int TopicFromGrade { get; set; } = 1;

    /// <summary>About homework.</summary>
    public HomeworkSettings Homework { get; set; } = new();

    /// <summary>The clock times at which something may fall due, on whichever day.</summary>
    public IEnumerable<TimeOnly> ClockTimes() => Deadlines.Select(deadline => deadline.At).Append(Deadline ?? DeadlineTable.Usual);
}

/// <summary>A clock time for some lessons.</summary>
public sealed class PartDeadline
{
    /// <summary>The part; left out: every part.</summary>
    public EntryPart? Part { get; set; }

    /// <summary>The kind of group; left out: every kind.</summary>
    public ClassKind? Kind { get; set; }

    /// <summary>The shift; left out: every shift.</summary>
    [Range(1, 3)]
    public int? Shift { get; set; }

    /// <summary>The clock time.</summary>
    public TimeOnly At { get; set; }

    /// <summary>So many school days after the lesson; left out: what the kind of group asks for, else the same day.</summary>
    [Range(0, 10)]
    public int? SchoolDaysLater { get; set; }
}

/// <summary>When homework is not asked.</summary>
public sealed class HomeworkSettings
{
    /// <summary>The lowest grade of which it is asked.</summary>
    [Range(1, 12)]
    public int FromGrade { get; set; } = 2;

    /// <summary>Further subjects without homework, by name.</summary>
    public IList<string> ExceptSubjects { get; set; } = [];

    /// <summary>Subjects with homework although the usual list leaves them out.</summary>
    public IList<string> IncludeSubjects { get; set; } = [];

    /// <summary>Whether it is asked at a lesson with an assessment.</summary>
    public bool AtAssessments { get; set; }

    /// <summary>Whether it is asked at the last lesson of the subject before a vacation.</summary>
    public bool BeforeVacations { get; set; }

    /// <summary>Whether it is asked in the last week of the school year.</summary>
    public bool InLastWeek { get; set; }

    /// <summary>So many lessons of the subject in a row without homework weigh more than single ones.</summary>
    [Range(2, 50)]
    public int InARow { get; set; } = 3;
}
