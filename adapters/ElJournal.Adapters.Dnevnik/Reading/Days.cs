namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Which days are wanted, and which are asked for.</summary>
internal sealed class Days
{
    /// <summary>How many days before the first wanted one a mark may have been set for it: a lesson that was put off takes its marks along.</summary>
    public const int EnteredBefore = 7;

    private Days(IReadOnlyList<DayRange> wanted, IReadOnlyList<DayRange> lessons, IReadOnlyList<DayRange> entries)
    {
        Wanted = wanted;
        Lessons = lessons;
        Entries = entries;
    }

    /// <summary>The days wanted: ranges that neither overlap nor touch, in order.</summary>
    public IReadOnlyList<DayRange> Wanted { get; }

    /// <summary>What is asked of calls that go by the lesson's day.</summary>
    public IReadOnlyList<DayRange> Lessons { get; }

    /// <summary>What is asked of calls that may go by the day of entry: from a little before the first wanted day until today.</summary>
    public IReadOnlyList<DayRange> Entries { get; }

    public static Days Of(IEnumerable<DayRange> windows, int daysPerRequest, EntryRange entryRange, DateOnly today)
    {
        var wanted = Merge(windows);
        var lessons = Cover(wanted, daysPerRequest);
        if (entryRange == EntryRange.Lesson)
        {
            return new Days(wanted, lessons, lessons);
        }

        var last = wanted[^1].To > today ? wanted[^1].To : today;
        return new Days(wanted, lessons, Cover([new DayRange(wanted[0].From.AddDays(-EnteredBefore), last)], daysPerRequest));
    }

    public bool Contains(DateOnly day)
    {
        foreach (var range in Wanted)
        {
            if (range.Contains(day))
            {
                return true;
            }
        }

        return false;
    }

    private static List<DayRange> Merge(IEnumerable<DayRange> windows)
    {
        var merged = new List<DayRange>();
        foreach (var range in windows.OrderBy(range => range.From))
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

        return merged;
    }

    /// <summary>The fewest ranges of at most so many days that hold all of the wanted ones; two weeks with a gap between them may share one.</summary>
    private static List<DayRange> Cover(IReadOnlyList<DayRange> wanted, int daysPerRequest)
    {
        var covering = new List<DayRange>();
        var next = wanted[0].From;
        while (true)
        {
            var until = next.AddDays(daysPerRequest - 1);
            var last = wanted.Where(range => range.From <= until).Select(range => range.To < until ? range.To : until).Max();
            covering.Add(new DayRange(next, last));
            var rest = wanted.Where(range => range.To > last).ToList();
            if (rest.Count == 0)
            {
                return covering;
            }

            next = rest[0].From > last ? rest[0].From : last.AddDays(1);
        }
    }
}
