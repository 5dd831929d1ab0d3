using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.HomeworkLoad;

/// <summary>Settings of <c>homework-load</c>. Off until the school names the rule: a signal, for no journal shows minutes.</summary>
public sealed class HomeworkLoadSettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public HomeworkLoadSettings() => Enabled = false;

    /// <summary>From so many subjects with homework a day on the deputy is told, in grades 2–4.</summary>
    [Range(1, 15)]
    public int FromSubjectsPrimary { get; set; } = 6;

    /// <summary>From so many subjects with homework a day on the deputy is told, in grades 5–11.</summary>
    [Range(1, 15)]
    public int FromSubjects { get; set; } = 7;
}
