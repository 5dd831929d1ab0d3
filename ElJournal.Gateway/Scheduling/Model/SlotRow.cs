namespace ElJournal.Gateway.Scheduling.Model;

internal enum SlotStatus
{
    Due = 1,
    Running = 2,
    Done = 3,
    Failed = 4,
    /// <summary>The calendar asked for nothing on that day, or a later slot covered it.</summary>
    Skipped = 5,
}

/// <summary>One due run of a job of a school: the gateway's own run ledger, which remembers across restarts what a scheduler forgets.</summary>
internal sealed class SlotRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    public required string Job { get; set; }

    /// <summary>Unix ms at which it was due.</summary>
    public long Due { get; set; }

    public SlotStatus Status { get; set; }

    public long? StartedAt { get; set; }

    public long? FinishedAt { get; set; }

    public int Tries { get; set; }

    public long? NextTryAt { get; set; }

    /// <summary>Whether it ran later than a slot should, after downtime.</summary>
    public bool Late { get; set; }

    /// <summary>Whether it ran under <c>--now</c>.</summary>
    public bool Drill { get; set; }

    public string? Outcome { get; set; }
}
