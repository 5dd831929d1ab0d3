using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.RosterReady;

/// <summary>Settings of <c>roster-ready</c>.</summary>
public sealed class RosterReadySettings : RuleSettings
{
    /// <summary>The month of the day by whose end lists are complete.</summary>
    [Range(1, 12)]
    public int Month { get; set; } = 9;

    /// <summary>The day of the month; the next school day where it is a day off.</summary>
    [Range(1, 31)]
    public int Day { get; set; } = 5;

    /// <summary>So many entries about a pupil in each of two subgroups of a subject, at the same time, count as being in both.</summary>
    [Range(2, 50)]
    public int EntriesInBoth { get; set; } = 3;

    /// <summary>When so many lessons were given in each subgroup of a subject, a pupil without any entry in all of them is asked about; 0, the default: not looked at, because only the school knows how long a pupil goes without an entry there.</summary>
    [Range(0, 100)]
    public int LessonsInNone { get; set; }
}
