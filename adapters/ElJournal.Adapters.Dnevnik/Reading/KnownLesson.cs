using System.Globalization;
using ElJournal.Adapters.Dnevnik.Mapping;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>A lesson of the wanted days, and which rows have come for it: classes share groups, ranges overlap, and half a million marks of a year have to fit beside each other.</summary>
/// <param name="place">Where it belongs.</param>
/// <param name="content">A hash of what it says.</param>
internal sealed class KnownLesson(LessonPlace place, int content)
{
    // One for all lessons: it is held for a few comparisons, and one for each would weigh as much as its rows.
    private static readonly Lock Gate = new();

    private RowSet marks;
    private RowSet absences;

    public LessonPlace Place => place;

    /// <summary>What another lesson with this id is to it.</summary>
    public Sight Again(int other) => other == content ? Sight.Same : Sight.Different;

    /// <summary>Notes a mark by its id.</summary>
    public Sight AddMark(string id, int said)
    {
        lock (Gate)
        {
            return marks.Add(Number(id), said);
        }
    }

    /// <summary>Notes an absence by its pupil.</summary>
    public Sight AddAbsence(string person, int said)
    {
        lock (Gate)
        {
            return absences.Add(Number(person), said);
        }
    }

    /// <summary>Ids are numbers; should one not be, a hash of 64 bits is as good within a lesson.</summary>
    private static long Number(string id)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var hash = 14695981039346656037UL;
        foreach (var letter in id)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return unchecked((long)hash);
    }
}

/// <summary>Rows by their keys, each with a hash of what it says; twelve bytes a row.</summary>
internal struct RowSet
{
    private const int Step = 8;

    private long[]? keys;
    private int[]? contents;
    private int count;

    public Sight Add(long key, int said)
    {
        var known = keys.AsSpan(0, count).IndexOf(key);
        if (known >= 0)
        {
            return contents![known] == said ? Sight.Same : Sight.Different;
        }

        if (count == (keys?.Length ?? 0))
        {
            Array.Resize(ref keys, count + Step);
            Array.Resize(ref contents, count + Step);
        }

        keys![count] = key;
        contents![count] = said;
        count++;
        return Sight.New;
    }
}

/// <summary>What a row is to those before it.</summary>
internal enum Sight
{
    /// <summary>The first with its id.</summary>
    New = 0,

    /// <summary>Another copy.</summary>
    Same,

    /// <summary>Another row with the same id.</summary>
    Different,
}
