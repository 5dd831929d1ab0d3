namespace ElJournal.Rules.Journal;

/// <summary>Days from one to another, both included.</summary>
/// <remarks><c>default</c> is the single day 0001-01-01 and means nothing.</remarks>
public readonly record struct DayRange
{
    /// <summary>Makes a range.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> lies before <paramref name="from"/>.</exception>
    public DayRange(DateOnly from, DateOnly to)
    {
        From = from;
        To = to >= from ? to : throw new ArgumentException("to lies before from", nameof(to));
    }

    /// <summary>First day.</summary>
    public DateOnly From { get; }

    /// <summary>Last day, included.</summary>
    public DateOnly To { get; }

    /// <summary>How many days, at least 1.</summary>
    public int Length => To.DayNumber - From.DayNumber + 1;

    /// <summary>Whether the day lies in the range.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;

    /// <summary>Whether the whole other range lies in this one.</summary>
    public bool Contains(DayRange other) => other.From >= From && other.To <= To;

    /// <summary>The days, in order.</summary>
    public IEnumerable<DateOnly> Days()
    {
        for (var day = From; day <= To; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
