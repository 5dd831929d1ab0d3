using System.ComponentModel.DataAnnotations;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.WrittenWorkDeadline;

/// <summary>Settings of <c>written-work-deadline</c>. Customary numbers; the school's own order changes them.</summary>
public sealed class WrittenWorkDeadlineSettings : RuleSettings
{
    /// <summary>Terms of the school's own; the one that says most wins, of equals the later. They win over the usual table.</summary>
    public IList<WrittenWorkTerm> Terms { get; set; } = [];

    /// <summary>The work is checked when so many per cent of those present have a mark.</summary>
    [Range(1, 100)]
    public int EnoughPercent { get; set; } = 80;

    /// <summary>A work of which fewer per cent of those present have a mark is taken for a second try or a work of a few: nothing is concluded from who has none.</summary>
    [Range(1, 100)]
    public int WholeClassPercent { get; set; } = 50;

    /// <summary>So many works of a teacher in the parallel classes give longer time.</summary>
    [Range(1, 1000)]
    public int ParallelOver { get; set; } = 70;

    /// <summary>By so many lessons longer; 0: no longer.</summary>
    [Range(0, 10)]
    public int ParallelLessons { get; set; } = 2;

    /// <summary>The kinds of group whose works are looked at; left out: classes and subgroups.</summary>
    public IList<ClassKind> Kinds { get; set; } = [];

    /// <summary>The kinds of work of which everybody present is expected to get a mark; left out: all but projects, homework and works of a kind that nobody has named. Of those only marks given provably late are found.</summary>
    public IList<WorkKind> WholeClassWorks { get; set; } = [];

    /// <summary>How long the source may take to show an entry.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SourceLag { get; set; } = TimeSpan.FromMinutes(2);
}

/// <summary>When marks of a work are due.</summary>
public sealed class WrittenWorkTerm
{
    /// <summary>The kind of work; left out: every kind.</summary>
    public WorkKind? Work { get; set; }

    /// <summary>The work as the journal names it; left out: every name.</summary>
    public string? Name { get; set; }

    /// <summary>The grades; left out: all.</summary>
    public IList<int> Grades { get; set; } = [];

    /// <summary>At the so manieth next lesson of the subject; left out: lessons do not count.</summary>
    [Range(1, 20)]
    public int? Lessons { get; set; }

    /// <summary>At most so many school days; left out: school days do not count.</summary>
    [Range(1, 60)]
    public int? SchoolDays { get; set; }

    /// <summary>At most so many calendar days; left out: calendar days do not count.</summary>
    [Range(1, 60)]
    public int? Days { get; set; }

    /// <summary>Whether marks of the work are not asked at all.</summary>
    public bool NotJudged { get; set; }
}
