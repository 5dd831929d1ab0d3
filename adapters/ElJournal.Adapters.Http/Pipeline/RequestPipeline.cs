using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>
/// The one place where requests are limited, timed, repeated and given up:
/// a place among <see cref="HttpChannelOptions.MaxConcurrency"/> → total timeout → repetition → the host's breaker → spacing → timeout of the attempt → send, read the body, judge.
/// </summary>
/// <remarks>The body is read inside the attempt, so that a connection that breaks in the middle of it is repeated like any other fault.</remarks>
internal sealed class RequestPipeline : HttpMessageHandler
{
    private readonly HttpClient transport;
    private readonly HttpChannelOptions options;
    private readonly HostState host;
    private readonly HttpTally tally;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim places;
    private readonly ResiliencePipeline<Attempt> repeating;
    private readonly ResiliencePipeline<Attempt> once;
    private readonly ResiliencePipeline attemptTimeout;

    public RequestPipeline(HttpClient transport, HttpChannelOptions options, HostState host, HttpTally tally, ILogger logger, TimeProvider time)
    {
        this.transport = transport;
        this.options = options;
        this.host = host;
        this.tally = tally;
        this.logger = logger;
        this.time = time;
        places = new SemaphoreSlim(options.MaxConcurrency, options.MaxConcurrency);
        attemptTimeout = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(options.RequestTimeout).Build();
        once = Build(0);
        repeating = options.Retries > 0 ? Build(options.Retries) : once;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var original = await RepeatableRequest.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        var pipeline = options.Repeats(request.Method) ? repeating : once;
        var attempts = 0;
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var attempt = await pipeline.ExecuteAsync(
                async token =>
                {
                    await host.WaitForTurnAsync(options.Spacing, token).ConfigureAwait(false);
                    tally.Sent(again: attempts++ > 0);
                    return await attemptTimeout.ExecuteAsync(async inner => await AttemptAsync(original, inner).ConfigureAwait(false), token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            return attempt.Response ?? throw Failures.Of(attempt, options);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutRejectedException or BrokenCircuitException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failures.Of(exception, request, options);
        }
        finally
        {
            places.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            places.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<Attempt> AttemptAsync(RepeatableRequest original, CancellationToken cancellationToken)
    {
        using var request = original.Copy();
        var sentAt = tally.Now;
        var response = await transport.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        Attempt? attempt = null;
        try
        {
            tally.Answered(response.Headers.Date, sentAt, tally.Now);
            var body = await WholeBody.ReadAsync(response, options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            response.Content = body;
            var answer = new HttpAnswer(request, response.StatusCode, response.Content.Headers.ContentType?.MediaType, body.Length, body.Head());
            var verdict = options.Judge?.Invoke(answer) ?? HttpVerdict.Usual(answer);
            attempt = new Attempt(verdict, answer, verdict.Accepted ? response : null, RetryAfter.Of(response, time));
            return attempt;
        }
        finally
        {
            if (attempt?.Response is null)
            {
                response.Dispose();
            }
        }
    }

    private ResiliencePipeline<Attempt> Build(int retries)
    {
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }.AddTimeout(options.TotalTimeout);
        if (retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(MayPass(arguments)),
                DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result?.RetryAfter ?? (arguments.Outcome.Exception as BrokenCircuitException)?.RetryAfter),
                OnRetry = arguments =>
                {
                    Log.Repeating(logger, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds, arguments.Outcome.Result?.Verdict.Message ?? arguments.Outcome.Exception?.GetType().Name ?? "");
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.AddPipeline(host.Breaker).Build();
    }

    private bool MayPass(RetryPredicateArguments<Attempt> arguments) => arguments.Outcome switch
    {
        { Result: { } attempt } => attempt.Verdict.Repeated && !(attempt.RetryAfter > options.MaxRetryDelay),

        // A breaker that was open from the start means that others have waited in vain already.
        { Exception: BrokenCircuitException broken } => arguments.AttemptNumber > 0 && !(broken.RetryAfter > options.MaxRetryDelay),
        { Exception: HttpRequestException failure } => CertificateTrouble.In(failure) is null,
        { Exception: IOException or TimeoutRejectedException } => true,
        _ => false,
    };
}
