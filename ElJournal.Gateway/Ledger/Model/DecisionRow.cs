namespace ElJournal.Gateway.Ledger.Model;

/// <summary>The log of what people decided: waivers, excuses, holds, days.</summary>
internal sealed class DecisionRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    /// <summary>Unix ms.</summary>
    public long At { get; set; }

    public required string By { get; set; }

    /// <summary>A word: <c>finding-waive</c>, <c>excuse-add</c>, <c>hold-approve</c> …</summary>
    public required string Action { get; set; }

    public required string Target { get; set; }

    public required string Reason { get; set; }

    /// <summary>The link of the chain: a hash over this row and the link before it; <see langword="null"/> until the row is joined to the chain.</summary>
    public byte[]? Link { get; set; }
}
