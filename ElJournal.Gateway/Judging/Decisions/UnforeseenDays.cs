using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Decisions;

/// <summary>Days that the calendar did not foresee, as people read them.</summary>
/// <param name="Class">The class's name; <see langword="null"/> for the whole school.</param>
internal sealed record UnforeseenDayView(long Id, string? Class, DateOnly From, DateOnly To, string Kind, string By, string Reason, DateTimeOffset At);

/// <summary>Quarantine, frost, exams: days added by people to the calendar of the configuration.</summary>
/// <remarks>What is due by the calendar as it was is judged first: a deadline that has passed stays where it was.</remarks>
internal sealed class UnforeseenDays(LedgerDatabase database, JudgeUseCase judge, TimeProvider clock)
{
    public static IReadOnlyList<string> Kinds { get; } = ["closed", "distance", "event"];

    /// <returns>The days, and what judging by them did.</returns>
    public async Task<(UnforeseenDayView Day, JudgeResult Judged)> AddAsync(SchoolRuntime school, string? className, DayRange days, string kind, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var (row, judged) = await judge.AroundAsync(school, lease, () => StoreAsync(school, className, days, kind, decision, lease, cancellationToken), cancellationToken);
        return (View(row, school), judged);
    }

    public Task RemoveAsync(SchoolRuntime school, long id, Decision decision, SchoolLease lease, CancellationToken cancellationToken) =>
        judge.AroundAsync(school, lease, () => ForgetAsync(school, id, decision, lease, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<UnforeseenDayView>> ListAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var rows = await context.Set<ClassDayRow>().AsNoTracking().Where(row => row.School == school.Id).OrderBy(row => row.FromDay).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => View(row, school))];
    }

    private async Task<ClassDayRow> StoreAsync(SchoolRuntime school, string? className, DayRange days, string kind, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        await YearDecisions.RequireOpenAsync(transaction.Context, school.Id, days, cancellationToken);
        if (className is not null)
        {
            var names = await SchoolNames.LoadAsync(transaction.Connection, school.Id, cancellationToken);
            className = names.Named(className).FirstOrDefault()?.Name
                ?? throw new GatewayException(Phrase.Of(JudgingTexts.ClassUnknown, className));
        }

        var row = new ClassDayRow
        {
            School = school.Id, ClassName = className, FromDay = days.From.DayNumber, ToDay = days.To.DayNumber, Kind = kind, By = decision.By, Reason = decision.Reason, At = now.ToStored(),
        };
        transaction.Context.Add(row);
        await transaction.Context.SaveChangesAsync(cancellationToken);
        FindingDecisions.Log(transaction, school.Id, now, "day-add", FormattableString.Invariant($"{row.Id}: {kind} {className} {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}"), decision);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    private async Task<ClassDayRow> ForgetAsync(SchoolRuntime school, long id, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var row = await transaction.Context.Set<ClassDayRow>().FirstOrDefaultAsync(found => found.School == school.Id && found.Id == id, cancellationToken)
            ?? throw new GatewayException(Phrase.Of(JudgingTexts.DayUnknown, id));
        transaction.Context.Remove(row);
        FindingDecisions.Log(transaction, school.Id, clock.GetUtcNow(), "day-remove", FormattableString.Invariant($"{row.Id}: {row.Kind} {row.ClassName}"), decision);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    private static UnforeseenDayView View(ClassDayRow row, SchoolRuntime school) => new(
        row.Id, row.ClassName, DateOnly.FromDayNumber(row.FromDay), DateOnly.FromDayNumber(row.ToDay), row.Kind, row.By, row.Reason, school.Local(Instants.FromStored(row.At)));
}
