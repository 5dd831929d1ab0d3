using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Years;

/// <summary>Ends school years. A closed year is a decision like others: it stands in the log of decisions and nowhere else.</summary>
/// <remarks>What is read from then on goes into the next year's book, so nothing can change the closed one; until the journal has settled, its classes and pupils may change in a mass.</remarks>
internal sealed class YearUseCase(LedgerDatabase database, Books books, YearChecks checks, JudgeUseCase judge, TimeProvider clock)
{
    /// <summary>By when classes, pupils and the timetable of a new year have usually settled.</summary>
    private const int SettledInSeptember = 15;

    /// <summary>Looks through a year.</summary>
    /// <param name="year">The calendar year in which it began; left out, the earliest that is not closed.</param>
    /// <exception cref="GatewayException">The school has no such year, or all are closed.</exception>
    public async Task<YearView> LookAsync(SchoolRuntime school, int? year, SchoolLease lease, CancellationToken cancellationToken)
    {
        await judge.RunAsync(school, window: null, lease, cancellationToken);
        await using var context = await database.ReadAsync(cancellationToken);
        var decisions = await YearDecisions.LoadAsync(context, school.Id, cancellationToken);
        var known = (await books.OfSchoolAsync(school.Id, cancellationToken)).Select(book => book.Year).Distinct().Order().ToList();
        var meant = year ?? known.Where(each => !decisions.Closed.Contains(each)).Cast<int?>().FirstOrDefault()
            ?? throw new GatewayException(Phrase.Of(known.Count == 0 ? Texts.NothingRead : Texts.AllClosed, school.Id));
        if (!known.Contains(meant))
        {
            throw new GatewayException(Phrase.Of(Texts.YearUnknown, meant, meant + 1, known.Count == 0 ? "–" : string.Join(", ", known.Select(Title))));
        }

        var days = SchoolYear.Of(new DateOnly(meant, 9, 1), await Books.TermsAsync(context, school.Id, cancellationToken));
        return new YearView(meant, days.Days, decisions.Closed.Contains(meant), await checks.RunAsync(school, days, cancellationToken));
    }

    /// <summary>Closes a year and opens the next.</summary>
    /// <param name="leaveOpen">Whether what is not complete may stay so.</param>
    /// <param name="settledBy">Until when mass changes are expected; left out, the middle of September.</param>
    /// <returns>The year as it was looked through, and the days on which mass changes are expected; without them it was not closed.</returns>
    public async Task<(YearView Year, DayRange? Expected)> CloseAsync(SchoolRuntime school, int? year, bool leaveOpen, DateOnly? settledBy, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var view = await LookAsync(school, year, lease, cancellationToken);
        if (view.Closed)
        {
            throw new GatewayException(Phrase.Of(Texts.AlreadyClosed, Title(view.Year)));
        }

        if (view.IsBarred || (!view.IsComplete && !leaveOpen))
        {
            return (view, null);
        }

        var now = clock.GetUtcNow();
        var today = school.DayOf(now);
        var until = settledBy ?? new DateOnly(view.Year + 1, 9, SettledInSeptember);
        if (settledBy < today)
        {
            throw new UsageException(Phrase.Of(Texts.SettledInThePast, RussianDates.Full(until)));
        }

        DayRange expected = new(today, until < today ? today : until);
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        FindingDecisions.Log(transaction, school.Id, now, YearDecisions.Close, YearDecisions.Target(view.Year), decision);
        FindingDecisions.Log(transaction, school.Id, now, YearDecisions.Expect, YearDecisions.Target(view.Year, expected), decision);
        await transaction.CommitAsync(cancellationToken);
        return (view with { Closed = true }, expected);
    }

    /// <summary>Takes a closing back; what was read since then stays in the next year's book.</summary>
    /// <exception cref="GatewayException">The year is not closed.</exception>
    public async Task ReopenAsync(SchoolRuntime school, int year, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        if (!(await YearDecisions.LoadAsync(transaction.Context, school.Id, cancellationToken)).Closed.Contains(year))
        {
            throw new GatewayException(Phrase.Of(Texts.NotClosed, Title(year)));
        }

        FindingDecisions.Log(transaction, school.Id, clock.GetUtcNow(), YearDecisions.Reopen, YearDecisions.Target(year), decision);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary><c>2026/2027</c></summary>
    public static string Title(int year) => FormattableString.Invariant($"{year}/{year + 1}");
}
