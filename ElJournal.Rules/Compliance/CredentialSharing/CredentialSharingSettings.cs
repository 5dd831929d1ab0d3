using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.CredentialSharing;

/// <summary>Settings of <c>credential-sharing</c>. Off until the school names the rule.</summary>
public sealed class CredentialSharingSettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public CredentialSharingSettings() => Enabled = false;

    /// <summary>Sign-ins of one person from two places within this time raise the question.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan Within { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many days back are looked at.</summary>
    [Range(1, 60)]
    public int Days { get; set; } = 7;
}
