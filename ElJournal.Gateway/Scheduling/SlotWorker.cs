using System.Collections.Concurrent;
using System.Threading.Channels;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Scheduling.Model;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Works off due slots: schools side by side, the jobs of a school one after another under its lease.</summary>
/// <remarks>A look at the run ledger makes the list of schools with something to do, the longest due first; whenever a school ends, the next of the list takes its place.</remarks>
internal sealed class SlotWorker(SlotFeeder feeder, SlotStore slots, SchoolLeases leases, SchoolDirectory schools, JobRunner runner, ISchoolWork work, TimeProvider clock, ILogger<SlotWorker> logger, LedgerDatabase database, LimitsOptions limits)
{
    /// <summary>A shared ledger is looked at more often: another node may have put the slots in.</summary>
    private readonly TimeSpan lookAgainAfter = database.Provider == StorageProvider.PostgreSql ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, SchoolTurn> running = new(StringComparer.Ordinal);
    private readonly Channel<SchoolTurn> ended = Channel.CreateUnbounded<SchoolTurn>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SchoolPlaces places = new(limits);
    private readonly LedgerOutage outage = new();
    private List<SchoolRuntime> waiting = [];

    /// <summary>Works until stopped. A slot that was being worked on is put back whole.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var late = await feeder.FeedAsync(cancellationToken);
        SchedulingLog.Started(logger, schools.All.Count, late);
        try
        {
            var end = ended.Reader.WaitToReadAsync(cancellationToken).AsTask();
            while (true)
            {
                await LookAgainAsync(cancellationToken);
                var nextLook = feeder.WaitAsync(lookAgainAfter, cancellationToken);
                do
                {
                    StartWaiting(cancellationToken);
                    if (await Task.WhenAny(end, nextLook) == end)
                    {
                        Leave();
                        end = ended.Reader.WaitToReadAsync(cancellationToken).AsTask();
                    }
                }
                while (!nextLook.IsCompleted);
                await nextLook;
            }
        }
        finally
        {
            await Task.WhenAll(running.Values.Select(turn => turn.Work));
        }
    }

    /// <summary>Runs everything that is due now, to its end.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        StartWaiting(cancellationToken);
        while (!running.IsEmpty)
        {
            await ended.Reader.WaitToReadAsync(CancellationToken.None);
            Leave();
            StartWaiting(cancellationToken);
        }
    }

    /// <summary>A ledger that does not answer now answers later; what fell due meanwhile is put in then, as is what the scheduler dropped because the machine slept or was too busy.</summary>
    internal async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await feeder.FeedAsync(cancellationToken);
            await LookAsync(cancellationToken);
        }
        catch (Exception failure) when (LedgerFailures.Of(failure) is not null)
        {
            NoteOutage(failure);
            SchedulingLog.LedgerAway(logger, LedgerFailures.Explain(LedgerFailures.Of(failure)!, database.Name).Message);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var school in places.Review(clock.GetUtcNow()))
        {
            if (running.TryGetValue(school, out var turn))
            {
                SchedulingLog.Stopping(logger, school, (long)(clock.GetUtcNow() - turn.Since).TotalSeconds);
                await turn.StopAsync();
            }
        }

        var due = await slots.SchoolsWithWorkAsync(clock.GetUtcNow(), cancellationToken);
        waiting = [.. due.Union(await work.SchoolsWithLettersAsync(cancellationToken), StringComparer.Ordinal).Select(schools.Find).OfType<SchoolRuntime>()];
    }

    private void StartWaiting(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var now = clock.GetUtcNow();
        for (var i = 0; i < waiting.Count && places.HasRoom; i++)
        {
            var school = waiting[i];
            if (running.ContainsKey(school.Id))
            {
                // Who works takes what is due as well.
                waiting.RemoveAt(i--);
            }
            else if (places.TryTake(school.Id, SourceHost.Of(school, school.DayOf(now)), now))
            {
                waiting.RemoveAt(i--);
                var turn = new SchoolTurn(school, now, cancellationToken);
                running[school.Id] = turn;
                turn.Work = TakeTurnAsync(turn);
            }
        }
    }

    private void Leave()
    {
        while (ended.Reader.TryRead(out var turn))
        {
            places.Leave(turn.School.Id);
            running.TryRemove(turn.School.Id, out _);
            turn.Dispose();
        }
    }

    private async Task TakeTurnAsync(SchoolTurn turn)
    {
        // The first steps are the ledger's and take their time: the others are to begin meanwhile.
        await Task.Yield();
        Instruments.SchoolBegan();
        try
        {
            await RunSchoolAsync(turn);
        }
        finally
        {
            Instruments.SchoolEnded();
            ended.Writer.TryWrite(turn);
        }
    }

    private async Task RunSchoolAsync(SchoolTurn turn)
    {
        var school = turn.School;
        try
        {
            await using var lease = await leases.AcquireAsync(school.Id, "run", turn.Token, patience: TimeSpan.Zero);
            var hasWritten = false;
            while (await slots.ClaimAsync(lease, clock.GetUtcNow(), turn.Token) is { Count: > 0 } claimed)
            {
                await RunJobAsync(turn, claimed, lease);
                hasWritten = true;
            }

            if (hasWritten && outage.EndedFor(school.Id, clock.GetUtcNow()) is { } over)
            {
                await work.TellOutageAsync(school, over, lease, turn.Token);
            }

            await work.SendLettersAsync(school, lease, turn.Token);
        }
        catch (SchoolBusyException busy)
        {
            SchedulingLog.Busy(logger, school.Id, busy.Holder);
        }
        catch (LeaseLostException)
        {
            SchedulingLog.LeaseLost(logger, school.Id);
        }
        catch (OperationCanceledException) when (turn.Token.IsCancellationRequested)
        {
            // The stop was asked for; what was claimed has been put back.
        }
#pragma warning disable CA1031 // One school's trouble must not stop the others; it is logged and the slot is due again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NoteOutage(failure);
            SchedulingLog.SchoolFailed(logger, school.Id, failure.GetType().Name, failure);
        }
    }

    private void NoteOutage(Exception failure)
    {
        if ((failure as LedgerException ?? (LedgerFailures.Of(failure) is { } away ? LedgerFailures.Explain(away, database.Name) : null)) is { } known)
        {
            outage.Note(clock.GetUtcNow(), known.Message);
        }
    }

    private async Task RunJobAsync(SchoolTurn turn, IReadOnlyList<SlotRow> claimed, SchoolLease lease)
    {
        var school = turn.School;
        var job = claimed[0].Job;
        using var span = Instruments.Begin(job, school.Id);
        var started = clock.GetTimestamp();
        JobOutcome outcome;
        try
        {
            outcome = await runner.RunAsync(school, claimed, lease, turn.Token);
        }
        catch (OperationCanceledException) when (turn.WorkerStops)
        {
            await slots.PutBackAsync(lease, claimed, again: null, "stopped", CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException) when (turn.IsStopped)
        {
            outcome = new JobOutcome(SlotStatus.Due, "stopped: took too long", Instruction: Texts.JobTookTooLong);
        }
        catch (Exception failure) when (failure is not LeaseLostException)
        {
            SchedulingLog.JobThrew(logger, school.Id, job, failure.GetType().Name, failure);

            // What a person can put right is said in words, should it not pass by itself.
            outcome = new JobOutcome(SlotStatus.Due, failure.GetType().Name, Instruction: LedgerFailures.Of(failure) is { } away ? LedgerFailures.Explain(away, database.Name).Message : (failure as GatewayException)?.Message);
        }

        await CloseAsync(school, claimed, outcome, lease, turn.IsStopped ? CancellationToken.None : turn.Token);
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
            await work.TellFailureAsync(school, claimed[0].Job, outcome.Instruction ?? Texts.JobFailedSomehow, lease, cancellationToken);
        }

        await slots.CloseAsync(lease, claimed, status, outcome.Counts, now, cancellationToken);
    }
}
