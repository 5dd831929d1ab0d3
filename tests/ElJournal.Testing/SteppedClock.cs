namespace ElJournal.Testing;

/// <summary>The machine's clock, set to another moment and set again at will; in between it runs on. For work that waits for other machines: its timers are real, and those whose time a step passes ring at once.</summary>
public sealed class SteppedClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<SteppedTimer> running = [];
    private long ahead = (start - System.GetUtcNow()).Ticks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref ahead));

    /// <summary>Sets the clock, back as well as on.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        Volatile.Write(ref ahead, (moment - System.GetUtcNow()).Ticks);
        lock (gate)
        {
            foreach (var timer in running.Where(timer => timer.Due <= moment))
            {
                timer.RingSoon();
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SteppedTimer : ITimer
    {
        private readonly SteppedClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer real;
        private TimeSpan period;

        public SteppedTimer(SteppedClock clock, TimerCallback callback, object? state)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            real = System.CreateTimer(static timer => ((SteppedTimer)timer!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                Run(dueTime);
                return real.Change(dueTime, period);
            }
        }

        public void RingSoon() => real.Change(TimeSpan.Zero, period);

        public void Dispose()
        {
            Forget();
            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return real.DisposeAsync();
        }

        private void Ring()
        {
            lock (clock.gate)
            {
                Run(period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period);
            }

            callback(state);
        }

        private void Run(TimeSpan wait)
        {
            if (wait == Timeout.InfiniteTimeSpan)
            {
                clock.running.Remove(this);
                return;
            }

            Due = clock.GetUtcNow() + wait;
            clock.running.Add(this);
        }

        private void Forget()
        {
            lock (clock.gate)
            {
                clock.running.Remove(this);
            }
        }
    }
}
