using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>A pass that is broken off between its transactions, as by a kill: the next one ends as if nothing had happened.</summary>
[TestClass]
public sealed class CrashTests
{
    private const int Many = 6_000;

    [TestMethod]
    public async Task A_first_load_that_was_broken_off_is_completed()
    {
        await using var world = await World.CreateAsync();
        Fill(world, "m");

        await BreakOffAsync(world);
        var left = (await world.RowsAsync()).Count;
        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.IsGreaterThanOrEqualTo(5_000, left);
        Assert.AreEqual(world.Journal.Count - left, result.Added);
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
    }

    [TestMethod]
    public async Task New_ids_broken_off_in_the_middle_still_move_and_nobody_sees_the_half()
    {
        await using var world = await World.CreateAsync();
        Fill(world, "m");
        await world.SyncAtAsync(World.At(8, 30));
        var before = (await world.RowsAsync(RecordKind.Mark)).Select(row => (row.Origin, row.SeenBy)).Order().ToList();
        world.Journal.RemoveAll(record => record.Kind == RecordKind.Mark);
        world.Journal.RemoveAll(record => record.Kind == RecordKind.Lesson);
        Fill(world, "n");

        await BreakOffAsync(world);
        var seenBetween = (await world.RowsAsync(RecordKind.Mark)).Select(row => row.Key[0]).Distinct().Single();
        var result = await world.SyncAtAsync(World.At(10, 0));

        Assert.AreEqual('m', seenBetween);
        Assert.AreEqual((0L, 0L, 0L, Many, 0L), (result.Added, result.Changed, result.Deleted, (int)result.Moved, result.Held));
        CollectionAssert.AreEqual(before, (await world.RowsAsync(RecordKind.Mark)).Select(row => (row.Origin, row.SeenBy)).Order().ToList());
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
    }

    [TestMethod]
    public async Task What_a_broken_pass_wrote_and_the_source_has_given_up_leaves_no_trace()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.Add(Some.Mark("kept"));
        await world.SyncAtAsync(World.At(8, 30));
        var all = world.Journal.ToList();
        Fill(world, "m");

        await BreakOffAsync(world);
        world.Journal.Clear();
        world.Journal.AddRange(all);
        var result = await world.SyncAtAsync(World.At(10, 0));

        Assert.AreEqual((0L, 0L, 0L), (result.Added, result.Deleted, result.Held));
        CollectionAssert.AreEquivalent(all, (await world.RowsAsync(deleted: true)).Select(Gateway.Ledger.RecordPayload.ToRecord).ToList());
    }

    private static async Task BreakOffAsync(World world)
    {
        using var kill = new CancellationTokenSource();
        world.Source.WhenSent = kill.Cancel;
        await Assert.ThrowsAsync<OperationCanceledException>(() => world.SyncAsync(cancellationToken: kill.Token));
        world.Source.WhenSent = null;
    }

    private static void Fill(World world, string prefix)
    {
        if (!world.Journal.Exists(record => record.Kind == RecordKind.Lesson))
        {
            world.Journal.Add(Some.Lesson());
        }

        world.Journal.AddRange(Enumerable.Range(1, Many).Select(number => Some.Mark($"{prefix}{number}", student: $"s{(number % 10) + 1}", work: $"Работа {number}")));
    }
}
