namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>What the tables of one read know of each other.</summary>
internal sealed class ReadContext(Windows windows, Func<RecordKind, string> nameOf)
{
    /// <summary>How reports name the table of a kind.</summary>
    public string NameOf(RecordKind kind) => nameOf(kind);

    public Windows Windows { get; } = windows;

    /// <summary>Every lesson of the file, in the windows or not; <see langword="null"/> when the file could not be read.</summary>
    public LessonDays? Lessons { get; set; }

    /// <summary>Keys of the tables that others refer to; a table of which not all keys could be read is not among them, and then no reference to it is doubted.</summary>
    public Dictionary<RecordKind, HashSet<string>> Keys { get; } = [];
}

/// <summary>Which day each lesson is on. All that is kept in memory of the largest file that others refer to.</summary>
internal sealed class LessonDays
{
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);

    /// <summary>Adds a lesson, unless its id is taken; <paramref name="firstLine"/> then says by which line.</summary>
    public bool TryAdd(string id, int line, out int firstLine)
    {
        ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(places, id, out var exists);
        firstLine = exists ? place.Line : line;
        if (!exists)
        {
            place = new Place(line, Day: null);
        }

        return !exists;
    }

    /// <summary>Says on which day a lesson is; one without a day has a bad row.</summary>
    public void SetDay(string id, DateOnly? day) => places[id] = places[id] with { Day = day };

    public bool TryGet(string id, out Place place) => places.TryGetValue(id, out place);

    public bool TryGet(ReadOnlySpan<char> id, out Place place) => places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out place);

    /// <param name="Line">Its line in the file.</param>
    /// <param name="Day">Its day; <see langword="null"/> when its row is bad.</param>
    public readonly record struct Place(int Line, DateOnly? Day);
}
