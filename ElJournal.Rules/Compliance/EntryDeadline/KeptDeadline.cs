namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>A deadline that has passed and stays where it was, whatever becomes of the calendar.</summary>
/// <param name="Lesson">The lesson's origin.</param>
/// <param name="Day">The lesson's day.</param>
/// <param name="Part">The part that was due.</param>
/// <param name="At">When.</param>
/// <param name="Shift">Why then.</param>
/// <param name="Terms">The clock times it was worked out by; by others it is worked out anew.</param>
public readonly record struct KeptDeadline(string Lesson, DateOnly Day, EntryPart Part, DateTimeOffset At, DeadlineShift Shift, long Terms);

/// <summary>Knows the deadlines that have passed and hung on more than the lesson's own day.</summary>
public interface IKeptDeadlines
{
    /// <summary>The deadline kept; <see langword="null"/> when there is none.</summary>
    KeptDeadline? Find(string lesson, DateOnly day, EntryPart part);
}

/// <summary>Nothing is kept.</summary>
public sealed class NoKeptDeadlines : IKeptDeadlines
{
    private NoKeptDeadlines()
    {
    }

    /// <summary>The one instance.</summary>
    public static NoKeptDeadlines Instance { get; } = new();

    /// <inheritdoc/>
    public KeptDeadline? Find(string lesson, DateOnly day, EntryPart part) => null;
}
