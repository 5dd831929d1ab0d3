namespace ElJournal.Gateway.Ledger.Model;

/// <summary>A class and day whose records changed since it was last judged. Written in the transaction that changes the records, removed in the one that stores the findings.</summary>
internal sealed class DirtyRow
{
    public required string School { get; set; }

    /// <summary>The class (not the subgroup).</summary>
    public required string Class { get; set; }

    /// <summary>Day number; 0 for everything of the class.</summary>
    public int Day { get; set; }
}
