namespace ElJournal.Testing;

/// <summary>A clock that moves only when told to; its timers fire while it is being moved. Safe for use by several threads.</summary>
public sealed class FakeTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on, firing each timer at its moment.</summary>
    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Moves the clock to a moment. Going back is allowed, as it is for real clocks; no timer fires then.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        while (Next(moment) is { } timer)
        {
            timer.Fire();
        }

        lock (gate)
        {
            now = moment;
        }
    }

    private FakeTimer? Next(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is not null)
            {
                now = next.Due > now ? next.Due : now;
                next.Advance(now);
            }

            return next;
        }
    }

    private sealed class FakeTimer(FakeTimeProvider clock, Action fire) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        /// <summary>To the next firing; a timer without a period is done.</summary>
        public void Advance(DateTimeOffset now)
        {
            if (period > TimeSpan.Zero)
            {
                Due = now + period;
            }
            else
            {
                clock.timers.Remove(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    period = newPeriod;
                    Due = clock.now + dueTime;
                    clock.timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
