namespace ElJournal.Testing;

/// <summary>The machine's clock, set to another moment and set again at will; in between it runs on, and its timers are real. For work that waits for other machines.</summary>
public sealed class SteppedClock(DateTimeOffset start) : TimeProvider
{
    private long ahead = (start - System.GetUtcNow()).Ticks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref ahead));

    /// <summary>Sets the clock, back as well as on.</summary>
    public void MoveTo(DateTimeOffset moment) => Volatile.Write(ref ahead, (moment - System.GetUtcNow()).Ticks);
}
