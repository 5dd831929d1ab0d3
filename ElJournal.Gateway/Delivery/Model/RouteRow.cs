namespace ElJournal.Gateway.Delivery.Model;

/// <summary>A route of a school and how far it has come.</summary>
internal sealed class RouteRow
{
    public int Id { get; set; }

    public required string School { get; set; }

    public required string Name { get; set; }

    /// <summary>Everything up to this sequence has a receipt or is kept back: an index hint and a figure to show, never the truth.</summary>
    public long Cursor { get; set; }

    /// <summary>Why the route stands still until a person acts; <see langword="null"/> when it runs.</summary>
    public string? Stopped { get; set; }
}

/// <summary>What a route has done with a record.</summary>
internal sealed class RouteRecordRow
{
    public int Route { get; set; }

    /// <summary>The record's <see cref="Ledger.Model.RecordRow.Id"/>.</summary>
    public long Record { get; set; }

    /// <summary>The version that has a receipt; 0 for none.</summary>
    public long DeliveredSeq { get; set; }

    /// <summary>1 upsert, 2 delete; 0 when nothing has a receipt.</summary>
    public int DeliveredOp { get; set; }

    /// <summary>The highest version that was put on the wire, with or without a receipt; 0 for none.</summary>
    public long SentSeq { get; set; }

    /// <summary><c>withheld</c>, <c>held</c>, <c>rejected</c>, <c>unjudged</c>; <see langword="null"/> when not kept back.</summary>
    public string? KeptBack { get; set; }

    public string? KeptBackReason { get; set; }

    /// <summary>The version that the portal refused.</summary>
    public long? RejectedSeq { get; set; }

    /// <summary>Unix ms of the last try of a refused record.</summary>
    public long? RejectedAt { get; set; }
}

internal enum PackageStatus
{
    /// <summary>Stored, never put on the wire: may be thawed.</summary>
    Frozen = 1,
    /// <summary>Put on the wire, fate unknown: resent as it is.</summary>
    Sent = 2,
    Accepted = 3,
    /// <summary>Refused as a whole.</summary>
    Refused = 4,
    /// <summary>Replaced by its halves.</summary>
    Split = 5,
    /// <summary>Given up before it was sent.</summary>
    Thawed = 6,
}

/// <summary>A package as frozen.</summary>
internal sealed class PackageRow
{
    /// <summary>UUID v7.</summary>
    public required string Id { get; set; }

    public int Route { get; set; }

    public PackageStatus Status { get; set; }

    public required byte[] Body { get; set; }

    public int Records { get; set; }

    public long CreatedAt { get; set; }

    public long? SentAt { get; set; }

    public int Tries { get; set; }

    public string? ReceiptId { get; set; }

    public long? ReceiptAt { get; set; }

    public int Accepted { get; set; }

    public int Rejected { get; set; }

    public string? LastError { get; set; }

    public string? Parent { get; set; }
}

/// <summary>What a package holds.</summary>
internal sealed class PackageRecordRow
{
    public required string Package { get; set; }

    public int Ordinal { get; set; }

    public long Record { get; set; }

    public long Seq { get; set; }

    /// <summary>1 upsert, 2 delete.</summary>
    public int Op { get; set; }
}
