using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Years;

/// <summary>How something that belongs to a finished year stands.</summary>
internal enum YearCheckState
{
    Done,

    /// <summary>Something is left; a person may leave it so.</summary>
    Open,

    /// <summary>Something is left without which the year cannot be closed.</summary>
    Barred,

    /// <summary>Nothing is known of it: not done, not undone.</summary>
    NotChecked,
}

/// <summary>One thing that should be complete before a year is closed.</summary>
/// <param name="Check">A word: <c>over</c>, <c>holds</c>, <c>read</c>, <c>entries</c>, <c>finalMarks</c>, <c>reviews</c>, <c>delivery</c>, <c>archive</c>.</param>
/// <param name="Count">How much is left.</param>
/// <param name="Message">Russian: what is left and what to do.</param>
internal sealed record YearCheck(string Check, YearCheckState State, int Count, string Message);

/// <summary>A school year and what it still lacks.</summary>
/// <param name="Year">The calendar year in which it began.</param>
/// <param name="Days">Its days.</param>
internal sealed record YearView(int Year, DayRange Days, bool Closed, IReadOnlyList<YearCheck> Checks)
{
    public bool IsBarred => Checks.Any(check => check.State == YearCheckState.Barred);

    public bool IsComplete => Checks.All(check => check.State is YearCheckState.Done or YearCheckState.NotChecked);
}
