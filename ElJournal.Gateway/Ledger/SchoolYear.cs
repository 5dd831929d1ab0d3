using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>A school year.</summary>
/// <param name="Year">The calendar year in which it begins.</param>
/// <param name="Days">Its days.</param>
internal sealed record SchoolYear(int Year, DayRange Days)
{
    /// <summary>The year that the day lies in: what the journal's terms say, else 1 September to 31 August.</summary>
    public static SchoolYear Of(DateOnly day, IEnumerable<Term> terms)
    {
        var told = terms.Where(term => term.TermKind == TermKind.SchoolYear && term.Contains(day)).OrderByDescending(term => term.Start).FirstOrDefault();
        if (told is not null)
        {
            return new SchoolYear(told.Start.Year, new DayRange(told.Start, told.End));
        }

        var year = day.Month >= 9 ? day.Year : day.Year - 1;
        return new SchoolYear(year, new DayRange(new DateOnly(year, 9, 1), new DateOnly(year + 1, 8, 31)));
    }
}
