using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Sync;

/// <summary>Which days a pass reads.</summary>
internal static class SyncWindows
{
    /// <summary>How far a usual pass looks back.</summary>
    public const int DaysBack = 14;

    /// <summary>How far it looks ahead.</summary>
    public const int DaysAhead = 7;

    /// <summary>For how long a pass looks again at what is withheld.</summary>
    public const int WithheldDays = 30;

    /// <summary>Where something is kept back for a reason that reading may end.</summary>
    /// <remarks>From the few rows that are kept back to their records, never the other way round: SQLite keeps to the order of cross joins, and would look at every record of the year.</remarks>
    internal const string KeptBackSql = """
        SELECT DISTINCT record."RootClass", record."Day" FROM routes AS route
        CROSS JOIN route_records AS kept ON kept."Route" = route."Id" AND kept."KeptBack" IN ($rejected, $held, $withheld, $unjudged)
        CROSS JOIN records AS record ON record."Id" = kept."Record"
        WHERE route."School" = $school AND record."Book" = $book AND record."Day" IS NOT NULL AND record."RootClass" IS NOT NULL
            AND (kept."KeptBack" IN ($rejected, $held) OR record."Day" >= $recent)
        """;

    /// <summary>The days of a pass, within the school year and the days that the source answers for.</summary>
    /// <param name="asked">What was asked for; <see langword="null"/> for the usual days.</param>
    /// <param name="whole">Whether the usual days are the school year so far.</param>
    /// <exception cref="GatewayException">The days asked for lie in another school year, or before the source's first day.</exception>
    public static DayRange Of(DayRange? asked, bool whole, DateOnly today, SchoolYear year, DateOnly? since)
    {
        var first = since is { } day && day > year.Days.From ? day : year.Days.From;
        if (first > year.Days.To)
        {
            throw new GatewayException(Phrase.Of(Texts.SourceBeyondYear, first, year.Days.To));
        }

        var days = asked ?? new DayRange(whole && first <= today ? first : today.AddDays(-DaysBack), today.AddDays(DaysAhead));
        var (from, to) = (Later(days.From, first), Earlier(days.To, year.Days.To));
        if (from <= to)
        {
            return new DayRange(from, to);
        }

        return asked is null
            ? new DayRange(Earlier(Later(today, first), year.Days.To), Earlier(Later(today, first), year.Days.To))
            : throw new GatewayException(Phrase.Of(Texts.DaysOutsideYear, days.From, days.To, first, year.Days.To));
    }

    /// <summary>Class-weeks outside the window that are looked at again: something is missing there, or kept back from delivery for a reason that reading may end.</summary>
    /// <remarks>A mark of grade 1 stays withheld until a teacher removes it; once it is old, the weekly reading of the whole year is soon enough for that.</remarks>
    public static async Task<IReadOnlyList<ClassWindow>> ExtraAsync(LedgerContext context, string school, int book, DayRange window, SchoolYear year, DateOnly today, CancellationToken cancellationToken)
    {
        var days = (await context.Set<FindingRow>().AsNoTracking()
            .Where(finding => finding.School == school && finding.Status == FindingStatus.Open && finding.State == FindingState.Missing && finding.RootClass != null && finding.RootClass != "")
            .Select(finding => new { finding.RootClass, finding.Day }).Distinct().ToListAsync(cancellationToken))
            .ConvertAll(finding => (Class: finding.RootClass!, finding.Day));
        await using var command = context.Database.GetDbConnection().Command(KeptBackSql);
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$book", book);
        command.Parameters.AddWithValue("$rejected", KeptBack.Rejected);
        command.Parameters.AddWithValue("$held", KeptBack.Held);
        command.Parameters.AddWithValue("$withheld", KeptBack.Withheld);
        command.Parameters.AddWithValue("$unjudged", KeptBack.Unjudged);
        command.Parameters.AddWithValue("$recent", today.DayNumber - WithheldDays);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                days.Add((reader.GetString(0), reader.GetInt32(1)));
            }
        }

        return
        [
            .. days.Select(day => (day.Class, Day: DateOnly.FromDayNumber(day.Day))).Where(day => !window.Contains(day.Day) && year.Days.Contains(day.Day))
                .GroupBy(day => day.Class, day => day.Day, StringComparer.Ordinal).OrderBy(ofClass => ofClass.Key, StringComparer.Ordinal)
                .SelectMany(ofClass => Weeks(ofClass, window, year).Select(week => new ClassWindow(ofClass.Key, week))),
        ];
    }

    /// <summary>The weeks of the days, joined where they touch, less the window.</summary>
    internal static IReadOnlyList<DayRange> Weeks(IEnumerable<DateOnly> days, DayRange window, SchoolYear year)
    {
        var weeks = new List<DayRange>();
        foreach (var monday in days.Select(day => day.AddDays(-(((int)day.DayOfWeek + 6) % 7))).Distinct().Order())
        {
            var (from, to) = (Later(monday, year.Days.From), Earlier(monday.AddDays(6), year.Days.To));
            if (window.Contains(from))
            {
                from = window.To.AddDays(1);
            }

            if (window.Contains(to))
            {
                to = window.From.AddDays(-1);
            }

            if (from > to)
            {
                continue;
            }

            if (weeks.Count > 0 && weeks[^1].To.AddDays(1) >= from)
            {
                weeks[^1] = new DayRange(weeks[^1].From, to);
            }
            else
            {
                weeks.Add(new DayRange(from, to));
            }
        }

        return weeks;
    }

    private static DateOnly Later(DateOnly first, DateOnly second) => first > second ? first : second;

    private static DateOnly Earlier(DateOnly first, DateOnly second) => first < second ? first : second;
}
