using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;

namespace ElJournal.Gateway.Tests.Scheduling;

/// <summary>Steps that do what the test says, and note that they were taken.</summary>
internal sealed class ScriptedWork : ISchoolWork
{
    private static readonly StepOutcome Complete = new(StepResult.Complete, "ok");

    public List<string> Steps { get; } = [];

    /// <summary>What the administrator was told to do, letter by letter.</summary>
    public List<string> Told { get; } = [];

    public Queue<StepOutcome> Reads { get; } = new();

    public Queue<StepOutcome> Exports { get; } = new();

    public HashSet<DateOnly> DaysOff { get; } = [];

    /// <summary>Run at the beginning of a read: to stop the worker, to throw, to wait.</summary>
    public Func<SchoolRuntime, CancellationToken, Task> OnRead { get; set; } = (_, _) => Task.CompletedTask;

    public Task<bool> IsSchoolDayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken) =>
        Task.FromResult(day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !DaysOff.Contains(day));

    public async Task<StepOutcome> ReadAsync(SchoolRuntime school, bool wholeYear, IReadOnlyList<DateOnly> days, SchoolLease lease, CancellationToken cancellationToken)
    {
        await OnRead(school, cancellationToken);
        lock (Steps)
        {
            Steps.Add(wholeYear ? "read year" : "read");
            return Reads.TryDequeue(out var outcome) ? outcome : Complete;
        }
    }

    public Task JudgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => Note("judge");

    public Task<StepOutcome> TellDailyAsync(SchoolRuntime school, IReadOnlyList<DateOnly> days, bool late, SchoolLease lease, CancellationToken cancellationToken) =>
        Note($"tell {string.Join(' ', days.Select(day => day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)))}{(late ? " late" : "")}");

    public Task<StepOutcome> TellMonthlyAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken) => Note("tell month");

    public Task<StepOutcome> TellStaffAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken) => Note("tell staff");

    public async Task<StepOutcome> ExportAsync(SchoolRuntime school, IReadOnlyList<RouteOptions> routes, SchoolLease lease, CancellationToken cancellationToken)
    {
        await Note($"export {string.Join(' ', routes.Select(route => route.Name))}");
        return Exports.TryDequeue(out var outcome) ? outcome : Complete;
    }

    public Task<StepOutcome> ReconcileAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => Note("reconcile");

    public Task<StepOutcome> BackUpAsync(SchoolRuntime school, string kind, DateTimeOffset due, SchoolLease lease, CancellationToken cancellationToken) => Note(kind);

    public Task<StepOutcome> PurgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => Note("purge");

    public Task<StepOutcome> SelfTestAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => Note("self-test");

    public Task SendLettersAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => Note("send");

    public Task<IReadOnlyList<string>> SchoolsWithLettersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task TellRecoveryAsync(SchoolRuntime school, string job, IReadOnlyDictionary<string, DateTimeOffset> failing, SchoolLease lease, CancellationToken cancellationToken) =>
        Note(FormattableString.Invariant($"recovered {job} of {failing.Count} since {failing[job]:MM-dd HH:mm}"));

    public Task TellOutageAsync(SchoolRuntime school, EndedOutage outage, SchoolLease lease, CancellationToken cancellationToken) => Note($"outage {(outage.Until - outage.Since).TotalMinutes:0}");

    public Task TellFailureAsync(SchoolRuntime school, string job, string instruction, SchoolLease lease, CancellationToken cancellationToken)
    {
        Told.Add(instruction);
        return Note($"failure {job}");
    }

    private Task<StepOutcome> Note(string step)
    {
        lock (Steps)
        {
            Steps.Add(step);
        }

        return Task.FromResult(Complete);
    }
}
