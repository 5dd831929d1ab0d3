using System.ComponentModel.DataAnnotations;

namespace ElJournal.Rules.Compliance.ReviewDone;

/// <summary>Settings of <c>review-done</c>.</summary>
public sealed class ReviewDoneSettings : RuleSettings
{
    /// <summary>So many school days after the review was due it is to be acknowledged; 0: at once.</summary>
    [Range(0, 30)]
    public int WithinSchoolDays { get; set; }
}
