using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging;

/// <summary>What judging did.</summary>
/// <param name="At">The business clock.</param>
/// <param name="Records">How many records were looked at.</param>
/// <param name="Opened">Findings that were not there before.</param>
/// <param name="Reopened">Findings that are back.</param>
/// <param name="Resolved">Findings that no longer hold.</param>
internal sealed record JudgeResult(DateTimeOffset At, long Records, int Opened, int Reopened, int Resolved);

/// <summary>Judges what the ledger holds; never reads the source. Looks only at what a change, the clock or a decision may have touched.</summary>
/// <remarks>Evaluating needs no transaction: nobody else writes for the school while its lease is held. All that was found is stored in one.</remarks>
internal sealed class JudgeUseCase(LedgerDatabase database, SceneLoader scenes, TimeProvider clock)
{
    /// <param name="school">The school.</param>
    /// <param name="window">Days that are judged again in any case, changed or not. All that is pending is judged whatever this says.</param>
    /// <param name="lease">The right to write.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task<JudgeResult> RunAsync(SchoolRuntime school, DayRange? window, SchoolLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        using var mapping = LedgerDatabase.Map(connection);
        var opened = await scenes.OpenAsync(connection, school, now, cancellationToken);
        try
        {
            var pending = await PendingAsync(connection, school.Id, cancellationToken);
            var basis = Basis.Of(school, opened);
            var book = school.CreateRuleBook();
            var outcomes = new List<Outcome>();
            foreach (var scene in opened)
            {
                cancellationToken.ThrowIfCancellationRequested();
                outcomes.Add(await JudgeAsync(connection, scene, book, pending, string.Equals(pending.State?.Basis, basis, StringComparison.Ordinal), window, cancellationToken));
            }

            var changes = await StoreAsync(school, lease, pending, basis, outcomes, now, cancellationToken);
            return new JudgeResult(now, opened.Sum(scene => scene.Lessons.Records), changes.Opened, changes.Reopened, changes.Resolved);
        }
        finally
        {
            foreach (var scene in opened)
            {
                scene.Dispose();
            }
        }
    }

    /// <summary>Around a decision that moves deadlines: what is due without it is judged first, so that a deadline that has passed stays where it was.</summary>
    /// <returns>What was stored, and what judging by it did.</returns>
    public async Task<(T Stored, JudgeResult Judged)> AroundAsync<T>(SchoolRuntime school, SchoolLease lease, Func<Task<T>> store, CancellationToken cancellationToken)
    {
        await RunAsync(school, window: null, lease, cancellationToken);
        var stored = await store();
        return (stored, await RunAsync(school, window: null, lease, cancellationToken));
    }

    private static async Task<Outcome> JudgeAsync(DbConnection connection, JudgingScene scene, RuleBook book, Pending pending, bool sameBasis, DayRange? window, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(connection);
        MissingStill still;
        var planner = new WorkPlanner(scene, book.Rules, pending.Judged);
        WorkSet work;
        if (sameBasis)
        {
            work = planner.Plan(pending.Dirty, Instants.FromStored(pending.State!.JudgedAt));
            if (window is { } days)
            {
                planner.AddDays(work, days.From, days.To);
                planner.Widen(work);
            }

            still = await MissingStill.FindAsync(context, scene, work, cancellationToken);
            if (still.HasAdded)
            {
                planner.Widen(work);
            }
        }
        else
        {
            work = new WorkSet();
            work.AddEverything();
            still = new MissingStill();
        }

        if (work.IsEmpty)
        {
            return new Outcome(scene, work, Timetable.Empty, scene.Evaluate(work, Timetable.Empty, book), still);
        }

        var timetable = scene.TimetableOf(work.DaysWithin(scene.Days, Timetable.LookAheadDays));
        return new Outcome(scene, work, timetable, scene.Evaluate(work, timetable, book), still);
    }

    private static async Task<Pending> PendingAsync(DbConnection connection, string school, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(connection);
        return new Pending(
            await context.Set<JudgedStateRow>().AsNoTracking().FirstOrDefaultAsync(state => state.School == school, cancellationToken),
            await context.Set<DirtyRow>().AsNoTracking().Where(row => row.School == school).ToListAsync(cancellationToken),
            await context.Set<JudgedDayRow>().AsNoTracking().Where(row => row.School == school && (!row.Settled || row.Together)).ToListAsync(cancellationToken));
    }

    private static async Task<FindingChanges> StoreAsync(SchoolRuntime school, SchoolLease lease, Pending pending, string basis, List<Outcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var store = new FindingStore(transaction, school.Id, now, school.DayOf(now));
        await store.EndWaiversAsync(cancellationToken);
        var changes = default(FindingChanges);
        foreach (var outcome in outcomes.Where(outcome => !outcome.Work.IsEmpty))
        {
            changes += await store.ApplyAsync(outcome.Evaluation, outcome.Work, outcome.Scene.Book.Id, outcome.Scene.Days, cancellationToken);
            new JudgedDays(transaction, school.Id, now).Store(outcome.Scene, outcome.Work, outcome.Timetable, outcome.Evaluation);
        }

        foreach (var outcome in outcomes)
        {
            await outcome.Still.StoreAsync(transaction.Context, outcome.Scene, outcome.Work, cancellationToken);
        }

        changes += outcomes.Count == 0 ? default : await store.ApplySchoolAsync([.. outcomes.Select(outcome => outcome.Evaluation)], cancellationToken);
        if (outcomes.Count > 0)
        {
            JudgedDays.Forget(transaction, pending.Dirty);
            var state = await transaction.Context.Set<JudgedStateRow>().FirstOrDefaultAsync(row => row.School == school.Id, cancellationToken);
            if (state is null)
            {
                transaction.Context.Add(state = new JudgedStateRow { School = school.Id, Basis = basis });
            }

            state.Basis = basis;
            state.JudgedAt = now.ToStored();
        }

        await transaction.CommitAsync(cancellationToken);
        return changes;
    }

    private sealed record Pending(JudgedStateRow? State, IReadOnlyCollection<DirtyRow> Dirty, IReadOnlyCollection<JudgedDayRow> Judged);

    private sealed record Outcome(JudgingScene Scene, WorkSet Work, Timetable Timetable, Evaluation Evaluation, MissingStill Still);
}
