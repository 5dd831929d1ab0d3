using System.Collections.Concurrent;
using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>What the classes of one read share: which lessons lie in the wanted days, which rows have come, and those whose lesson has not come yet.</summary>
/// <param name="sharedIds">Ids that several pupils bear.</param>
internal sealed class Journal(IReadOnlySet<string> sharedIds)
{
    /// <summary>Ids that several pupils bear: what was entered under them is nobody's.</summary>
    public IReadOnlySet<string> SharedIds { get; } = sharedIds;

    /// <summary>The lessons of the wanted days.</summary>
    public ConcurrentDictionary<string, KnownLesson> Lessons { get; } = new(StringComparer.Ordinal);

    /// <summary>Marks of lessons that their own class does not show: a pupil has moved, a group spans classes. Or the lesson lies outside the wanted days.</summary>
    public ConcurrentQueue<WireMark> LostMarks { get; } = [];

    /// <summary>Attendance likewise.</summary>
    public ConcurrentQueue<WireLogEntry> LostAbsences { get; } = [];

    public HomeworkHabit Habit { get; } = new();
}
