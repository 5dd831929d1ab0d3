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

    /// <summary>The digest that a person was last shown: in the letter of the opening, or by <c>hold list</c>.</summary>
    public required string ShownDigest { get; set; }

    public HoldStatus Status { get; set; }

    /// <summary>First and last day concerned, as day numbers; <see langword="null"/> for kinds without days.</summary>
    public int? FromDay { get; set; }

    public int? ToDay { get; set; }
}

/// <summary>One change that waits in a hold.</summary>
internal sealed class HeldChangeRow
{
    public required string Hold { get; set; }

    /// <summary>The record's <see cref="Ledger.Model.RecordRow.Id"/>.</summary>
    public long Record { get; set; }

    /// <summary>The record as the source shows it: the columns of its CSV table; <see langword="null"/> when the source shows it no more.</summary>
    public string? Payload { get; set; }

    /// <summary>What the payload does not tell, see <see cref="Ledger.RecordExtras"/>.</summary>
    public int Extras { get; set; }

    /// <summary>Hash of the new content; <see langword="null"/> when the source shows the record no more.</summary>
    public byte[]? Hash { get; set; }

    /// <summary>The record's day number, where it has one.</summary>
    public int? Day { get; set; }
}

/// <summary>A value of the source that a person has turned down: ignored until the source's value changes again.</summary>
internal sealed class PinRow
{
    /// <summary>The record's <see cref="Ledger.Model.RecordRow.Id"/>.</summary>
    public long Record { get; set; }

    public int Book { get; set; }

    public RecordKind Kind { get; set; }

    /// <summary>Hash of the content turned down; <see langword="null"/> when it is the record's absence.</summary>
    public byte[]? Hash { get; set; }
}
