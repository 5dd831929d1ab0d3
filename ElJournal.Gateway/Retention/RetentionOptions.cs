using System.ComponentModel.DataAnnotations;

namespace ElJournal.Gateway.Retention;

/// <summary>How long what is kept about people is kept. The log of decisions, receipts and figures stay.</summary>
internal sealed class RetentionOptions
{
    /// <summary>Marks, absences, cards, topics, findings and reviews of a school year are emptied when so many years have passed since its end.</summary>
    /// <value>Default 5, 1 to 75.</value>
    [Range(1, 75)]
    public int Years { get; set; } = 5;

    /// <summary>Texts and attachments of letters that have gone or were refused.</summary>
    /// <value>Default 400 days, 30 to 3650.</value>
    [Range(30, 3650)]
    public int LetterDays { get; set; } = 400;

    /// <summary>What packages said that have an answer; their receipts stay.</summary>
    /// <value>Default 400 days, 30 to 3650.</value>
    [Range(30, 3650)]
    public int PackageDays { get; set; } = 400;

    /// <summary>What the run ledger has of runs that have ended; the last good one of each job stays, and what has failed since.</summary>
    /// <value>Default 400 days, 60 to 3650.</value>
    [Range(60, 3650)]
    public int RunDays { get; set; } = 400;

    /// <summary>Copies of the ledger made before an upgrade.</summary>
    /// <value>Default 90 days, 1 to 3650.</value>
    [Range(1, 3650)]
    public int UpgradeCopyDays { get; set; } = 90;
}
