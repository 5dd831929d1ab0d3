using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

[TestClass]
public sealed class HoldTests
{
    [TestMethod]
    public async Task A_mass_deletion_waits_while_additions_apply()
    {
        await using var world = await WithMarksAsync();
        world.Journal.Remove(RecordKind.Mark, Keys(1, 12));
        world.Journal.Add(Some.Mark("new", work: "Новая"));

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((1L, 0L, 12L), (result.Added, result.Deleted, result.Held));
        var hold = (await world.HoldsAsync()).Single();
        Assert.AreEqual(("c7", RecordKind.Mark, 12, 0, 20, HoldStatus.Open), (hold.Class, hold.Kind, hold.Deleted, hold.Changed, hold.Live, hold.Status));
        Assert.HasCount(21, await world.RowsAsync(RecordKind.Mark));
        var added = await world.RowAsync(RecordKind.Mark, "new");
        Assert.AreEqual((null, null), (added.SeenAfter, added.SeenBy));
        var read = (await world.AllAsync<ScopeReadRow>()).Single(row => row is { Kind: RecordKind.Mark, Class: "c7" } && row.Day == World.Monday.DayNumber);
        Assert.AreEqual(("held", World.At(8, 0).ToUnixTimeMilliseconds()), (read.Doubt, read.Started));
    }

    [TestMethod]
    public async Task Nine_records_or_a_third_of_a_large_class_are_no_mass()
    {
        await using var world = await WithMarksAsync(40);
        world.Journal.Remove(RecordKind.Mark, Keys(1, 12));
        var share = await world.SyncAtAsync(World.At(9, 0));
        await using var small = await WithMarksAsync(9);
        small.Journal.Remove(RecordKind.Mark, Keys(1, 9));
        var few = await small.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((12L, 0L), (share.Deleted, share.Held));
        Assert.AreEqual((9L, 0L), (few.Deleted, few.Held));
    }

    [TestMethod]
    public async Task A_fifth_of_the_pupils_is_a_mass()
    {
        await using var world = await World.CreateAsync();
        await world.SyncAsync();
        world.Journal.Remove(RecordKind.Student, "s1", "s2", "s3", "s11", "s12");

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((0L, 5L), (result.Deleted, result.Held));
        CollectionAssert.AreEquivalent(new[] { "c7", "c8" }, (await world.HoldsAsync()).Select(hold => hold.Class).ToList());
    }

    [TestMethod]
    public async Task Filling_planned_to_held_and_the_future_timetable_are_no_changes_in_this_sense()
    {
        await using var world = await World.CreateAsync();
        for (var number = 0; number < 15; number++)
        {
            world.Journal.Add(Some.Lesson($"l{number}", number: number, status: LessonStatus.Planned));
            world.Journal.Add(Some.Lesson($"f{number}", World.Monday.AddDays(3), number: number, status: LessonStatus.Planned));
        }

        await world.SyncAsync();
        for (var number = 0; number < 15; number++)
        {
            world.Journal.Replace(Some.Lesson($"l{number}", number: number, topic: $"Тема {number}"));
        }

        world.Journal.Remove(RecordKind.Lesson, [.. Enumerable.Range(0, 15).Select(number => $"f{number}")]);
        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((15L, 15L, 0L), (result.Changed, result.Deleted, result.Held));
    }

    [TestMethod]
    public async Task The_timetable_ahead_does_not_make_a_mass_of_lessons_look_smaller()
    {
        await using var world = await World.CreateAsync();
        for (var number = 0; number < 30; number++)
        {
            world.Journal.Add(Some.Lesson($"l{number}", World.Monday.AddDays(-3), number: number, topic: $"Тема {number}"));
            world.Journal.Add(Some.Lesson($"f{number}", World.Monday.AddDays(3), number: number, status: LessonStatus.Planned));
        }

        await world.SyncAsync();
        world.Journal.Remove(RecordKind.Lesson, [.. Enumerable.Range(0, 15).Select(number => $"l{number}")]);
        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((0L, 15L, 30), (result.Deleted, result.Held, (await world.HoldsAsync()).Single().Live));
    }

    [TestMethod]
    public async Task Averages_that_move_with_every_mark_are_no_changes_in_this_sense_and_are_kept()
    {
        await using var world = await World.CreateAsync();
        for (var pupil = 1; pupil <= 10; pupil++)
        {
            world.Journal.Add(new FinalMark($"s{pupil}", "alg", "q1", "4") { Average = 4.2m });
            world.Journal.Add(new FinalMark($"s{pupil}", "geo", "q1", "4"));
        }

        await world.SyncAsync();
        world.Journal.OfType<FinalMark>().ToList().ForEach(mark => world.Journal.Replace(new FinalMark(mark.StudentId, mark.SubjectId, "q1", "4") { Average = 4.6m }));
        var moved = await world.SyncAtAsync(World.At(9, 0));
        var row = await world.RowAsync(RecordKind.FinalMark, "s1/geo/q1");
        world.Journal.OfType<FinalMark>().ToList().ForEach(mark => world.Journal.Replace(new FinalMark(mark.StudentId, mark.SubjectId, "q1", "5") { Average = 4.6m }));
        var changed = await world.SyncAtAsync(World.At(10, 0));

        Assert.AreEqual((20L, 0L, 4600), (moved.Changed, moved.Held, row.Number));
        Assert.AreEqual(20L, changed.Held, "The marks themselves are another matter.");
    }

