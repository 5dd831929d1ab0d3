namespace ElJournal.Gateway.Delivery.Model;

internal enum PackageStatus
{
    /// <summary>Stored, never put on the wire: may be thawed.</summary>
    Frozen = 1,
    /// <summary>Put on the wire, fate unknown: resent as it is.</summary>
    Sent = 2,
    Accepted = 3,
    /// <summary>Refused as a whole: the portal has none of it.</summary>
    Refused = 4,
    /// <summary>Replaced by its halves.</summary>
    Split = 5,
    /// <summary>Given up before it was sent.</summary>
    Thawed = 6,
    /// <summary>Given up although it may have arrived, because something in it may no longer be sent: its records are due as they are now.</summary>
    Withdrawn = 7,
}

/// <summary>A package as frozen.</summary>
internal sealed class PackageRow
{
    public int Number { get; set; }

    /// <summary>UUID v7, which the portal sees.</summary>
    public required string Id { get; set; }

    public int Route { get; set; }

    public PackageStatus Status { get; set; }

    /// <summary>The bytes that go out, compressed with gzip; kept as the record of what was sent.</summary>
    public required byte[] Body { get; set; }

    public int Records { get; set; }

    public long CreatedAt { get; set; }

    public long? SentAt { get; set; }

    /// <summary>How often it was put on the wire without a clear answer since a person last looked.</summary>
    public int Tries { get; set; }

    /// <summary>The portal's number of the receipt.</summary>
    public string? ReceiptId { get; set; }

    public long? ReceiptAt { get; set; }

    public int Accepted { get; set; }

    public int Rejected { get; set; }

    public string? LastError { get; set; }

    /// <summary>The package that this is a half of.</summary>
    public string? Parent { get; set; }
}
