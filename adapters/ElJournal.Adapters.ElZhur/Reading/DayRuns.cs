namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>Splits days into those that are in doubt and the rest.</summary>
internal static class DayRuns
{
    /// <summary>The runs of the range, each with whether its days are in doubt.</summary>
    public static IEnumerable<(DayRange Days, bool InDoubt)> Of(DayRange range, IReadOnlyCollection<DateOnly> doubtful)
    {
        var from = range.From;
        for (var day = range.From; day <= range.To; day = day.AddDays(1))
        {
            var inDoubt = doubtful.Contains(day);
            if (day == range.To || doubtful.Contains(day.AddDays(1)) != inDoubt)
            {
                yield return (new DayRange(from, day), inDoubt);
                from = day.AddDays(1);
            }
        }
    }

    /// <summary>The windows without overlap, cut into pieces of at most so many days.</summary>
    public static IReadOnlyList<DayRange> Cut(IEnumerable<DayRange> windows, int length)
    {
        var pieces = new List<DayRange>();
        DateOnly? next = null;
        foreach (var window in windows.OrderBy(window => window.From))
        {
            var from = next is { } free && free > window.From ? free : window.From;
            while (from <= window.To)
            {
                var to = window.To.DayNumber - from.DayNumber < length ? window.To : from.AddDays(length - 1);
                pieces.Add(new DayRange(from, to));
                from = to.AddDays(1);
            }

            next = next is { } before && before > from ? before : from;
        }

        return pieces;
    }
}
