using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>When a scope (kind, class, day) was last read to its end.</summary>
/// <param name="LastStarted">When that read began, or the earlier moment its data is true for; <see langword="null"/> when the scope was never read.</param>
/// <param name="LastCompleted">When it ended.</param>
/// <param name="Doubt">Why the scope cannot be judged now (<c>held</c>, <c>clock</c>, <c>stale-read</c>); <see langword="null"/> when it can.</param>
public readonly record struct ReadTimes(DateTimeOffset? LastStarted, DateTimeOffset? LastCompleted, string? Doubt = null);

/// <summary>Answers when a scope was read.</summary>
public interface IReadTimes
{
    /// <summary>The read times of a kind for a class (a subgroup counts as its class) on a day.</summary>
    ReadTimes For(RecordKind kind, string classId, DateOnly day);
}
