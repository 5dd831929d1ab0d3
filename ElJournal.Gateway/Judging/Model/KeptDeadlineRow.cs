using ElJournal.Rules.Compliance.EntryDeadline;

namespace ElJournal.Gateway.Judging.Model;

/// <summary>A deadline that had passed when its lesson was judged and hung on other days than the lesson's own.</summary>
internal sealed class KeptDeadlineRow
{
    /// <summary>The book that the lesson stands in: another source, or the next year, may use its id again.</summary>
    public int Book { get; set; }

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
