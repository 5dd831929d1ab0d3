using System.Globalization;
using ElJournal.Adapters.Http.Pipeline;
using Polly;
using Polly.Retry;
using RestEase;
using RestEase.Implementation;

namespace ElJournal.Adapters.Http.Json;

/// <summary>RestEase's calls over the channel: bodies are read from the received blocks instead of one long string, and every answer has been judged before.</summary>
internal sealed class ChannelRequester : Requester
{
    private readonly JsonBodies bodies;
    private readonly HttpChannelOptions options;
    private readonly ResiliencePipeline repeating;

    public ChannelRequester(HttpClient client, JsonBodies bodies, HttpChannelOptions options, HttpTally tally, TimeProvider time)
        : base(client)
    {
        this.bodies = bodies;
        this.options = options;
        RequestBodySerializer = new JsonRequestBodySerializer { JsonSerializerSettings = bodies.Settings };
        FormatProvider = CultureInfo.InvariantCulture;
        repeating = options.Retries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                // The answer came whole as far as the connection can tell, so a body that breaks off is seen only here.
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is AdapterException { InnerException: BrokenBodyException }),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                OnRetry = _ =>
                {
                    tally.Repeated();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    public override async Task<T> RequestAsync<T>(IRequestInfo requestInfo)
    {
        var pipeline = options.Repeats(requestInfo.Method) ? repeating : ResiliencePipeline.Empty;
        return await pipeline.ExecuteAsync(
            async _ =>
            {
                using var answer = await RequestWithResponseMessageAsync(requestInfo).ConfigureAwait(false);
                return bodies.Read<T>(answer);
            },
            requestInfo.CancellationToken).ConfigureAwait(false);
    }

    public override async Task<Response<T>> RequestWithResponseAsync<T>(IRequestInfo requestInfo)
    {
        var answer = await RequestWithResponseMessageAsync(requestInfo).ConfigureAwait(false);
        return new Response<T>(null, answer, () => bodies.Read<T>(answer));
    }

    /// <summary>RestEase's own exception quotes the whole address, in which keys travel.</summary>
    protected override async Task<HttpResponseMessage> SendRequestAsync(IRequestInfo requestInfo, bool readBody)
    {
        try
        {
            return await base.SendRequestAsync(requestInfo, readBody: false).ConfigureAwait(false);
        }
        catch (ApiException exception)
        {
            throw new AdapterException(
                AdapterFailure.Final,
                $"{exception.RequestMethod} {HttpAddresses.Redacted(exception.RequestUri)}: status {(int)exception.StatusCode} was accepted, but the interface lacks AllowAnyStatusCode",
                innerException: new HttpRequestException(message: null, inner: null, exception.StatusCode));
        }
    }
}
