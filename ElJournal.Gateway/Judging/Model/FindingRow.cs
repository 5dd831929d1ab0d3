using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Judging.Model;

/// <summary>What has become of a finding.</summary>
internal enum FindingStatus
{
    Open = 1,
    Resolved = 2,
    /// <summary>A late entry whose letter has gone.</summary>
    Recorded = 3,
    Waived = 4,
    Excused = 5,
}

/// <summary>A finding and its life.</summary>
internal sealed class FindingRow
{
    public required string School { get; set; }

    /// <summary>Twelve upper-case hexadecimal digits of a hash over school, rule, part and subject key.</summary>
    public required string Id { get; set; }

    public required string Rule { get; set; }

    public string? Part { get; set; }

    public required string Subject { get; set; }

    public FindingState State { get; set; }

    public Severity Severity { get; set; }

    public FindingStatus Status { get; set; }

    /// <summary>Day number.</summary>
    public int Day { get; set; }

    public string? RootClass { get; set; }

    public string? Class { get; set; }

    public string? Lesson { get; set; }

    public string? SchoolSubject { get; set; }

    public string? Teacher { get; set; }

    public string? Student { get; set; }

    /// <summary>Unix ms, as are all moments here.</summary>
    public long? Deadline { get; set; }

    public long? EnteredAfter { get; set; }

    public long? EnteredBy { get; set; }

    public long? AsOf { get; set; }

    public required string Message { get; set; }

    public required string Norm { get; set; }

    public long OpenedAt { get; set; }

    public long? ResolvedAt { get; set; }

    public long? ReopenedAt { get; set; }

    /// <summary>When a missing entry appeared and the finding turned into a late one.</summary>
    public long? TurnedLateAt { get; set; }

    /// <summary>When the letter that tells of the late entry had gone; outlives an excuse or a waiver that comes and goes.</summary>
    public long? RecordedAt { get; set; }

    /// <summary>Whether an excuse covers it.</summary>
    public bool Excused { get; set; }

    public string? WaivedBy { get; set; }

    public string? WaivedReason { get; set; }

    /// <summary>Day number, last day of the waiver.</summary>
    public int? WaivedUntil { get; set; }
}

/// <summary>A record that is withheld from delivery while the finding is open.</summary>
internal sealed class FindingBlockRow
{
    public required string School { get; set; }

    public required string Finding { get; set; }

    public ElJournal.Rules.Journal.RecordKind Kind { get; set; }

    public required string Key { get; set; }
}
