using System.Collections.Concurrent;
using System.Threading.Channels;

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

    // Two firings at once put in the same slots; the ledger takes each once.
    private ConcurrentDictionary<(string School, string Job), DateTimeOffset>? known;

    /// <summary>Puts in every slot between the last known one and now.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> FeedAsync(CancellationToken cancellationToken)
    {
        var added = await FeedOnceAsync(cancellationToken);
        if (added > 0)
        {
            signal.Writer.TryWrite(true);
        }

        return added;
    }

    private async Task<int> FeedOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var schedules = current();

        // The run ledger is asked once: it grows by dozens of slots a day and school, and what was put in since is known here. What another node puts in costs a row that is there already.
        var last = known ??= new(await slots.KnownUntilAsync(cancellationToken));
        await PutInAsync([.. schedules.SelectMany(entry => entry.Jobs).Select(job => job.School).Distinct(StringComparer.Ordinal)
            .Where(school => !last.ContainsKey((school, SlotStore.Beginning))).Select(school => new DueSlot(school, SlotStore.Beginning, now, Late: false))], last, cancellationToken);
        var due = new List<DueSlot>();
        foreach (var entry in schedules)
        {
            // A thousand schools of one schedule mostly have the same moments before and now.
            var plans = new Dictionary<(CatchUp, DateTimeOffset), IReadOnlyList<DateTimeOffset>>();
            foreach (var (school, job) in entry.Jobs)
            {
                var after = last.TryGetValue((school, job.Name), out var slot) || last.TryGetValue((school, SlotStore.Beginning), out slot) ? slot : now;
                if (!plans.TryGetValue((job.CatchUp, after), out var plan))
                {
                    plans[(job.CatchUp, after)] = plan = SlotPlan.Due(entry.Cron, job.CatchUp, after, now);
                }

                due.AddRange(plan.Select(moment => new DueSlot(school, job.Name, moment, Late: now - moment > Punctual)));
            }
        }

        return await PutInAsync(due, last, cancellationToken);
    }

    private async Task<int> PutInAsync(List<DueSlot> due, ConcurrentDictionary<(string School, string Job), DateTimeOffset> last, CancellationToken cancellationToken)
    {
        var added = due.Count == 0 ? 0 : await slots.AddAsync(due, cancellationToken);
        foreach (var slot in due)
        {
            last[(slot.School, slot.Job)] = slot.Due;
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
