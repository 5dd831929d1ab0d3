using System.Collections.Concurrent;

namespace ElJournal.Samples.Simulators.World;

/// <summary>Marks that somebody changed or removed between two reads. The system leaves no trace of it but the changed list.</summary>
public sealed class MarkEdits
{
    private readonly ConcurrentDictionary<int, string?> values = new();

    /// <summary>Changes the marks given at a lesson of the generated school (by the lesson's key there), at most so many, to the value.</summary>
    public int Change(SimulatedWorld world, string? lessonKey, int count, string value) => Put(world, lessonKey, count, value);

    /// <summary>Removes marks in the same way.</summary>
    public int Remove(SimulatedWorld world, string? lessonKey, int count) => Put(world, lessonKey, count, null);

    /// <summary>Forgets all changes.</summary>
    public void Clear() => values.Clear();

    /// <summary>What the mark's value is now.</summary>
    /// <returns>Whether the mark is still there.</returns>
    internal bool TryGet(int mark, ref string value)
    {
        if (values.IsEmpty || !values.TryGetValue(mark, out var edited))
        {
            return true;
        }

        value = edited ?? value;
        return edited is not null;
    }

    private int Put(SimulatedWorld world, string? lessonKey, int count, string? value)
    {
        ArgumentNullException.ThrowIfNull(world);
        var view = world.View();
        var done = 0;
        foreach (var mark in world.School.Lessons.Where(lesson => lessonKey is null || lesson.Key == lessonKey).SelectMany(lesson => view.Marks(lesson)))
        {
            if (done == count)
            {
                break;
            }

            if (mark.Value != value)
            {
                values[mark.Entry.Id] = value;
                done++;
            }
        }

        return done;
    }
}
