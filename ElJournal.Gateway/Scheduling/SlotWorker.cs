using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Scheduling.Model;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Works off due slots: schools side by side, the jobs of a school one after another under its lease.</summary>
internal sealed class SlotWorker(SlotFeeder feeder, SlotStore slots, SchoolLeases leases, SchoolDirectory schools, JobRunner runner, ISchoolWork work, TimeProvider clock, ILogger<SlotWorker> logger, LedgerDatabase database)
{
    /// <summary>So many schools at once; one slow school keeps one place.</summary>
    private const int SideBySide = 8;

    /// <summary>A shared ledger is looked at more often: another node may have put the slots in.</summary>
    private readonly TimeSpan lookAgainAfter = database.Provider == StorageProvider.PostgreSql ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);

    /// <summary>Works until stopped. A slot that was being worked on is put back whole.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var late = await feeder.FeedAsync(cancellationToken);
        SchedulingLog.Started(logger, schools.All.Count, late);
        try
        {
            while (true)
            {
                await LookAsync(cancellationToken);
                await feeder.WaitAsync(lookAgainAfter, cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(running.Values);
        }
    }

    /// <summary>Runs everything that is due now, to its end.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await StartDueAsync(cancellationToken);
        await Task.WhenAll(running.Values);
    }

    /// <summary>A ledger that does not answer now answers later; what fell due meanwhile is put in then.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (feeder.Missed)
            {
                await feeder.FeedAsync(cancellationToken);
            }

            await StartDueAsync(cancellationToken);
        }
        catch (Exception failure) when (LedgerFailures.Of(failure) is not null)
        {
            SchedulingLog.LedgerAway(logger, LedgerFailures.Explain(LedgerFailures.Of(failure)!, database.Name).Message);
        }
    }

    private async Task StartDueAsync(CancellationToken cancellationToken)
    {
        foreach (var finished in running.Where(task => task.Value.IsCompleted).Select(task => task.Key).ToList())
        {
            running.Remove(finished);
        }

        var withSlots = await slots.SchoolsWithWorkAsync(clock.GetUtcNow(), cancellationToken);
        foreach (var id in withSlots.Union(await work.SchoolsWithLettersAsync(cancellationToken), StringComparer.Ordinal))
        {
            if (running.Count >= SideBySide)
            {
                return;
            }

            if (!running.ContainsKey(id) && schools.All.FirstOrDefault(school => school.Id == id) is { } school)
            {
                running[id] = RunSchoolAsync(school, cancellationToken);
            }
        }
    }

    private async Task RunSchoolAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        Instruments.SchoolBegan();
        try
        {
            await using var lease = await leases.AcquireAsync(school.Id, "run", cancellationToken, patience: TimeSpan.Zero);
            while (await slots.ClaimAsync(lease, clock.GetUtcNow(), cancellationToken) is { Count: > 0 } claimed)
            {
                await RunJobAsync(school, claimed, lease, cancellationToken);
            }

            await work.SendLettersAsync(school, lease, cancellationToken);
        }
        catch (SchoolBusyException busy)
        {
            SchedulingLog.Busy(logger, school.Id, busy.Holder);
        }
        catch (LeaseLostException)
        {
            SchedulingLog.LeaseLost(logger, school.Id);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The stop was asked for; what was claimed has been put back.
        }
#pragma warning disable CA1031 // One school's trouble must not stop the others; it is logged and the slot is due again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            SchedulingLog.SchoolFailed(logger, school.Id, failure.GetType().Name, failure);
        }
        finally
        {
            Instruments.SchoolEnded();
        }
    }

    private async Task RunJobAsync(SchoolRuntime school, IReadOnlyList<SlotRow> claimed, SchoolLease lease, CancellationToken cancellationToken)
    {
        var job = claimed[0].Job;
        using var span = Instruments.Begin(job, school.Id);
        var started = clock.GetTimestamp();
        JobOutcome outcome;
        try
        {
            outcome = await runner.RunAsync(school, claimed, lease, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await slots.PutBackAsync(lease, claimed, again: null, "stopped", CancellationToken.None);
            throw;
        }
        catch (Exception failure) when (failure is not LeaseLostException)
        {
            SchedulingLog.JobThrew(logger, school.Id, job, failure.GetType().Name, failure);
            
            // What a person can put right is said in words, should it not pass by itself.
            outcome = new JobOutcome(SlotStatus.Due, failure.GetType().Name, Instruction: LedgerFailures.Of(failure) is { } away ? LedgerFailures.Explain(away, database.Name).Message : (failure as GatewayException)?.Message);
        }

        await CloseAsync(school, claimed, outcome, lease, cancellationToken);
        span?.SetTag("status", outcome.Status.ToString());
        Instruments.JobEnded(school.Id, job, outcome.Status.ToString(), clock.GetElapsedTime(started));
        SchedulingLog.JobEnded(logger, school.Id, job, outcome.Status, claimed.Count, (long)clock.GetElapsedTime(started).TotalMilliseconds, outcome.Counts);
    }

    private async Task CloseAsync(SchoolRuntime school, IReadOnlyList<SlotRow> claimed, JobOutcome outcome, SchoolLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (outcome.Status == SlotStatus.Due && (outcome.Again ?? SlotRetry.After(claimed.Max(slot => slot.Tries))) is { } wait)
        {
            await slots.PutBackAsync(lease, claimed, now + wait, outcome.Counts, cancellationToken);
            return;
        }

        var status = outcome.Status == SlotStatus.Due ? SlotStatus.Failed : outcome.Status;
        var failing = status is SlotStatus.Failed or SlotStatus.Done ? await slots.FailingAsync(school.Id, cancellationToken) : new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        if (status == SlotStatus.Done && failing.ContainsKey(claimed[0].Job))
        {
            await work.TellRecoveryAsync(school, claimed[0].Job, failing, lease, cancellationToken);
        }

        // What goes on failing has been told: a week without the journal is one letter, not fifty.
        if (status == SlotStatus.Failed ? !failing.ContainsKey(claimed[0].Job) : outcome.Instruction is not null && !failing.ContainsKey(JobCatalog.Sync))
        {
            await work.TellFailureAsync(school, claimed[0].Job, outcome.Instruction ?? outcome.Counts, lease, cancellationToken);
        }

        await slots.CloseAsync(lease, claimed, status, outcome.Counts, now, cancellationToken);
    }
}
