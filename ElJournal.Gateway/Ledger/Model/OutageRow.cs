namespace ElJournal.Gateway.Ledger.Model;

/// <summary>A time in which reading the school's journal failed.</summary>
internal sealed class OutageRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    /// <summary>First failed try (Unix ms).</summary>
    public long From { get; set; }

    /// <summary>Last failed try, or the first success after (Unix ms).</summary>
    public long To { get; set; }

    /// <summary>Whether it goes on.</summary>
    public bool Open { get; set; }
}
