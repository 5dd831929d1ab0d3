namespace ElJournal.Gateway.Ledger.Model;

/// <summary>The school's row: its sequence, and the lease whose fence every writing transaction checks.</summary>
internal sealed class SchoolState
{
    public required string School { get; set; }

    /// <summary>The last sequence number handed out. At least Unix microseconds of the machine's clock at the time, so that it never goes back even after files were put back.</summary>
    public long Seq { get; set; }

    /// <summary>Raised with every lease that is taken; a writer whose fence is no longer this one has lost its lease.</summary>
    public long Fence { get; set; }

    /// <summary>Who holds the lease: command, process and machine; <see langword="null"/> when nobody does.</summary>
    public string? LeaseHolder { get; set; }

    /// <summary>Until when the lease holds unless renewed (Unix ms of the machine's clock).</summary>
    public long LeaseUntil { get; set; }

    /// <summary>The holder's machine.</summary>
    public string? LeaseMachine { get; set; }

    /// <summary>The holder's process on that machine.</summary>
    public int LeaseProcess { get; set; }

    /// <summary>What tells that process from a later one of the same number (its start, in the operating system's own unit).</summary>
    public long LeaseProcessStart { get; set; }
}
