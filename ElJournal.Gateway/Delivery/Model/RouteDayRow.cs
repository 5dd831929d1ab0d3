using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Model;

/// <summary>A route's day: that it ran, how it ended and why the numbers differ. Written by the run itself, never changed by later days.</summary>
internal sealed class RouteDayRow
{
    public int Route { get; set; }

    /// <summary>The school's day, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; set; }

    public int Runs { get; set; }

    /// <summary>Unix ms, as are all moments here.</summary>
    public long LastRunAt { get; set; }

    /// <summary>The end of the last run of the day after which everything due had its receipt, whether or not there was anything to send; <see langword="null"/> for none.</summary>
    public long? ProvedAt { get; set; }

    /// <summary>Records that were due without a receipt when the last run ended.</summary>
    public int Pending { get; set; }

    /// <summary>Why the last run ended early.</summary>
    public string? Failure { get; set; }

    /// <summary>JSON: what kept records back when the last run ended, in groups.</summary>
    public required string Reasons { get; set; }
}

/// <summary>A kind in a route's day: what moved during the day, and how it stood when the day's last run ended.</summary>
internal sealed class RouteDayKindRow
{
    public int Route { get; set; }

    public int Day { get; set; }

    public RecordKind Kind { get; set; }

    /// <summary>Records put on the wire during the day, repetitions of a package not counted.</summary>
    public int Sent { get; set; }

    /// <summary>Records that got a receipt during the day.</summary>
    public int Accepted { get; set; }

    /// <summary>Records that the portal refused during the day.</summary>
    public int Rejected { get; set; }

    /// <summary>Live records of the journal within the route.</summary>
    public int Journal { get; set; }

    /// <summary>Of these, those whose last version was put on the wire.</summary>
    public int LastSent { get; set; }

    /// <summary>Of these, those whose last version has a receipt.</summary>
    public int LastAccepted { get; set; }

    /// <summary>Of these, those that the gate kept back.</summary>
    public int Withheld { get; set; }

    /// <summary>Of these, those that waited for the decision of a hold.</summary>
    public int Held { get; set; }

    /// <summary>Of these, those that waited because the portal refused them.</summary>
    public int Refused { get; set; }

    /// <summary>Of these, those that were due without a receipt.</summary>
    public int Pending { get; set; }

    /// <summary>Records that the portal had and should not have had any more.</summary>
    public int Leftover { get; set; }
}

/// <summary>How many records of a kind the portal has in any version, kept up to date receipt by receipt: counting them takes as long as a route is old.</summary>
internal sealed class RouteTotalRow
{
    public int Route { get; set; }

    public RecordKind Kind { get; set; }

    public int AtPortal { get; set; }
}
