using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Rehearsing;

/// <summary>The steps of jobs as they are, but for two: nothing is read, and the day is judged anew.</summary>
internal sealed class RehearsalWork(SchoolWork real, JudgeUseCase judge, DateOnly rehearsed) : ISchoolWork
{
    public Task<bool> IsSchoolDayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken) => real.IsSchoolDayAsync(school, day, cancellationToken);

    public Task<StepOutcome> ReadAsync(SchoolRuntime school, bool wholeYear, IReadOnlyList<DateOnly> days, SchoolLease lease, CancellationToken cancellationToken) =>
        Task.FromResult(new StepOutcome(StepResult.Complete, "as stored"));

    public Task JudgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) =>
        judge.RunAsync(school, new DayRange(rehearsed, rehearsed), lease, cancellationToken);

    public Task<StepOutcome> TellDailyAsync(SchoolRuntime school, IReadOnlyList<DateOnly> days, bool late, SchoolLease lease, CancellationToken cancellationToken) => real.TellDailyAsync(school, days, late, lease, cancellationToken);

    public Task<StepOutcome> TellStaffAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken) => real.TellStaffAsync(school, day, lease, cancellationToken);

    public Task<StepOutcome> TellMonthlyAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken) => real.TellMonthlyAsync(school, day, lease, cancellationToken);

    public Task<StepOutcome> ExportAsync(SchoolRuntime school, IReadOnlyList<RouteOptions> routes, SchoolLease lease, CancellationToken cancellationToken) => real.ExportAsync(school, routes, lease, cancellationToken);

    public Task<StepOutcome> ReconcileAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => real.ReconcileAsync(school, lease, cancellationToken);

    public Task<StepOutcome> PurgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => Task.FromResult(new StepOutcome(StepResult.Complete, "nothing is purged in a rehearsal"));

    public Task<StepOutcome> BackUpAsync(SchoolRuntime school, string kind, DateTimeOffset due, SchoolLease lease, CancellationToken cancellationToken) => throw new NotSupportedException("A rehearsal copies nothing to media.");

    public Task<StepOutcome> SelfTestAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => throw new NotSupportedException("A rehearsal is about a day, not about the machine.");

    public Task TellRecoveryAsync(SchoolRuntime school, string job, IReadOnlyDictionary<string, DateTimeOffset> failing, SchoolLease lease, CancellationToken cancellationToken) => real.TellRecoveryAsync(school, job, failing, lease, cancellationToken);

    public Task SendLettersAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => real.SendLettersAsync(school, lease, cancellationToken);

    public Task<IReadOnlyList<string>> SchoolsWithLettersAsync(CancellationToken cancellationToken) => real.SchoolsWithLettersAsync(cancellationToken);

    public Task TellOutageAsync(SchoolRuntime school, EndedOutage outage, SchoolLease lease, CancellationToken cancellationToken) => real.TellOutageAsync(school, outage, lease, cancellationToken);

    public Task TellFailureAsync(SchoolRuntime school, string job, string instruction, SchoolLease lease, CancellationToken cancellationToken) => real.TellFailureAsync(school, job, instruction, lease, cancellationToken);
}
