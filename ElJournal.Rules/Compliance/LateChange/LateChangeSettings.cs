using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.LateChange;

/// <summary>Settings of <c>late-change</c>.</summary>
public sealed class LateChangeSettings : RuleSettings
{
    /// <summary>A change so many days after the first entry is ordinary work.</summary>
    [Range(0, 365)]
    public int AfterDays { get; set; } = 14;

    /// <summary>Values that only hold a place: they are neither marks nor alterations. They replace the usual ones.</summary>
    public IList<string> Placeholders { get; set; } = [];
}
