using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Tests.Sync;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Ledger;

[TestClass]
public sealed class SchoolLeaseTests
{
    [TestMethod]
    public async Task A_busy_school_names_its_holder()
    {
        await using var world = await World.CreateAsync();
        await using var lease = await world.Leases.AcquireAsync("s1", "sync", CancellationToken.None);

        var busy = await Assert.ThrowsExactlyAsync<SchoolBusyException>(() => world.Leases.AcquireAsync("s1", "export", CancellationToken.None, TimeSpan.Zero));
        await using var other = await world.Leases.AcquireAsync("s2", "export", CancellationToken.None, TimeSpan.Zero);

        StringAssert.Contains(busy.Holder, $"sync (process {Environment.ProcessId}");
    }

    [TestMethod]
    public async Task Who_lost_the_lease_cannot_write()
    {
        await using var world = await World.CreateAsync();
        var lost = await world.Leases.AcquireAsync("s1", "sync", CancellationToken.None);
        await ExpireAsync(world);
        await using var taken = await world.Leases.AcquireAsync("s1", "export", CancellationToken.None, TimeSpan.Zero);

        await Assert.ThrowsExactlyAsync<LeaseLostException>(() => lost.BeginAsync(1, CancellationToken.None));
        await lost.DisposeAsync();
        await Assert.ThrowsExactlyAsync<SchoolBusyException>(() => world.Leases.AcquireAsync("s1", "run", CancellationToken.None, TimeSpan.Zero));
    }

    [TestMethod]
    public async Task A_killed_process_holds_nothing()
    {
        await using var world = await World.CreateAsync();
        var lease = await world.Leases.AcquireAsync("s1", "sync", CancellationToken.None);
        await SetAsync(world, state => state.LeaseProcessStart++);

        await using var taken = await world.Leases.AcquireAsync("s1", "export", CancellationToken.None, TimeSpan.Zero);

        Assert.IsGreaterThan(lease.Fence, taken.Fence);
        await lease.DisposeAsync();
    }

    [TestMethod]
    public async Task A_slow_holder_renews()
    {
        await using var world = await World.CreateAsync();
        await using var lease = await world.Leases.AcquireAsync("s1", "sync", CancellationToken.None);
        var before = (await world.AllAsync<SchoolState>()).Single().LeaseUntil;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var tries = 0; tries < 500 && (await world.AllAsync<SchoolState>()).Single().LeaseUntil == before; tries++)
        {
            await Task.Yield();
        }

        Assert.IsGreaterThan(before, (await world.AllAsync<SchoolState>()).Single().LeaseUntil);
    }

    [TestMethod]
    public async Task Numbers_never_go_back_not_even_after_an_old_file_was_put_back()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        await world.SyncAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var copy = world.Database.Path + ".copy";
        File.Copy(world.Database.Path, copy);
        world.Journal.Replace(Some.Lesson(topic: "Дроби"));
        await world.SyncAtAsync(World.At(9, 0));
        var newest = (await world.RowsAsync()).Max(row => row.Seq);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Copy(copy, world.Database.Path, overwrite: true);
        world.Journal.Replace(Some.Lesson(topic: "Степени"));
        await world.SyncAtAsync(World.At(10, 0));

        Assert.IsGreaterThan(newest, (await world.RowAsync(Rules.Journal.RecordKind.Lesson, "l1")).Seq);
    }

    private static Task ExpireAsync(World world) => SetAsync(world, state => state.LeaseUntil = 1);

    private static async Task SetAsync(World world, Action<SchoolState> change)
    {
        await using var context = await world.Database.ReadAsync(CancellationToken.None);
        change(await context.Set<SchoolState>().SingleAsync());
        await context.SaveChangesAsync();
    }
}
