using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>The days wanted: of the whole school, and beyond them of single classes.</summary>
internal sealed class Windows
{
    private readonly DayRange[] ranges;
    private readonly ClassWindow[] ofClasses;
    private readonly Dictionary<string, DayRange[]> byClass;
    private readonly DayRange[] all;

    /// <param name="wanted">Days of the whole school.</param>
    /// <param name="ofClasses">Days of single classes.</param>
    public Windows(IEnumerable<DayRange> wanted, IEnumerable<ClassWindow>? ofClasses = null)
    {
        ranges = Merge(wanted);
        byClass = (ofClasses ?? []).Where(window => !Array.Exists(ranges, range => range.Contains(window.Days)))
            .GroupBy(window => window.ClassId, StringComparer.Ordinal)
            .ToDictionary(windows => windows.Key, windows => Merge(windows.Select(window => window.Days)), StringComparer.Ordinal);
        this.ofClasses = [.. byClass.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.Select(days => new ClassWindow(pair.Key, days)))];
        all = Merge([.. ranges, .. this.ofClasses.Select(window => window.Days)]);
    }

    public static Windows Of(ReadRequest request) => new([request.Window, .. request.ExtraWindows], request.ClassWindows);

    /// <summary>What a read of a kind speaks of at its end.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="windows">The days; <see langword="null"/> for a kind that has none.</param>
    public static IEnumerable<ReadScope> Scopes(RecordKind kind, Windows? windows) => windows is null
        ? [new ReadScope(kind, ClassIds: null, Days: null)]
        : windows.ranges.Select(range => new ReadScope(kind, ClassIds: null, range)).Concat(windows.ofClasses.Select(window => new ReadScope(kind, [window.ClassId], window.Days)));

    /// <summary>The days of the whole school: ranges that neither overlap nor touch, in order.</summary>
    public IReadOnlyList<DayRange> Ranges => ranges;

    /// <summary>The days of single classes that are not among those of the school; of a class, ranges that neither overlap nor touch, in order.</summary>
    public IReadOnlyList<ClassWindow> OfClasses => ofClasses;

    /// <summary>All days of which something is wanted.</summary>
    public IReadOnlyList<DayRange> All => all;

    /// <summary>Whether the day is wanted of the class (not a subgroup); <see langword="null"/> where nobody knows the class that a group belongs to: then it may be any.</summary>
    public bool Contains(DateOnly day, string? rootClass) =>
        Contains(ranges, day) || (byClass.Count > 0 && (rootClass is null ? Contains(all, day) : byClass.TryGetValue(rootClass, out var own) && Contains(own, day)));

    /// <summary>Whether it takes the class to tell if the day is wanted.</summary>
    public bool DependsOnClass(DateOnly day) => byClass.Count > 0 && !Contains(ranges, day) && Contains(all, day);

    public bool Contains(Windows others) =>
        others.ranges.All(other => Array.Exists(ranges, range => range.Contains(other)))
        && others.ofClasses.All(other => Array.Exists(ranges, range => range.Contains(other.Days)) || (byClass.TryGetValue(other.ClassId, out var own) && Array.Exists(own, range => range.Contains(other.Days))));

    private static bool Contains(DayRange[] ranges, DateOnly day)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(day))
            {
                return true;
            }
        }

        return false;
    }

    private static DayRange[] Merge(IEnumerable<DayRange> wanted)
    {
        var merged = new List<DayRange>();
        foreach (var range in wanted.OrderBy(range => range.From))
        {
            if (merged is [.., var last] && range.From.DayNumber <= last.To.DayNumber + 1)
            {
                merged[^1] = new DayRange(last.From, range.To > last.To ? range.To : last.To);
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }
}
