using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>What all channels to one host share: the breaker, and when a request last began.</summary>
internal sealed class HostState(TimeProvider time)
{
    private readonly Lock gate = new();
    private long nextStart = long.MinValue;

    /// <summary>Leaves the host alone for half a minute when nearly everything asked of it within a minute failed.</summary>
    public ResiliencePipeline<Attempt> Breaker { get; } = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
        {
            FailureRatio = 0.9,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(60),
            BreakDuration = TimeSpan.FromSeconds(30),
            ShouldHandle = static arguments => ValueTask.FromResult(
                arguments.Outcome.Result is { } attempt ? attempt.Verdict.HostIsIll : arguments.Outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException),
        })
        .Build();

    /// <summary>Waits until a request may begin.</summary>
    public async ValueTask WaitForTurnAsync(TimeSpan spacing, CancellationToken cancellationToken)
    {
        if (spacing <= TimeSpan.Zero)
        {
            return;
        }

        TimeSpan wait;
        lock (gate)
        {
            var now = time.GetTimestamp();
            var start = Math.Max(now, nextStart);
            nextStart = start + (long)(spacing.TotalSeconds * time.TimestampFrequency);
            wait = start == now ? TimeSpan.Zero : time.GetElapsedTime(now, start);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
