using System.ComponentModel.DataAnnotations;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.MarkDensity;

/// <summary>Settings of <c>mark-density</c>. Off until the school names the rule: its numbers are customary, no order of everybody's states them.</summary>
public sealed class MarkDensitySettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public MarkDensitySettings() => Enabled = false;

    /// <summary>Marks in a quarter or trimester by lessons a week: the first for 1, the last for so many and more. They replace the usual 3, 4, 5, 6, 7.</summary>
    public IList<int> Quarter { get; set; } = [];

    /// <summary>Marks in a half-year by lessons a week: the first for one lesson every other week, the second for 1, the last for so many and more. They replace the usual 3, 5, 7, 9, 11, 13.</summary>
    public IList<int> HalfYear { get; set; } = [];

    /// <summary>No pupil needs more marks than one in so many lessons attended.</summary>
    [Range(1, 20)]
    public int LessonsPerMark { get; set; } = 3;

    /// <summary>It is enough when so many per cent of the pupils have their marks.</summary>
    [Range(1, 100)]
    public int EnoughPercent { get; set; } = 80;

    /// <summary>A pupil who missed more than so many per cent of the lessons is left out.</summary>
    [Range(1, 100)]
    public int MissedPercent { get; set; } = 50;

    /// <summary>Fewer marks than this in a quarter or trimester raise the question of attestation.</summary>
    [Range(0, 20)]
    public int AttestedFromQuarter { get; set; } = 3;

    /// <summary>Fewer marks than this in a half-year raise the question of attestation.</summary>
    [Range(0, 20)]
    public int AttestedFromHalfYear { get; set; } = 5;

    /// <summary>The kinds of group that are looked at; left out: classes and subgroups.</summary>
    public IList<ClassKind> Kinds { get; set; } = [];
}
