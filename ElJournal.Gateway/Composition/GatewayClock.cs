namespace ElJournal.Gateway.Composition;

/// <summary>The clock of the school's business: the machine's, or under <c>--now</c> one that starts at the given instant and runs on.</summary>
/// <remarks>Versions, leases and clock skew take <see cref="MachineClock"/> instead.</remarks>
internal sealed class GatewayClock : TimeProvider
{
    private readonly TimeProvider machine;
    private readonly TimeSpan shift;

    public GatewayClock(TimeProvider machine, DateTimeOffset? startsAt = null)
    {
        this.machine = machine;
        shift = startsAt is { } start ? start - machine.GetUtcNow() : TimeSpan.Zero;
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + shift;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}

/// <summary>The machine's real clock, also under <c>--now</c>.</summary>
internal sealed record MachineClock(TimeProvider Time);

/// <summary>How this process was started.</summary>
/// <param name="Command">The verb, as holders of leases are named.</param>
/// <param name="Drill">Whether <c>--now</c> set the clock.</param>
/// <param name="Really">Whether the operator asked for a drill to leave the machine all the same.</param>
internal sealed record RunMode(string Command, bool Drill, bool Really)
{
    /// <summary>Whether letters and packages may go to other machines; otherwise to loopback addresses and folders only.</summary>
    public bool MayLeaveMachine => !Drill || Really;
}
