using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Gateway.Tests.Sync;
using Microsoft.Data.Sqlite;
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
    [DataRow("PRAGMA journal_mode=WAL; BEGIN IMMEDIATE", DisplayName = "for writing")]
    [DataRow("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE", DisplayName = "the whole file")]
    public async Task Another_programs_lock_is_told_of_soon(string taking)
    {
        TestStorage.OnlyForFiles();
        await using var world = await World.CreateAsync();
        await using var foreign = await LockAsync(world, taking);
        var started = TimeProvider.System.GetTimestamp();

        var failure = await Assert.ThrowsAsync<Exception>(() => Impatient(world).AcquireAsync("s1", "sync", CancellationToken.None));

        Assert.IsTrue(failure is LedgerLockedException || (failure is SqliteException locked && LedgerFailures.IsLocked(locked)), failure.ToString());
        Assert.IsLessThan(TimeSpan.FromSeconds(20), TimeProvider.System.GetElapsedTime(started), "The school's lease is waited for longer: that is no lease.");
    }

    [TestMethod]
    public async Task Who_writes_for_another_school_is_waited_for_and_named()
    {
        // On a server nobody waits for another school's writer.
        TestStorage.OnlyForFiles();
        await using var world = await World.CreateAsync();
        await using var other = await world.Leases.AcquireAsync("s2", "sync", CancellationToken.None);
        await using var writing = await other.BeginAsync(1, CancellationToken.None);

        var busy = await Assert.ThrowsExactlyAsync<SchoolBusyException>(() => Impatient(world).AcquireAsync("s1", "export", CancellationToken.None, TimeSpan.Zero));

        StringAssert.Contains(busy.Holder, "sync (process");
    }

    private static SchoolLeases Impatient(World world) => new(new LedgerDatabase($"Data Source={world.Database.Path};Pooling=False") { ForeignPatience = 1 }, world.Clock);

    private static async Task<SqliteConnection> LockAsync(World world, string taking)
    {
        SqliteConnection.ClearAllPools();
        var connection = new SqliteConnection($"Data Source={world.Database.Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = taking;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    [TestMethod]
    public async Task Numbers_never_go_back_not_even_after_an_old_file_was_put_back()
    {
        TestStorage.OnlyForFiles();
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
