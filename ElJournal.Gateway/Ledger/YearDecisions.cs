using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>What people decided about school years: which are closed, and when mass changes are expected. The log of decisions is the only place where that stands.</summary>
/// <param name="Closed">The calendar years in which closed school years began.</param>
/// <param name="Expected">Days on which changes of the roster and the timetable in a mass are nothing to ask about.</param>
internal sealed record YearDecisions(IReadOnlySet<int> Closed, IReadOnlyList<DayRange> Expected)
{
    public const string Close = "year-close";
    public const string Reopen = "year-reopen";
    public const string Expect = "mass-change-expect";

    private static readonly string[] Actions = [Close, Reopen, Expect];

    public static async Task<YearDecisions> LoadAsync(LedgerContext context, string school, CancellationToken cancellationToken)
    {
        var rows = await context.Set<DecisionRow>().AsNoTracking().Where(row => row.School == school && Actions.Contains(row.Action)).OrderBy(row => row.Id).Select(row => new { row.Action, row.Target }).ToListAsync(cancellationToken);
        var closed = new HashSet<int>();
        var expected = new Dictionary<int, DayRange>();
        foreach (var row in rows)
        {
            var (year, days) = Read(row.Target);
            switch (row.Action)
            {
                case Close:
                    closed.Add(year);
                    break;
                case Reopen:
                    closed.Remove(year);
                    expected.Remove(year);
                    break;
                default:
                    expected[year] = days!.Value;
                    break;
            }
        }

        return new YearDecisions(closed, [.. expected.Values]);
    }

    /// <summary>The year that the day lies in; the one after it where that is closed already.</summary>
    public SchoolYear YearOf(DateOnly day, IReadOnlyCollection<Term> terms)
    {
        var year = SchoolYear.Of(day, terms);
        while (Closed.Contains(year.Year))
        {
            year = SchoolYear.Of(new DateOnly(year.Year + 1, 9, 1), terms);
        }

        return year;
    }

    /// <summary>The closed year that one of the days lies in.</summary>
    public int? ClosedYearIn(DayRange days) => Enumerable.Range(days.From.Year - 1, days.To.Year - days.From.Year + 2)
        .Where(year => Closed.Contains(year) && days.From <= new DateOnly(year + 1, 8, 31) && days.To >= new DateOnly(year, 9, 1)).Cast<int?>().FirstOrDefault();

    /// <summary>Refuses what would change a closed year.</summary>
    /// <exception cref="GatewayException">One of the days lies in one.</exception>
    public static async Task RequireOpenAsync(LedgerContext context, string school, DayRange days, CancellationToken cancellationToken)
    {
        if ((await LoadAsync(context, school, cancellationToken)).ClosedYearIn(days) is { } year)
        {
            throw new GatewayException(Phrase.Of(LedgerTexts.YearIsClosed, year, year + 1, school));
        }
    }

    public bool Expects(DateOnly day) => Expected.Any(days => days.Contains(day));

    /// <summary>What the log names: the year, and where changes are expected their days.</summary>
    public static string Target(int year, DayRange? days = null) => days is { } range
        ? string.Create(CultureInfo.InvariantCulture, $"{year}: {range.From:yyyy-MM-dd} to {range.To:yyyy-MM-dd}")
        : year.ToString(CultureInfo.InvariantCulture);

    private static (int Year, DayRange? Days) Read(string target)
    {
        var parts = target.Split([": ", " to "], StringSplitOptions.None);
        return (
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts.Length == 3 ? new DayRange(DateOnly.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(parts[2], "yyyy-MM-dd", CultureInfo.InvariantCulture)) : null);
    }
}
