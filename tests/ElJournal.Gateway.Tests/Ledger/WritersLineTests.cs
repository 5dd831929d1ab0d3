using ElJournal.Gateway.Tests.Support;
using ElJournal.Gateway.Tests.Sync;

namespace ElJournal.Gateway.Tests.Ledger;

/// <summary>The schools of one process write to a file one after another, in the order in which they asked.</summary>
[TestClass]
public sealed class WritersLineTests
{
    private static CancellationToken None => CancellationToken.None;

    [TestMethod]
    public async Task Who_asked_first_writes_first_and_a_commit_ends_the_turn()
    {
        TestStorage.OnlyForFiles();
        await using var world = await World.CreateAsync();
        await using var first = await world.Leases.AcquireAsync("s1", "run", None);
        await using var second = await world.Leases.AcquireAsync("s2", "run", None);
        await using var third = await world.Leases.AcquireAsync("s3", "run", None);
        var writing = await first.BeginAsync(1, None);
        var next = second.BeginAsync(1, None);
        var last = third.BeginAsync(1, None);
        Assert.IsFalse(next.IsCompleted || last.IsCompleted);

        await writing.CommitAsync(None);
        await using (await next)
        {
            Assert.IsFalse(last.IsCompleted);
        }

        await (await last).DisposeAsync();
        await writing.DisposeAsync();
    }

    [TestMethod]
    public async Task Who_gives_up_or_has_lost_the_lease_keeps_nobody_waiting()
    {
        TestStorage.OnlyForFiles();
        await using var world = await World.CreateAsync();
        await using var first = await world.Leases.AcquireAsync("s1", "run", None);
        await using var second = await world.Leases.AcquireAsync("s2", "run", None);
        using var stop = new CancellationTokenSource();
        await using (await first.BeginAsync(1, None))
        {
            var given = second.BeginAsync(1, stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => given);
        }

        await Assert.ThrowsAsync<OperationCanceledException>(() => second.BeginAsync(1, stop.Token));
        await using var written = await second.BeginAsync(1, None);
        await written.CommitAsync(None);
    }
}
