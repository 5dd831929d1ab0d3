using ElJournal.Gateway.Judging.Reading;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>Which days of which classes are worth judging again.</summary>
internal sealed class WorkSet
{
    private readonly Dictionary<string, SortedSet<int>?> classes = new(StringComparer.Ordinal);

    /// <summary>Whether it is every day of every class.</summary>
    public bool Everything { get; private set; }

    public bool IsEmpty => !Everything && classes.Count == 0;

    /// <summary>The classes and days named one by one; empty for classes that are there with all their days.</summary>
    public IEnumerable<(string Class, int Day)> Days => classes.Where(entry => entry.Value is not null).SelectMany(entry => entry.Value!.Select(day => (entry.Key, day)));

    /// <summary>The classes that are there with all their days.</summary>
    public IEnumerable<string> Whole => classes.Where(entry => entry.Value is null).Select(entry => entry.Key);

    public void AddEverything() => Everything = true;

    public void AddClass(string rootClass) => classes[rootClass] = null;

    /// <returns>Whether it was not there before.</returns>
    public bool Add(string rootClass, int day)
    {
        if (Everything)
        {
            return false;
        }

        if (!classes.TryGetValue(rootClass, out var days))
        {
            classes.Add(rootClass, days = []);
        }

        return days is not null && days.Add(day);
    }

    public bool Contains(string rootClass, int day) => Everything || (classes.TryGetValue(rootClass, out var days) && (days is null || days.Contains(day)));

    /// <summary>The work as ranges of days within bounds, sorted by class and day.</summary>
    /// <param name="bounds">The days that the book holds.</param>
    /// <param name="known">The classes that have records, sorted.</param>
    public IEnumerable<ClassScope> Scopes(DayRange bounds, IEnumerable<string> known)
    {
        foreach (var rootClass in known)
        {
            if (Everything || (classes.TryGetValue(rootClass, out var days) && days is null))
            {
                yield return new ClassScope(rootClass, bounds);
            }
            else if (days is not null)
            {
                foreach (var range in Ranges(days, bounds))
                {
                    yield return new ClassScope(rootClass, range);
                }
            }
        }
    }

    /// <summary>All days concerned, each with so many days after it, as ranges within bounds.</summary>
    public IEnumerable<DayRange> DaysWithin(DayRange bounds, int andAfter)
    {
        if (Everything || classes.Values.Any(days => days is null))
        {
            return [bounds];
        }

        var all = new SortedSet<int>();
        foreach (var day in classes.Values.SelectMany(days => days!))
        {
            for (var ahead = 0; ahead <= andAfter; ahead++)
            {
                all.Add(day + ahead);
            }
        }

        return Ranges(all, bounds);
    }

    private static IEnumerable<DayRange> Ranges(SortedSet<int> days, DayRange bounds)
    {
        int? first = null;
        var last = 0;
        foreach (var day in days.GetViewBetween(bounds.From.DayNumber, bounds.To.DayNumber))
        {
            if (first is null)
            {
                first = day;
            }
            else if (day != last + 1)
            {
                yield return new DayRange(DateOnly.FromDayNumber(first.Value), DateOnly.FromDayNumber(last));
                first = day;
            }

            last = day;
        }

        if (first is not null)
        {
            yield return new DayRange(DateOnly.FromDayNumber(first.Value), DateOnly.FromDayNumber(last));
        }
    }
}
