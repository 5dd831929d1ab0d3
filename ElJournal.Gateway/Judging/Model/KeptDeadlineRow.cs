using ElJournal.Rules.Compliance.EntryDeadline;

namespace ElJournal.Gateway.Judging.Model;

/// <summary>A deadline that had passed when its lesson was judged and hung on other days than the lesson's own.</summary>
internal sealed class KeptDeadlineRow
{
    public required string School { get; set; }

    /// <summary>The lesson's day.</summary>
    public int Day { get; set; }

    /// <summary>The lesson's origin.</summary>
    public required string Lesson { get; set; }

    public EntryPart Part { get; set; }

    public long At { get; set; }

    public DeadlineShift Shift { get; set; }

    /// <summary>Tells the clock times it was worked out by from others.</summary>
    public long Terms { get; set; }
}
