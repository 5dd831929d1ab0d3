using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Decisions;

/// <summary>A teacher excused, as people read it.</summary>
internal sealed record ExcuseView(long Id, string TeacherId, string? Teacher, DateOnly From, DateOnly To, string By, string Reason, DateTimeOffset At);

/// <summary>Excuses: whom lateness and gaps are not held against, on which lesson days.</summary>
/// <remarks>They grant a day of grace after them, so what is due without them is judged first: a deadline that has passed stays where it was.</remarks>
internal sealed class Excuses(LedgerDatabase database, JudgeUseCase judge, TimeProvider clock)
{
    public async Task<ExcuseView> AddAsync(SchoolRuntime school, string teacher, DayRange days, Decision decision, SchoolLease lease, CancellationToken cancellationToken) =>
        (await judge.AroundAsync(school, lease, () => StoreAsync(school, teacher, days, decision, lease, cancellationToken), cancellationToken)).Stored;

    public Task RemoveAsync(SchoolRuntime school, long id, Decision decision, SchoolLease lease, CancellationToken cancellationToken) =>
        judge.AroundAsync(school, lease, () => ForgetAsync(school, id, decision, lease, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ExcuseView>> ListAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        var rows = await context.Set<ExcuseRow>().AsNoTracking().Where(row => row.School == school.Id).OrderBy(row => row.FromDay).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var names = await SchoolNames.LoadAsync(connection, school.Id, cancellationToken);
        return [.. rows.Select(row => View(row, school, names.Teacher(row.Teacher)?.ShortName))];
    }

    private async Task<ExcuseView> StoreAsync(SchoolRuntime school, string teacher, DayRange days, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        await YearDecisions.RequireOpenAsync(transaction.Context, school.Id, days, cancellationToken);
        var names = await SchoolNames.LoadAsync(transaction.Connection, school.Id, cancellationToken);
        if (names.Teacher(teacher) is not { } known)
        {
            throw new GatewayException(Phrase.Of(JudgingTexts.TeacherUnknown, teacher));
        }

        var row = new ExcuseRow { School = school.Id, Teacher = teacher, FromDay = days.From.DayNumber, ToDay = days.To.DayNumber, By = decision.By, Reason = decision.Reason, At = now.ToStored() };
        transaction.Context.Add(row);
        await transaction.Context.SaveChangesAsync(cancellationToken);
        FindingDecisions.Log(transaction, school.Id, now, "excuse-add", FormattableString.Invariant($"{row.Id}: {teacher} {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}"), decision);
        await transaction.CommitAsync(cancellationToken);
        return View(row, school, known.ShortName);
    }

    private async Task<ExcuseRow> ForgetAsync(SchoolRuntime school, long id, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var row = await transaction.Context.Set<ExcuseRow>().FirstOrDefaultAsync(found => found.School == school.Id && found.Id == id, cancellationToken)
            ?? throw new GatewayException(Phrase.Of(JudgingTexts.ExcuseUnknown, id));
        transaction.Context.Remove(row);
        FindingDecisions.Log(transaction, school.Id, clock.GetUtcNow(), "excuse-remove", FormattableString.Invariant($"{row.Id}: {row.Teacher}"), decision);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    private static ExcuseView View(ExcuseRow row, SchoolRuntime school, string? name) => new(
        row.Id, row.Teacher, name, DateOnly.FromDayNumber(row.FromDay), DateOnly.FromDayNumber(row.ToDay), row.By, row.Reason, school.Local(Instants.FromStored(row.At)));
}
