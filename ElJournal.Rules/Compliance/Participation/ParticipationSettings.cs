using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.Participation;

/// <summary>Settings of <c>participation</c>. Off until the school names the rule.</summary>
public sealed class ParticipationSettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public ParticipationSettings() => Enabled = false;

    /// <summary>The days that are looked at.</summary>
    [Range(1, 200)]
    public int Days { get; set; } = 14;

    /// <summary>Fewer per cent of the pupils than this signing in within the days are found; left out: not looked at.</summary>
    [Range(1, 100)]
    public int? PupilsPercent { get; set; }

    /// <summary>Fewer parents than so many per cent of the pupils signing in within the days are found; left out: not looked at.</summary>
    [Range(1, 200)]
    public int? ParentsPercent { get; set; }
}
