using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.BackupFresh;

/// <summary>Settings of <c>backup-fresh</c>.</summary>
public sealed class BackupFreshSettings : RuleSettings
{
    /// <summary>The oldest that the last good copy on a medium may be: a week, and a day to make it.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "60.00:00:00")]
    public TimeSpan Oldest { get; set; } = TimeSpan.FromDays(8);

    /// <summary>The oldest that the last archive on a medium may be: a month, and some days to make it.</summary>
    [Range(typeof(TimeSpan), "20.00:00:00", "400.00:00:00")]
    public TimeSpan OldestArchive { get; set; } = TimeSpan.FromDays(35);

    /// <summary>Whether archives are asked for.</summary>
    public bool Archives { get; set; } = true;

    /// <summary>On so many media there is a copy.</summary>
    [Range(1, 10)]
    public int Media { get; set; } = 2;
}
