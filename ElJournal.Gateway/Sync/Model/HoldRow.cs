using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Model;

internal enum HoldStatus
{
    Open = 1,
    Approved = 2,
    Discarded = 3,
    /// <summary>The source returned to the ledger's state.</summary>
    Closed = 4,
}

/// <summary>A mass change that waits for a person.</summary>
internal sealed class HoldRow
{
    /// <summary>Eight upper-case hexadecimal digits.</summary>
    public required string Id { get; set; }

    public required string School { get; set; }

    public int Book { get; set; }

    /// <summary>The class; empty for kinds that have none.</summary>
    public required string Class { get; set; }

    public RecordKind Kind { get; set; }

    public int Deleted { get; set; }

    public int Changed { get; set; }

    public int Live { get; set; }

    public long OpenedAt { get; set; }

    public long? ClosedAt { get; set; }

    /// <summary>Of exactly what would be applied.</summary>
    public required string Digest { get; set; }

    public HoldStatus Status { get; set; }

    /// <summary>First and last day concerned, as day numbers; <see langword="null"/> for kinds without days.</summary>
    public int? FromDay { get; set; }

    public int? ToDay { get; set; }
}
