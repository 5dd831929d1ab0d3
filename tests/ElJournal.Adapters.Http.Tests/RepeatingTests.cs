using System.Net;
using ElJournal.Testing;

namespace ElJournal.Adapters.Http.Tests;

/// <summary>What is repeated, what is not, and how long is waited.</summary>
[TestClass]
public sealed class RepeatingTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    [DataRow(408)]
    [DataRow(429)]
    [DataRow(433)]
    [DataRow(500)]
    [DataRow(502)]
    [DataRow(503)]
    [DataRow(550)]
    public async Task A_fault_that_passes_is_repeated_and_counted(int status)
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(status), ScriptedHost.Status(status), ScriptedHost.Json("""{"value":"да"}"""));
        using var channel = host.Channel();

        var thing = await channel.Api<IThings>().ThingAsync("k", Cancelled);

        Assert.AreEqual("да", thing.Value);
        var effort = channel.TakeEffort();
        Assert.AreEqual((3, 2), (effort.Requests, effort.Retries));
        Assert.AreEqual((0, 0), (channel.TakeEffort().Requests, channel.TakeEffort().Retries), "Taken once.");
    }

    [TestMethod]
    [DataRow(400, AdapterFailure.Final)]
    [DataRow(401, AdapterFailure.Permanent)]
    [DataRow(403, AdapterFailure.Permanent)]
    [DataRow(404, AdapterFailure.Final)]
    [DataRow(302, AdapterFailure.Temporary)]
    public async Task A_refusal_is_not_repeated_and_names_what_to_do(int status, AdapterFailure failure)
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(status));
        using var channel = host.Channel();

        var refused = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));

        Assert.AreEqual(1, host.Requests);
        Assert.AreEqual(failure, refused.Failure);
        Assert.AreEqual((HttpStatusCode)status, refused.HttpStatus());
        Assert.IsTrue(refused.Instruction!.Any(letter => letter is >= 'А' and <= 'я'));
    }

    [TestMethod]
    public async Task A_connection_that_breaks_before_or_in_the_body_is_tried_again()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Reset(), ScriptedHost.HalfThenReset(), ScriptedHost.Json("""{"value":"1"}"""));
        using var channel = host.Channel();

        Assert.AreEqual("1", (await channel.Api<IThings>().ThingAsync("k", Cancelled)).Value);
        Assert.AreEqual(3, host.Requests);
    }

    [TestMethod]
    public async Task A_fault_that_stays_ends_as_temporary_after_the_repetitions()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(503, retryAfter: "0"));
        using var channel = host.Channel();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));

        Assert.AreEqual((AdapterFailure.Temporary, HttpStatusCode.ServiceUnavailable), (failure.Failure, failure.HttpStatus()!.Value));
        Assert.AreEqual(4, host.Requests);
    }

    [TestMethod]
    public async Task A_host_that_is_not_there_is_temporary()
    {
        var host = await ScriptedHost.StartAsync(ScriptedHost.Status(200));
        var (address, context) = (host.Address, host.Context());
        await host.DisposeAsync();
        using var http = new Conformance.LoopbackHttp();
        using var channel = new HttpChannel(context with { Http = http }, address, ScriptedHost.Quick);

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("secret", Cancelled));

        Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
        Assert.DoesNotContain("secret", failure.ToString());
        Assert.AreEqual(4, channel.TakeEffort().Requests);
    }

    [TestMethod]
    public async Task A_post_is_repeated_only_where_every_call_reads()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(503), ScriptedHost.Status(503), ScriptedHost.Json("""{"value":"1"}"""));
        using var careful = host.Channel();
        using var reading = host.Channel(ScriptedHost.Quick with { RepeatEveryMethod = true });

        await Assert.ThrowsExactlyAsync<AdapterException>(async () => await careful.Api<IThings>().AskAsync(new Thing { Value = "вопрос" }, Cancelled));
        Assert.AreEqual(1, host.Requests);
        Assert.AreEqual("1", (await reading.Api<IThings>().AskAsync(new Thing { Value = "вопрос" }, Cancelled)).Value);

        Assert.AreEqual(3, host.Requests);
        Assert.HasCount(1, host.Bodies.Distinct(StringComparer.Ordinal), "The same body each time.");
    }

    [TestMethod]
    [DataRow("7", 7)]
    [DataRow("date", 7)]
    public async Task The_wait_is_the_one_that_the_answer_asks_for(string retryAfter, int seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 17, 0, 0, TimeSpan.Zero));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await ScriptedHost.StartAsync(
            async context =>
            {
                // The other clock is a day off: only the distance between its two dates counts.
                context.Response.Headers.Date = ScriptedHost.Date(time.GetUtcNow().AddDays(1));
                await ScriptedHost.Status(429, retryAfter: retryAfter == "date" ? ScriptedHost.Date(time.GetUtcNow().AddDays(1).AddSeconds(7)) : retryAfter)(context);
            },
            ScriptedHost.Json("""{"value":"1"}"""));
        using var channel = host.Channel(ScriptedHost.Quick with { RequestTimeout = TimeSpan.FromHours(1), TotalTimeout = TimeSpan.FromHours(1) }, new SignalledTime(time, TimeSpan.FromSeconds(seconds), asked));

        var asking = channel.Api<IThings>().ThingAsync("k", Cancelled);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.AreEqual(1, host.Requests);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("1", (await asking).Value);
    }

    [TestMethod]
    public async Task A_wait_that_is_too_long_is_left_to_the_host()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(503, retryAfter: "3600"));
        using var channel = host.Channel();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));

        Assert.AreEqual(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.AreEqual(1, host.Requests);
    }

    [TestMethod]
    public async Task An_attempt_that_takes_too_long_is_given_up_and_repeated()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        ScriptedHost? started = null;
        await using var host = started = await ScriptedHost.StartAsync(context => started!.Hang()(context), ScriptedHost.Json("""{"value":"1"}"""));
        using var channel = host.Channel(ScriptedHost.Quick with { RequestTimeout = TimeSpan.FromSeconds(30) }, time);

        var asking = channel.Api<IThings>().ThingAsync("k", Cancelled);
        await host.Hanging.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.AreEqual("1", (await asking).Value);
        Assert.AreEqual(2, host.Requests);
    }

    [TestMethod]
    public async Task The_total_time_ends_a_request_whatever_attempts_are_left()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        ScriptedHost? started = null;
        await using var host = started = await ScriptedHost.StartAsync(context => started!.Hang()(context));
        using var channel = host.Channel(ScriptedHost.Quick with { RequestTimeout = TimeSpan.FromMinutes(10), TotalTimeout = TimeSpan.FromMinutes(1) }, time);

        var asking = channel.Api<IThings>().ThingAsync("k", Cancelled);
        await host.Hanging.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.AreEqual(AdapterFailure.Temporary, (await Assert.ThrowsExactlyAsync<AdapterException>(async () => await asking)).Failure);
        Assert.AreEqual(1, host.Requests);
    }

    [TestMethod]
    public async Task Cancellation_ends_a_hanging_request_at_once_and_is_no_failure()
    {
        ScriptedHost? started = null;
        await using var host = started = await ScriptedHost.StartAsync(context => started!.Hang()(context));
        using var channel = host.Channel();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var asking = channel.Api<IThings>().ThingAsync("k", stop.Token);
        await host.Hanging.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await asking.WaitAsync(TimeSpan.FromSeconds(1), Cancelled));
    }
}
