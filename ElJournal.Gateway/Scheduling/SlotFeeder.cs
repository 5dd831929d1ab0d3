using System.Threading.Channels;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Puts what has fallen due into the run ledger, at every firing and once at start, when that is the catch-up after a downtime.</summary>
internal sealed class SlotFeeder(Func<IReadOnlyList<ScheduleEntry>> current, SlotStore slots, TimeProvider clock)
{
    /// <summary>A slot that is put in later than this after it was due is a late run.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(10);

    public SlotFeeder(IReadOnlyList<ScheduleEntry> schedules, SlotStore slots, TimeProvider clock)
        : this(() => schedules, slots, clock)
    {
    }

    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Whether the last firing could not put its slots in.</summary>
    public bool Missed { get; private set; }

    /// <summary>Puts in every slot between the last known one and now.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> FeedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var added = await AddDueAsync(cancellationToken);
            Missed = false;
            signal.Writer.TryWrite(true);
            return added;
        }
        catch (Exception failure) when (LedgerFailures.Of(failure) is not null)
        {
            Missed = true;
            throw;
        }
    }

    private async Task<int> AddDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var schedules = current();
        var added = 0;
        var known = await slots.KnownUntilAsync(cancellationToken);
        foreach (var school in schedules.SelectMany(entry => entry.Jobs).Select(job => job.School).Distinct().Where(school => !known.ContainsKey((school, SlotStore.Beginning))))
        {
            await slots.BeginAsync(school, now, cancellationToken);
        }

        foreach (var entry in schedules)
        {
            foreach (var (school, job) in entry.Jobs)
            {
                var after = known.TryGetValue((school, job.Name), out var last) || known.TryGetValue((school, SlotStore.Beginning), out last) ? last : now;
                var due = SlotPlan.Due(entry.Cron, job.CatchUp, after, now);
                if (due.Count > 0)
                {
                    added += await slots.AddAsync(school, job.Name, due.Where(slot => now - slot <= Punctual), late: false, cancellationToken);
                    added += await slots.AddAsync(school, job.Name, due.Where(slot => now - slot > Punctual), late: true, cancellationToken);
                }
            }
        }

        return added;
    }

    /// <summary>Waits for the next firing, at most <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var firing = signal.Reader.ReadAsync(patience.Token).AsTask();
        await Task.WhenAny(firing, Task.Delay(longest, clock, patience.Token));
        await patience.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
