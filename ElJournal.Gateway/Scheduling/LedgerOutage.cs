namespace ElJournal.Gateway.Scheduling;

/// <summary>Remembers that the ledger could not be used, so that the administrator of each school hears of it once, when it is over: until then no letter can be kept.</summary>
internal sealed class LedgerOutage
{
    /// <summary>What is over sooner has kept nobody waiting for longer than from one read to the next.</summary>
    public static readonly TimeSpan WorthTelling = TimeSpan.FromMinutes(15);

    /// <summary>Of what ended earlier a school without work since hears nothing.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(3);

    private readonly Lock gate = new();
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private (DateTimeOffset Since, string Why)? present;
    private EndedOutage? last;

    /// <summary>The ledger could not be used.</summary>
    /// <param name="why">Russian: what it was and what to do.</param>
    public void Note(DateTimeOffset at, string why)
    {
        lock (gate)
        {
            present = (present?.Since ?? at, why);
        }
    }

    /// <summary>Work of the school has been written down.</summary>
    /// <returns>What the school's administrator is to hear of now; <see langword="null"/> for nothing.</returns>
    public EndedOutage? EndedFor(string school, DateTimeOffset at)
    {
        lock (gate)
        {
            if (present is { } outage)
            {
                present = null;
                if (at - outage.Since >= WorthTelling)
                {
                    last = new EndedOutage(outage.Since, at, outage.Why);
                    told.Clear();
                }
            }

            return last is { } over && at - over.Until < News && told.Add(school) ? over : null;
        }
    }
}

/// <summary>A time in which the ledger could not be used.</summary>
/// <param name="Since">When that was first noticed.</param>
/// <param name="Until">When something was written down again.</param>
/// <param name="Why">Russian: the last reason.</param>
internal sealed record EndedOutage(DateTimeOffset Since, DateTimeOffset Until, string Why);
