using ElJournal.Testing;

namespace ElJournal.Adapters.Http.Tests;

/// <summary>How many at once, how close together, and when a host is left alone.</summary>
[TestClass]
public sealed class LimitTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task No_more_requests_than_allowed_are_under_way_at_once()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await ScriptedHost.StartAsync(async context =>
        {
            var here = Interlocked.Increment(ref now);
            InterlockedMax(ref most, here);
            if (here == 3)
            {
                full.TrySetResult();
            }

            await gate.Task;
            Interlocked.Decrement(ref now);
            await ScriptedHost.Json("""{"value":"1"}""")(context);
        });
        using var channel = host.Channel(ScriptedHost.Quick with { MaxConcurrency = 3 });
        var api = channel.Api<IThings>();

        var all = Enumerable.Range(0, 12).Select(_ => api.ThingAsync("k", Cancelled)).ToList();
        await full.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        gate.SetResult();
        await Task.WhenAll(all);

        Assert.AreEqual((12, 3), (host.Requests, most));
    }

    [TestMethod]
    public async Task Requests_to_a_host_keep_their_distance_over_all_channels()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new SignalledTime(time, TimeSpan.FromSeconds(1), waits);
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Json("""{"value":"1"}"""));
        var options = ScriptedHost.Quick with { Spacing = TimeSpan.FromSeconds(1) };
        using var one = host.Channel(options, clock);
        using var two = host.Channel(options, clock);

        await one.Api<IThings>().ThingAsync("k", Cancelled);
        var waiting = two.Api<IThings>().ThingAsync("k", Cancelled);
        await waits.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.AreEqual((1, false), (host.Requests, waiting.IsCompleted));
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.AreEqual("1", (await waiting).Value);
    }

    [TestMethod]
    public async Task A_host_that_only_fails_is_left_alone_for_a_while_by_all_channels()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(500));
        using var first = host.Channel(ScriptedHost.Quick with { Retries = 0 }, time);
        using var second = host.Channel(ScriptedHost.Quick, time);
        for (var i = 0; i < 25; i++)
        {
            await Assert.ThrowsExactlyAsync<AdapterException>(async () => await first.Api<IThings>().ThingAsync("k", Cancelled));
        }

        var asked = host.Requests;
        var refused = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await second.Api<IThings>().ThingAsync("k", Cancelled));
        Assert.AreEqual(asked, host.Requests, "Nothing more is sent.");
        Assert.IsLessThan(25, asked);
        Assert.AreEqual(AdapterFailure.Temporary, refused.Failure);
        Assert.IsNotNull(refused.RetryAfter);

        host.Then(ScriptedHost.Json("""{"value":"1"}"""));
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.AreEqual("1", (await second.Api<IThings>().ThingAsync("k", Cancelled)).Value);
    }

    [TestMethod]
    public async Task Throttling_is_no_illness_of_the_host()
    {
        await using var host = await ScriptedHost.StartAsync(ScriptedHost.Status(429));
        using var channel = host.Channel(ScriptedHost.Quick with { Retries = 0 });
        for (var i = 0; i < 30; i++)
        {
            await Assert.ThrowsExactlyAsync<AdapterException>(async () => await channel.Api<IThings>().ThingAsync("k", Cancelled));
        }

        Assert.AreEqual(30, host.Requests);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
