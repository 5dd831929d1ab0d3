using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger.Model;

/// <summary>When a kind of a class on a day was last read to its end.</summary>
internal sealed class ScopeReadRow
{
    public int Book { get; set; }

    public RecordKind Kind { get; set; }

    /// <summary>The class; empty for a read of the whole school.</summary>
    public required string Class { get; set; }

    /// <summary>Day number; 0 for kinds without days.</summary>
    public int Day { get; set; }

    /// <summary>When the read began, or the earlier moment its data is true for (Unix ms). Never goes back.</summary>
    public long Started { get; set; }

    /// <summary>When it ended (Unix ms).</summary>
    public long Completed { get; set; }

    /// <summary>When the last try was, whether it counts or not (Unix ms): of the class's row and the whole school's, the later one tells the doubt.</summary>
    public long Tried { get; set; }

    /// <summary>Why the last try does not count (<c>clock</c>, <c>stale-read</c>, <c>held</c>, <c>unread</c>); <see langword="null"/> when it does.</summary>
    public string? Doubt { get; set; }
}
