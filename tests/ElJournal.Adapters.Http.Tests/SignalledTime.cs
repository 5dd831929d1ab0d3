using ElJournal.Testing;

namespace ElJournal.Adapters.Http.Tests;

/// <summary>Says when somebody begins to wait for so long.</summary>
internal sealed class SignalledTime(FakeTimeProvider time, TimeSpan wait, TaskCompletionSource signal) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = time.CreateTimer(callback, state, dueTime, period);
        if (dueTime == wait)
        {
            signal.TrySetResult();
        }

        return timer;
    }
}
