using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Scheduling;

/// <summary>The steps that jobs are made of, each done under the school's lease.</summary>
internal interface ISchoolWork
{
    /// <summary>Whether any class of the school is taught on the day.</summary>
    Task<bool> IsSchoolDayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken);

    /// <summary>One reading pass.</summary>
    /// <param name="wholeYear">The school year so far instead of the usual window.</param>
    /// <param name="days">Days that must be in the window although they lie further back.</param>
    Task<StepOutcome> ReadAsync(SchoolRuntime school, bool wholeYear, IReadOnlyList<DateOnly> days, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Judges what changed or has fallen due.</summary>
    Task JudgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Queues the daily letters about the days, one to a person however many days there are.</summary>
    Task<StepOutcome> TellDailyAsync(SchoolRuntime school, IReadOnlyList<DateOnly> days, bool late, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Queues the day's letters to teachers, one to a person.</summary>
    Task<StepOutcome> TellStaffAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Queues the monthly check of the month that ended before the day.</summary>
    Task<StepOutcome> TellMonthlyAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Delivers what is due on the routes.</summary>
    Task<StepOutcome> ExportAsync(SchoolRuntime school, IReadOnlyList<RouteOptions> routes, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Compares what the portals show with what was delivered; differences are told by a letter of their own.</summary>
    Task<StepOutcome> ReconcileAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Copies ledger and journal to the external media, unless a copy that began since has done it.</summary>
    /// <param name="kind"><c>backup</c> or <c>archive</c>.</param>
    Task<StepOutcome> BackUpAsync(SchoolRuntime school, string kind, DateTimeOffset due, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Empties what is older than the retention of its kind.</summary>
    Task<StepOutcome> PurgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Looks at the gateway itself and queues a letter to the administrator about it, also when all is well.</summary>
    Task<StepOutcome> SelfTestAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Sends what is queued; what cannot be sent stays queued.</summary>
    Task SendLettersAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>The schools whose letters wait for another try now.</summary>
    Task<IReadOnlyList<string>> SchoolsWithLettersAsync(CancellationToken cancellationToken);

    /// <summary>Queues the day's one letter that says that a job works again; a letter of its failure that has not gone is taken back.</summary>
    /// <param name="job">The job that has just ended well.</param>
    /// <param name="failing">All jobs that had failed until now, and since when.</param>
    Task TellRecoveryAsync(SchoolRuntime school, string job, IReadOnlyDictionary<string, DateTimeOffset> failing, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Queues a letter to the administrator that the ledger can be used again.</summary>
    Task TellOutageAsync(SchoolRuntime school, EndedOutage outage, SchoolLease lease, CancellationToken cancellationToken);

    /// <summary>Queues a letter to the administrator that a job has failed for good.</summary>
    Task TellFailureAsync(SchoolRuntime school, string job, string instruction, SchoolLease lease, CancellationToken cancellationToken);
}

/// <summary>How a step ended.</summary>
/// <param name="Result">What follows from it.</param>
/// <param name="Counts">English, for the log and the run ledger: figures and ids only.</param>
/// <param name="Instruction">Russian: what the administrator can do; <see langword="null"/> when there is nothing.</param>
/// <param name="StartedAt">When the step began.</param>
internal sealed record StepOutcome(StepResult Result, string Counts, string? Instruction = null, DateTimeOffset? StartedAt = null);

internal enum StepResult
{
    /// <summary>All of it.</summary>
    Complete,

    /// <summary>Some of it; the rest may succeed when tried again.</summary>
    Partial,

    /// <summary>Will not succeed without a person.</summary>
    NeedsPerson,
}
