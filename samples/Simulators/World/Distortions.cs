using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.Simulators.World;

/// <summary>In what way a system shows its data wrongly. Everything depends on the key of what is shown, so the same request gets the same answer.</summary>
public sealed record Distortions
{
    /// <summary>Nothing is wrong.</summary>
    public static Distortions None { get; } = new();

    /// <summary>Another number gives other ids to lessons, works and marks (Дневник.ру), and to subjects where a system has no ids of entries (ЭлЖур).</summary>
    public int Generation { get; init; }

    /// <summary>The share of records that is not shown, from 0 to 1; what hangs on a vanished lesson is not shown either.</summary>
    public double Vanished { get; init; }

    /// <summary>Kinds that vanish.</summary>
    public ImmutableHashSet<RecordKind> VanishedKinds { get; init; } = [RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance];

    /// <summary>Added to the number of every lesson.</summary>
    public int LessonNumberShift { get; init; }

    /// <summary>Added to the position of every mark.</summary>
    public int MarkNumberShift { get; init; }

    /// <summary>The share of lessons that are listed twice, from 0 to 1.</summary>
    public double DuplicatedLessons { get; init; }

    /// <summary>In every class the second pupil carries the id of the first.</summary>
    public bool TwoPupilsWithOneId { get; init; }

    /// <summary>Chooses which records.</summary>
    public int Seed { get; init; }

    internal bool Hides(RecordKind kind, int index) => Vanished > 0 && VanishedKinds.Contains(kind) && Luck((int)kind, index) < Vanished;

    internal bool Duplicates(int lesson) => DuplicatedLessons > 0 && Luck(100, lesson) < DuplicatedLessons;

    private double Luck(int what, int index)
    {
        unchecked
        {
            var hash = ((ulong)(uint)Seed << 40) ^ ((ulong)(uint)what << 32) ^ (uint)index;
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
            return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
