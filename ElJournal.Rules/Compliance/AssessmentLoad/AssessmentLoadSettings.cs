using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.AssessmentLoad;

/// <summary>Settings of <c>assessment-load</c>. Off until the school names the rule. Recommended numbers, of the ministry's letters, unless the school's order says otherwise.</summary>
public sealed class AssessmentLoadSettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public AssessmentLoadSettings() => Enabled = false;

    /// <summary>So many assessments a day are enough for a class.</summary>
    [Range(1, 10)]
    public int PerDay { get; set; } = 1;

    /// <summary>Fewer calendar days between two assessments of a class in a subject are too few; vacations do not count. 0: not looked at.</summary>
    [Range(0, 100)]
    public int DaysBetween { get; set; } = 17;

    /// <summary>Whether assessments at the first or last lesson of the day are found.</summary>
    public bool FirstAndLastLesson { get; set; } = true;

    /// <summary>A shorter lesson holds no assessment.</summary>
    [Range(1, 90)]
    public int FewestMinutes { get; set; } = 30;

    /// <summary>An assessment over more lessons of a day is too long; 0: not looked at.</summary>
    [Range(0, 8)]
    public int MostLessons { get; set; } = 2;

    /// <summary>Assessments may take so many per cent of a subject's lessons in a year, those set by others (ВПР) among them; 0: not looked at.</summary>
    [Range(0, 100)]
    public int YearPercent { get; set; } = 10;

    /// <summary>So many weeks a year has by the curriculum.</summary>
    [Range(30, 40)]
    public int YearWeeks { get; set; } = 34;

    /// <summary>It is one of the whole class when so many per cent of the class have a mark.</summary>
    [Range(1, 100)]
    public int WholeClassPercent { get; set; } = 50;
}
