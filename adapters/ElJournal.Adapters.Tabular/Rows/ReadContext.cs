using System.Runtime.InteropServices;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>What the tables of one read know of each other.</summary>
internal sealed class ReadContext(Windows windows, Func<RecordKind, string> nameOf)
{
    /// <summary>How reports name the table of a kind.</summary>
    public string NameOf(RecordKind kind) => nameOf(kind);

    public Windows Windows { get; } = windows;

    /// <summary>The class that each group is part of; <see langword="null"/> when not all rows of the classes could be read, and then a group may be any class's.</summary>
    public Dictionary<string, string?>? Parents { get; set; }

    /// <summary>Whether the day of a group is wanted.</summary>
    public bool Wants(DateOnly day, string groupId) => Windows.Contains(day, Windows.DependsOnClass(day) ? RootOf(groupId) : null);

    /// <summary>Every lesson of the file, in the windows or not; <see langword="null"/> when the file could not be read.</summary>
    public LessonDays? Lessons { get; set; }

    /// <summary>Keys of the tables that others refer to; a table of which not all keys could be read is not among them, and then no reference to it is doubted.</summary>
    public Dictionary<RecordKind, HashSet<string>> Keys { get; } = [];

    private string? RootOf(string groupId)
    {
        var root = groupId;
        for (var steps = 0; Parents is not null && steps < Parents.Count && Parents.TryGetValue(root, out var parent) && !string.IsNullOrEmpty(parent); steps++)
        {
            root = parent;
        }

        return Parents is null ? null : root;
    }
}

/// <summary>Which day each lesson is on. All that is kept in memory of the largest file that others refer to.</summary>
internal sealed class LessonDays
{
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private string? lastId;
    private Place last;

    /// <summary>Adds a lesson, unless a line before this one has its id; <paramref name="other"/> says which line has it as well.</summary>
    public bool TryAdd(string id, int line, out int other)
    {
        lastId = null;
        return Add(ref CollectionsMarshal.GetValueRefOrAddDefault(places, id, out var exists), exists, line, out other);
    }

    /// <summary>Adds a lesson on a day that is not wanted, unless its id is taken.</summary>
    public bool TryAddOutside(ReadOnlySpan<char> id, int line, DateOnly day)
    {
        lastId = null;
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places.GetAlternateLookup<ReadOnlySpan<char>>(), id, out var exists);
        if (exists)
        {
            return false;
        }

        place = new Place(line, day, IsWanted: false);
        return true;
    }

    /// <summary>Says on which day a lesson is, and whether it is wanted; one without a day has a bad row.</summary>
    public void SetDay(string id, DateOnly? day, bool isWanted)
    {
        places[id] = places[id] with { Day = day, IsWanted = isWanted };
        lastId = null;
    }

    /// <summary>Finds a lesson. What was entered for one mostly stands together, so the last one is tried first.</summary>
    public bool TryGet(ReadOnlySpan<char> id, out Place place)
    {
        if (lastId is not null && id.SequenceEqual(lastId))
        {
            place = last;
            return true;
        }

        if (!places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var found, out place))
        {
            return false;
        }

        (lastId, last) = (found, place);
        return true;
    }

    private static bool Add(ref Place place, bool exists, int line, out int other)
    {
        other = exists ? place.Line : line;
        if (exists && place.Line <= line)
        {
            return false;
        }

        place = new Place(line, Day: null, IsWanted: false);
        return true;
    }

    /// <param name="Line">Its line in the file.</param>
    /// <param name="Day">Its day; <see langword="null"/> when its row is bad.</param>
    /// <param name="IsWanted">Whether the day is wanted of its class.</param>
    public readonly record struct Place(int Line, DateOnly? Day, bool IsWanted);
}
