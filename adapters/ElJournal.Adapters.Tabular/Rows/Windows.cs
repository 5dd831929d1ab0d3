namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>Days as a list of ranges that neither overlap nor touch, in order.</summary>
internal sealed class Windows
{
    private readonly DayRange[] ranges;

    public Windows(IEnumerable<DayRange> wanted)
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

        ranges = [.. merged];
    }

    public IReadOnlyList<DayRange> Ranges => ranges;

    public bool Contains(DateOnly day)
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

    public bool Contains(Windows others) => others.ranges.All(other => ranges.Any(range => range.Contains(other)));
}
