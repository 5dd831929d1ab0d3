using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ElJournal.Samples.Simulators.Faults;

/// <summary>The faults in force. Safe for use by several threads.</summary>
public sealed class FaultBook
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private ImmutableArray<Armed> armed = [];
    private ImmutableArray<Counted> budgets = [];
    private TaskCompletionSource struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int tokenGeneration;

    internal FaultBook(TimeProvider time) => this.time = time;

    /// <summary>Raised by one each time all tokens expire.</summary>
    internal int TokenGeneration => Volatile.Read(ref tokenGeneration);

    /// <summary>Puts a fault in force, after those that are. The first one that wants a request gets it; delays add up.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (gate)
        {
            armed = armed.Add(new Armed(fault));
        }
    }

    /// <summary>Limits how often a system may be asked.</summary>
    public void Limit(ThrottleBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        lock (gate)
        {
            budgets = budgets.Add(new Counted(budget, time.GetUtcNow()));
        }
    }

    /// <summary>Refuses from now on all tokens given out so far; signing in again gives a good one. A token given by hand comes back with <see cref="Clear"/>.</summary>
    public void ExpireTokens() => Interlocked.Increment(ref tokenGeneration);

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        lock (gate)
        {
            armed = [];
            budgets = [];
            tokenGeneration = 0;
            struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Completes when a fault, a delay included, has met a request since the faults were last cleared.</summary>
    public Task WhenStruckAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return struck.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>How often each fault has struck, in the order in which they were added.</summary>
    public IReadOnlyList<int> Struck
    {
        get
        {
            lock (gate)
            {
                return [.. armed.Select(one => one.Struck)];
            }
        }
    }

    /// <summary>What happens to the request: nothing, or one fault, and the delays.</summary>
    internal (Fault? Fault, TimeSpan Delay) Take(string system, string path)
    {
        lock (gate)
        {
            if (armed.IsEmpty && budgets.IsEmpty)
            {
                return default;
            }

            var delay = TimeSpan.Zero;
            foreach (var one in armed)
            {
                if (one.Wants(system, path))
                {
                    struck.TrySetResult();
                    if (one.Fault.Kind != FaultKind.Delay)
                    {
                        return (one.Fault, delay + one.Fault.Delay);
                    }

                    delay += one.Fault.Delay;
                }
            }

            var now = time.GetUtcNow();
            foreach (var budget in budgets)
            {
                if (budget.Refuses(system, now) is { } refusal)
                {
                    return (refusal, delay);
                }
            }

            return (null, delay);
        }
    }

    private sealed class Armed(Fault fault)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
        private readonly Regex? pattern = fault.Path is null ? null : new(fault.Path, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);
        private int seen;

        public Fault Fault { get; } = fault;

        public int Struck { get; private set; }

        public bool Wants(string system, string path)
        {
            if (Struck >= Fault.Times || (Fault.System is not null && Fault.System != system) || pattern?.IsMatch(path) == false)
            {
                return false;
            }

            seen++;
            if (seen <= Fault.Skip || !Happens(seen))
            {
                return false;
            }

            Struck++;
            return true;
        }

        private bool Happens(int number)
        {
            unchecked
            {
                var hash = ((ulong)(uint)Fault.Seed << 32) ^ (uint)number;
                hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
                hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
                return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53)) < Fault.Probability;
            }
        }
    }

    private sealed class Counted(ThrottleBudget budget, DateTimeOffset start)
    {
        private DateTimeOffset since = start;
        private int count;

        public Fault? Refuses(string system, DateTimeOffset now)
        {
            if (budget.System is not null && budget.System != system)
            {
                return null;
            }

            if (now - since >= budget.Per)
            {
                (since, count) = (now, 0);
            }

            return ++count <= budget.Requests ? null : new Fault { Status = budget.Status, RetryAfterSeconds = budget.RetryAfterSeconds };
        }
    }
}
