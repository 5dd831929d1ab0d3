using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ElJournal.Adapters.Conformance;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Adapters.Http.Tests;

/// <summary>A real server on loopback that gives the answers of a list, one after another; the last one stays.</summary>
internal sealed class ScriptedHost : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<RequestDelegate> answers;
    private readonly CancellationTokenSource ending = new();
    private RequestDelegate last;
    private int requests;

    private ScriptedHost(WebApplication application, RequestDelegate[] script)
    {
        this.application = application;
        answers = new(script);
        last = script[^1];
    }

    public int Requests => Volatile.Read(ref requests);

    public ConcurrentQueue<string> Bodies { get; } = new();

    public LoopbackHttp Http { get; } = new();

    public LogCapture Log { get; } = new();

    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Address => new(application.Urls.Single() + "/");

    public static async Task<ScriptedHost> StartAsync(params RequestDelegate[] script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var built = builder.Build();
        var host = new ScriptedHost(built, script);
        built.Run(host.AnswerAsync);
        await built.StartAsync();
        return host;
    }

    public static RequestDelegate Status(int status, string body = "", string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await context.Response.WriteAsync(body);
    };

    public static RequestDelegate Json(string body) => async context =>
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body);
    };

    public static RequestDelegate Reset() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    public static RequestDelegate HalfThenReset() => async context =>
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"value": """);
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    public RequestDelegate Hang() => async context =>
    {
        Hanging.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, CancellationTokenSource.CreateLinkedTokenSource(ending.Token, context.RequestAborted).Token);
    };

    public HttpChannel Channel(HttpChannelOptions? options = null, TimeProvider? time = null) =>
        new(Context(time), Address, options ?? Quick);

    public AdapterContext Context(TimeProvider? time = null) => new("s1", TimeZoneInfo.Utc, new AdapterSettings([]), Http, Log, time ?? TimeProvider.System);

    public static HttpChannelOptions Quick { get; } = new() { RetryDelay = TimeSpan.Zero, Retries = 3 };

    public void Then(RequestDelegate answer) => last = answer;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await application.StopAsync();
        await application.DisposeAsync();
        Http.Dispose();
        ending.Dispose();
    }

    public static string Date(DateTimeOffset moment) => moment.ToString("R", CultureInfo.InvariantCulture);

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        using (var reader = new StreamReader(context.Request.Body))
        {
            Bodies.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
        }

        await (answers.TryDequeue(out var answer) ? answer : last)(context);
    }
}

public interface IThings
{
    [RestEase.Get("things")]
    Task<Thing> ThingAsync([RestEase.Query] string? key, CancellationToken cancellationToken);

    [RestEase.Get("things/list")]
    Task<List<Thing>> ThingsAsync(CancellationToken cancellationToken);

    [RestEase.Post("things")]
    Task<Thing> AskAsync([RestEase.Body] Thing question, CancellationToken cancellationToken);
}

public sealed class Thing
{
    public string? Value { get; set; }
}
