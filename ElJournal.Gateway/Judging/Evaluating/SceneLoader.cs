using System.Data.Common;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Reviews.Model;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Sync;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>Opens the books of a school's current year for judging.</summary>
/// <param name="backups">What is known of copies; left out where none can be made.</param>
internal sealed class SceneLoader(BackupFreshness? backups = null)
{
    /// <summary>One scene for each source that the school has or had in a school year, by the days that are that source's. Earlier years are closed and are not judged.</summary>
    /// <param name="connection">The ledger.</param>
    /// <param name="school">The school.</param>
    /// <param name="now">The moment of judging.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="day">A day of the school year that is meant, closed or not; left out, the current one.</param>
    public async Task<IReadOnlyList<JudgingScene>> OpenAsync(DbConnection connection, SchoolRuntime school, DateTimeOffset now, CancellationToken cancellationToken, DateOnly? day = null)
    {
        await using var context = LedgerDatabase.Context(connection);
        var books = await context.Set<Book>().AsNoTracking().Where(book => book.School == school.Id).ToListAsync(cancellationToken);
        if (books.Count == 0)
        {
            return [];
        }

        var facts = await FactsAsync(context, school, books, now, cancellationToken) with { Backups = backups is null ? null : await backups.OfAsync(FirstRead(books), cancellationToken) };
        var rosters = books.ToDictionary(book => book.Id, book => RosterReader.Read(connection, book.Id));
        List<Term> terms = [.. rosters.Values.SelectMany(roster => roster.Terms)];
        var year = day is { } meant ? SchoolYear.Of(meant, terms).Year : (await YearDecisions.LoadAsync(context, school.Id, cancellationToken)).YearOf(school.DayOf(now), terms).Year;
        var scenes = new List<JudgingScene>();
        foreach (var (source, days) in Segments(school.Options.Source, year))
        {
            if (books.Find(book => book.Year == year && string.Equals(book.Source, Books.SourceName(source.Adapter, source.Since), StringComparison.Ordinal)) is { } book)
            {
                var traits = StoredTraits.Read(connection, book.Id);
                var usual = traits is { ShowsSubstitutions: false } ? UsualTeachers.Read(connection, book.Id) : null;
                scenes.Add(new JudgingScene(connection, book, days, rosters[book.Id], facts with { Source = Capabilities(traits) }, usual));
            }
        }

        return scenes;
    }

    /// <summary>The days of the school year by source: from a source's day on they are its own, before they stay with the one before.</summary>
    internal static IEnumerable<(SourceOptions Source, DayRange Days)> Segments(IEnumerable<SourceOptions> sources, int year)
    {
        // A generous year: which year a lesson belongs to was decided when its book was chosen.
        var (first, last) = (new DateOnly(year, 7, 1), new DateOnly(year + 1, 8, 31));
        var sorted = sources.OrderBy(source => source.Since ?? DateOnly.MinValue).ToList();
        for (var index = 0; index < sorted.Count; index++)
        {
            var from = index == 0 || sorted[index].Since is not { } since || since < first ? first : since;
            var to = index + 1 < sorted.Count && sorted[index + 1].Since is { } next && next <= last ? next.AddDays(-1) : last;
            if (from <= to)
            {
                yield return (sorted[index], new DayRange(from, to));
            }
        }
    }

    private static DateTimeOffset? FirstRead(List<Book> books) => books.Min(book => book.FirstReadAt) is { } at ? Instants.FromStored(at) : null;

    /// <summary>What the source showed when it was last read: judging never asks it, and an unreachable source shows no less than before.</summary>
    private static SourceCapabilities Capabilities(SourceTraits? traits) =>
        traits is not null ? new SourceCapabilities(traits.Shown, traits.ShowsHomeworkAtLessonGiven, traits.ShowsTopics) { ShowsAverages = traits.ShowsAverages } : SourceCapabilities.All;

    private static async Task<SceneFacts> FactsAsync(LedgerContext context, SchoolRuntime school, List<Book> books, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = school.Id;
        var classDays = await context.Set<ClassDayRow>().AsNoTracking().Where(row => row.School == id).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var excuses = await context.Set<ExcuseRow>().AsNoTracking().Where(row => row.School == id).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var outages = await context.Set<OutageRow>().AsNoTracking().Where(row => row.School == id).OrderBy(row => row.From).ToListAsync(cancellationToken);
        var holds = await context.Set<HoldRow>().AsNoTracking().Where(row => row.School == id && row.Status == HoldStatus.Open).ToListAsync(cancellationToken);
        var calendar = new SchoolCalendar(school.Calendar.With(classDays.Select(Days)), school.Zone);
        return new SceneFacts(
            now,
            school,
            calendar,
            new ExcuseBook(excuses.Select(row => new Excuse(row.Teacher, new DayRange(DateOnly.FromDayNumber(row.FromDay), DateOnly.FromDayNumber(row.ToDay))))),
            [.. outages.Select(row => new Outage(Instants.FromStored(row.From), Instants.FromStored(row.To)))],
            SourceCapabilities.All,
            holds)
        {
            Reviews = await ReviewsAsync(context, school, books, calendar, now, cancellationToken),
        };
    }

    /// <summary>The reviews that were made or should have been, each due on the first school day after its month.</summary>
    private static async Task<IReadOnlyList<MonthlyReview>> ReviewsAsync(LedgerContext context, SchoolRuntime school, List<Book> books, SchoolCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = await context.Set<ReviewRow>().AsNoTracking().Where(row => row.School == school.Id).ToDictionaryAsync(row => DateOnly.FromDayNumber(row.Month), row => row.MadeAt, cancellationToken);
        var signed = made.Count == 0 ? null : (await context.Set<ReviewAcknowledgementRow>().AsNoTracking().Where(row => row.School == school.Id).ToListAsync(cancellationToken)).ToLookup(row => DateOnly.FromDayNumber(row.Month));
        var deputies = DeputyCare.Of(school.Deputies);
        var firstRead = FirstRead(books) is { } at ? school.DayOf(at) : (DateOnly?)null;
        return [.. made.Keys.Concat(ReviewsOwed.Months(made.Keys, firstRead, school.DayOf(now), calendar)).Distinct().Order().Select(month =>
        {
            var due = calendar.NextSchoolDay(group: null, month.AddMonths(1).AddDays(-1));
            var (acknowledged, waiting) = ReviewsOwed.Standing(deputies, [.. signed?[month] ?? []]);
            return new MonthlyReview(month, due, made.TryGetValue(month, out var moment) ? Instants.FromStored(moment) : null, acknowledged) { Waiting = waiting };
        })];
    }

    /// <summary>A day added by command, as the calendar takes it.</summary>
    internal static ClassDays Days(ClassDayRow row) => new(
        new DayRange(DateOnly.FromDayNumber(row.FromDay), DateOnly.FromDayNumber(row.ToDay)),
        row.Kind switch
        {
            "closed" => DayKind.Closed,
            "distance" => DayKind.Distance,
            _ => DayKind.Event,
        },
        row.ClassName is null ? [] : [row.ClassName],
        row.Reason);
}