    [TestMethod]
    public async Task One_hold_per_class_and_kind_is_updated_in_place_and_closes_by_itself()
    {
        await using var world = await WithMarksAsync();
        var all = world.Journal.ToList();
        world.Journal.Remove(RecordKind.Mark, Keys(1, 12));
        await world.SyncAtAsync(World.At(9, 0));
        var first = (await world.HoldsAsync()).Single();
        world.Journal.Remove(RecordKind.Mark, Keys(13, 14));
        await world.SyncAtAsync(World.At(10, 0));
        var second = (await world.HoldsAsync()).Single();
        world.Journal.Clear();
        world.Journal.AddRange(all);
        var back = await world.SyncAtAsync(World.At(11, 0));

        Assert.AreEqual((first.Id, 14), (second.Id, second.Deleted));
        Assert.AreNotEqual(first.Digest, second.Digest);
        Assert.AreEqual(HoldStatus.Closed, (await world.HoldsAsync()).Single().Status);
        Assert.AreEqual((0L, 0L), (back.Added, back.Held));
        Assert.IsEmpty(await world.AllAsync<HeldChangeRow>());
    }

    [TestMethod]
    public async Task Approving_applies_exactly_what_was_shown()
    {
        await using var world = await WithMarksAsync();
        world.Journal.Remove(RecordKind.Mark, Keys(1, 6));
        for (var number = 7; number <= 12; number++)
        {
            world.Journal.Replace(Some.Mark($"m{number}", student: $"s{((number - 1) % 10) + 1}", value: "н", work: "Другая"));
        }

        await world.SyncAtAsync(World.At(9, 0));
        var shown = (await world.HoldsAsync()).Single();
        world.Journal.Remove(RecordKind.Mark, "m13");
        await world.SyncAtAsync(World.At(10, 0));
        var changed = await Assert.ThrowsExactlyAsync<GatewayException>(() => world.InLeaseAsync(lease => world.Decisions.ApproveAsync(lease, shown.Id, null, "завуч", "перенос", CancellationToken.None)));
        var views = await world.Decisions.ListAsync("s1", CancellationToken.None);
        await world.InLeaseAsync(async lease =>
        {
            await Gateway.Sync.HoldDecisions.ShownAsync(lease, views, CancellationToken.None);
            return await world.Decisions.ApproveAsync(lease, shown.Id, null, "завуч", "перенос", CancellationToken.None);
        });

        StringAssert.Contains(changed.Message, "изменился");
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
        var decision = (await world.AllAsync<DecisionRow>()).Single();
        Assert.AreEqual(("hold-approve", "завуч", "перенос", shown.Id), (decision.Action, decision.By, decision.Reason, decision.Target));
        var idle = await world.SyncAtAsync(World.At(11, 0));
        Assert.AreEqual((0L, 0L, 0L, 0L), (idle.Added, idle.Changed, idle.Deleted, idle.Held));
    }

    [TestMethod]
    public async Task Discarding_keeps_the_old_values_until_the_source_changes_again()
    {
        await using var world = await WithMarksAsync();
        world.Journal.Remove(RecordKind.Mark, Keys(1, 6));
        for (var number = 7; number <= 12; number++)
        {
            world.Journal.Replace(Some.Mark($"m{number}", value: "н"));
        }

        await world.SyncAtAsync(World.At(9, 0));
        var hold = (await world.HoldsAsync()).Single();
        await world.InLeaseAsync(lease => world.Decisions.DiscardAsync(lease, hold.Id, hold.Digest, "завуч", "сбой", CancellationToken.None));
        var quiet = await world.SyncAtAsync(World.At(10, 0));
        world.Journal.Replace(Some.Mark("m7", value: "2"));
        var again = await world.SyncAtAsync(World.At(11, 0));

        Assert.AreEqual((0L, 0L, 0L), (quiet.Changed, quiet.Deleted, quiet.Held));
        Assert.HasCount(20, await world.RowsAsync(RecordKind.Mark));
        Assert.AreEqual((1L, 0L), (again.Changed, again.Held));
        Assert.AreEqual("2", (await world.RowAsync(RecordKind.Mark, "m7")).Value);
        Assert.HasCount(11, await world.AllAsync<PinRow>());
    }

    [TestMethod]
    public async Task A_class_that_is_held_does_not_hold_the_others()
    {
        await using var world = await WithMarksAsync();
        world.Journal.Add(Some.Lesson("other", classId: "c8"));
        world.Journal.AddRange(Enumerable.Range(1, 20).Select(number => Some.Mark($"o{number}", "other", "s11", work: $"Работа {number}")));
        await world.SyncAtAsync(World.At(8, 30));
        world.Journal.Remove(RecordKind.Mark, Keys(1, 20));
        world.Journal.Remove(RecordKind.Mark, "o1");

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((1L, 20L), (result.Deleted, result.Held));
    }

    [TestMethod]
    public async Task Shifted_positions_that_lose_a_mass_wait_as_a_whole()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.AddRange(Enumerable.Range(1, 20).Select(number => Some.Mark($"m{number}", student: $"s{number % 10}", value: number <= 10 ? "2" : "5")));
        await world.SyncAsync();
        var before = await world.LiveAsync();
        world.Journal.RemoveAll(record => record.Kind == RecordKind.Mark);
        world.Journal.AddRange(Enumerable.Range(1, 10).Select(number => Some.Mark($"m{number}", student: $"s{number % 10}", value: "5")));

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((0L, 0L, 0L, 20L), (result.Changed, result.Deleted, result.Moved, result.Held));
        CollectionAssert.AreEquivalent(before, await world.LiveAsync());
    }

    private static async Task<World> WithMarksAsync(int count = 20)
    {
        var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.AddRange(Some.Marks(count));
        await world.SyncAsync();
        return world;
    }

    private static string[] Keys(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(number => $"m{number}")];
}
