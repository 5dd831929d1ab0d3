using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>Counts what is asked of the other side, and compares its clock with this machine's.</summary>
internal sealed class HttpTally(TimeProvider machine)
{
    private readonly Lock gate = new();
    private int requests;
    private int retries;
    private (TimeSpan Skew, TimeSpan Trip)? clock;

    public DateTimeOffset Now => machine.GetUtcNow();

    public void Sent(bool again)
    {
        lock (gate)
        {
            requests++;
            retries += again ? 1 : 0;
        }
    }

    /// <summary>The next request repeats one that was counted before.</summary>
    public void Repeated()
    {
        lock (gate)
        {
            retries++;
        }
    }

    /// <summary>Of several looks at the other clock the one with the shortest way counts: the way is its error. <c>Date</c> has whole seconds, hence the half.</summary>
    public void Answered(DateTimeOffset? date, DateTimeOffset sentAt, DateTimeOffset answeredAt)
    {
        if (date is not { } theirs)
        {
            return;
        }

        var trip = answeredAt - sentAt;
        lock (gate)
        {
            if (clock is null || trip < clock.Value.Trip)
            {
                clock = (theirs.AddMilliseconds(500) - (sentAt + (trip / 2)), trip);
            }
        }
    }

    public ReadEffort Take()
    {
        lock (gate)
        {
            var effort = new ReadEffort(requests, retries, clock?.Skew);
            (requests, retries, clock) = (0, 0, null);
            return effort;
        }
    }
}
