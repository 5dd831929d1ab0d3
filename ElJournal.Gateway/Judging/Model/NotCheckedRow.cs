using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Model;

/// <summary>What could not be judged, and why.</summary>
internal sealed class NotCheckedRow
{
    public required string School { get; set; }

    /// <summary>The class; empty for the whole school.</summary>
    public required string Class { get; set; }

    public RecordKind Kind { get; set; }

    /// <summary>Day number.</summary>
    public int Day { get; set; }

    public required string Reason { get; set; }
}

/// <summary>A class and day as last judged.</summary>
internal sealed class JudgedDayRow
{
    public required string School { get; set; }

    public required string Class { get; set; }

    public int Day { get; set; }

    /// <summary>Whether the outcome no longer depends on the clock or on when something was read, so that only a change makes it worth judging again.</summary>
    public bool Settled { get; set; }

    /// <summary>Of a day that is not settled: from when on the clock may change the outcome (Unix ms); <see langword="null"/> when it may at any time.</summary>
    public long? Until { get; set; }

    /// <summary>Of a day that is not settled: the kinds (a bit for each) that change the outcome when they are read again.</summary>
    public int Reads { get; set; }

    /// <summary>Whether lessons of that day were given together with other classes, whose judgement then hangs on this class's entries.</summary>
    public bool Together { get; set; }

    public long JudgedAt { get; set; }
}

/// <summary>What a school was last judged by.</summary>
internal sealed class JudgedStateRow
{
    public required string School { get; set; }

    /// <summary>Hash of rule versions and settings, policy, calendar, class days, excuses, grades and source: a new one makes everything worth judging again.</summary>
    public required string Basis { get; set; }

    /// <summary>Unix ms of the business clock.</summary>
    public long JudgedAt { get; set; }
}
