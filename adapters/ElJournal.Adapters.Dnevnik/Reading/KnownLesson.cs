using System.Globalization;
using ElJournal.Adapters.Dnevnik.Mapping;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>A lesson of the wanted days, and which rows have come for it: classes share groups, ranges overlap, and half a million marks of a year have to fit beside each other.</summary>
/// <param name="place">Where it belongs.</param>
/// <param name="content">A hash of what it says.</param>
internal sealed class KnownLesson(LessonPlace place, int content)
{
    private readonly Lock gate = new();
    private List<(long Key, int Content)>? marks;
    private List<(long Key, int Content)>? absences;

    public LessonPlace Place => place;

    /// <summary>What another lesson with this id is to it.</summary>
    public Sight Again(int other) => other == content ? Sight.Same : Sight.Different;

    /// <summary>Notes a mark by its id.</summary>
    public Sight AddMark(string id, int said) => Add(ref marks, id, said);

    /// <summary>Notes an absence by its pupil.</summary>
    public Sight AddAbsence(string person, int said) => Add(ref absences, person, said);

    private Sight Add(ref List<(long Key, int Content)>? known, string id, int said)
    {
        var key = Number(id);
        lock (gate)
        {
            foreach (var row in known ??= [])
            {
                if (row.Key == key)
                {
                    return row.Content == said ? Sight.Same : Sight.Different;
                }
            }

            known.Add((key, said));
            return Sight.New;
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
