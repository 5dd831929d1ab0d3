using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Model;

/// <summary>What a route has done with a record.</summary>
internal sealed class RouteRecordRow
{
    public int Route { get; set; }

    /// <summary>The record's <see cref="Ledger.Model.RecordRow.Id"/>.</summary>
    public long Record { get; set; }

    /// <summary>The record's kind, here for the index.</summary>
    public RecordKind Kind { get; set; }

    /// <summary>The version that has a receipt; 0 for none.</summary>
    public long DeliveredSeq { get; set; }

    /// <summary>What has a receipt.</summary>
    public DeliveryOp DeliveredOp { get; set; }

    /// <summary>The school's sequence when the receipt came: what was refused because of this record is tried again.</summary>
    public long DeliveredAt { get; set; }

    /// <summary>The last version that was put on the wire, with or without a receipt; 0 for none.</summary>
    public long SentSeq { get; set; }

    public DeliveryOp SentOp { get; set; }

    /// <summary>Whether something that was put on the wire before the last sending may have arrived. Set as soon as bytes go out over what has no clear answer; only a receipt that says that the portal took a later version ends it.</summary>
    public bool InDoubt { get; set; }

    /// <summary>The number of the unacknowledged package that holds the record; <see langword="null"/> for none.</summary>
    public int? Package { get; set; }

    /// <summary>The record's place in that package.</summary>
    public int Ordinal { get; set; }

    /// <summary>The version that is in that package.</summary>
    public long FrozenSeq { get; set; }

    public DeliveryOp FrozenOp { get; set; }

    /// <summary>One of <see cref="KeptBack"/>; <see langword="null"/> when nothing keeps the record.</summary>
    public string? KeptBack { get; set; }

    /// <summary>The finding, the hold, what could not be resolved, or the portal's words.</summary>
    public string? KeptBackReason { get; set; }

    /// <summary>The version that the portal refused.</summary>
    public long? RejectedSeq { get; set; }

    /// <summary>The portal's words then.</summary>
    public string? RejectedReason { get; set; }

    /// <summary>When it did (Unix ms): tried again the next day.</summary>
    public long? RejectedAt { get; set; }

    /// <summary>The school's sequence then: tried again when a record that it refers to is newer.</summary>
    public long? RejectedTick { get; set; }
}

/// <summary>What a package does with a record.</summary>
internal enum DeliveryOp
{
    None = 0,
    Upsert = 1,
    Delete = 2,
}

/// <summary>Why a record is not under way although the portal does not have its last version.</summary>
internal static class KeptBack
{
    /// <summary>A blocking rule's finding is open.</summary>
    public const string Withheld = "withheld";

    /// <summary>The gate could not judge it.</summary>
    public const string Unjudged = "unjudged";

    /// <summary>A mass change of its class and kind waits for a person.</summary>
    public const string Held = "held";

    /// <summary>The portal refused it.</summary>
    public const string Rejected = "rejected";

    /// <summary>The route's filter no longer includes it, and the portal has to delete it.</summary>
    public const string OffRoute = "off-route";

    /// <summary>The portal has it, and is to get it again with a new version.</summary>
    public const string Again = "again";

    /// <summary>Nothing keeps it any more, but no receipt yet: so that the cursor never hides it.</summary>
    public const string Released = "released";
}
