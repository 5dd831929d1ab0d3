namespace ElJournal.Gateway.Delivery.Model;

/// <summary>A route of a school and how far it has come.</summary>
internal sealed class RouteRow
{
    public int Id { get; set; }

    public required string School { get; set; }

    public required string Name { get; set; }

    /// <summary>The kinds of the last run, whether it was filtered and what it left out; when they change, everything is looked at again.</summary>
    public required string Kinds { get; set; }

    /// <summary>No record up to this sequence is due unless its row says so: an index hint and a figure to show, never the truth.</summary>
    public long Cursor { get; set; }

    /// <summary>Why the route stands still until a person acts (<c>delivery retry</c>); <see langword="null"/> when it runs.</summary>
    public string? Stopped { get; set; }

    /// <summary>Where the last run's packages went, without anything secret; <see langword="null"/> when not known, or when a person has said what to do about a new one.</summary>
    public string? Destination { get; set; }

    /// <summary>Unix ms, as are all moments here.</summary>
    public long? LastRunAt { get; set; }

    public long? LastReceiptAt { get; set; }

    /// <summary>Why the last run ended early.</summary>
    public string? LastError { get; set; }
}
