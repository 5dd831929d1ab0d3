using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>What a pass reads, and into what.</summary>
/// <param name="School">The school.</param>
/// <param name="Book">The book's id.</param>
/// <param name="Year">The school year; what lies outside is closed.</param>
/// <param name="Window">The days asked for.</param>
/// <param name="Extra">Further days of single classes that are looked at again.</param>
/// <param name="Today">Today on the school's calendar.</param>
internal sealed record PassPlan(string School, int Book, SchoolYear Year, DayRange Window, IReadOnlyList<ClassWindow> Extra, DateOnly Today)
{
    /// <summary>Whether the roster and the timetable may change in a mass now, as at the turn of a school year.</summary>
    public bool ExpectsMassChange { get; init; }

    /// <summary>Whether the year before was closed by a person, maybe before the journal itself went over to this one.</summary>
    public bool AfterClosedYear { get; init; }

    /// <summary>All days of which something is read.</summary>
    public IEnumerable<DayRange> AllDays => Extra.Select(window => window.Days).Prepend(Window);

    /// <summary>The days that are read of a class (not a subgroup).</summary>
    public IEnumerable<DayRange> DaysOf(string root) => Extra.Where(window => string.Equals(window.ClassId, root, StringComparison.Ordinal)).Select(window => window.Days).Prepend(Window);

    /// <summary>Whether the window holds the school year so far.</summary>
    public bool WholeYear => Window.From <= Year.Days.From && Window.To >= (Today < Year.Days.To ? Today : Year.Days.To);
}

/// <summary>By how much bounds of evidence give way, because clocks and sources lag.</summary>
internal static class SourceLag
{
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(2);

    /// <summary>Above this the clocks are so far apart that nothing can be proved.</summary>
    public static readonly TimeSpan GreatestSkew = TimeSpan.FromSeconds(60);
}
