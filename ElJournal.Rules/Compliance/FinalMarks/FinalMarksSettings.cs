using System.ComponentModel.DataAnnotations;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.FinalMarks;

/// <summary>Settings of <c>final-marks</c>.</summary>
public sealed class FinalMarksSettings : RuleSettings
{
    /// <summary>From this fraction of the average on the higher mark is expected; left out: a grey zone, in which either is right.</summary>
    [Range(0.01, 0.99)]
    public double? Threshold { get; set; }

    /// <summary>Without a threshold: below this fraction the lower mark is expected.</summary>
    [Range(0.0, 1.0)]
    public double GreyFrom { get; set; } = 0.5;

    /// <summary>Without a threshold: from this fraction on the higher mark is expected.</summary>
    [Range(0.0, 1.0)]
    public double GreyTo { get; set; } = 0.7;

    /// <summary>Whether marks of which the journal shows no weight all weigh the same; left out, their average is not judged.</summary>
    public bool UnknownWeightsAreEqual { get; set; }

    /// <summary>Whether final marks that are not set by their day are found.</summary>
    public bool AskMissing { get; set; } = true;

    /// <summary>The clock time by which final marks are set on their day.</summary>
    public TimeOnly Deadline { get; set; } = new(17, 0);

    /// <summary>The school's own days by which final marks are set; of several that fit the later wins. Left out: the last school day of the term.</summary>
    public IList<FinalMarksDay> Days { get; set; } = [];

    /// <summary>A pupil who missed more than so many per cent of the lessons is not asked for: people decide.</summary>
    [Range(1, 100)]
    public int MissedPercent { get; set; } = 50;

    /// <summary>The kinds of group that are looked at; left out: classes and subgroups.</summary>
    public IList<ClassKind> Kinds { get; set; } = [];

    /// <summary>How long the source may take to show an entry.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SourceLag { get; set; } = TimeSpan.FromMinutes(2);
}

/// <summary>By which day the final marks of a term are set.</summary>
public sealed class FinalMarksDay
{
    /// <summary>The term's id or name.</summary>
    public string Term { get; set; } = string.Empty;

    /// <summary>The grades; left out: all.</summary>
    public IList<int> Grades { get; set; } = [];

    /// <summary>The day.</summary>
    public DateOnly On { get; set; }
}
