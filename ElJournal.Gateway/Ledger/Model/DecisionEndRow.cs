namespace ElJournal.Gateway.Ledger.Model;

/// <summary>Where the log of decisions of a school ends. A chain by itself does not show that its last rows are missing, or that all its links were taken off and made again.</summary>
internal sealed class DecisionEndRow
{
    public required string School { get; set; }

    /// <summary>The last entry.</summary>
    public long Entry { get; set; }

    /// <summary>Its link.</summary>
    public required byte[] Link { get; set; }

    /// <summary>The entry that was the last one when the log was found not to hold it any more; never taken back.</summary>
    public long? LostEntry { get; set; }
}
