using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync.Pass;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

[TestClass]
public sealed class EvidenceTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    [TestMethod]
    public async Task A_topic_is_seen_between_the_start_of_the_read_before_and_the_end_of_this_one()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        await world.SyncAtAsync(World.At(16, 30));
        world.Journal.Replace(Some.Lesson(topic: "Дроби"));
        world.Source.WhenSent = () => world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.SyncAtAsync(World.At(17, 5));

        var lesson = await world.RowAsync(RecordKind.Lesson, "l1");
        Assert.AreEqual(((World.At(16, 30) - Lag).ToStored(), World.At(17, 6).ToStored()), (lesson.SeenAfter, lesson.SeenBy));
    }

    [TestMethod]
    public void What_is_taken_for_another_by_a_guess_inherits_no_proof_of_lateness()
    {
        var late = new EntryTime(World.At(18, 0));
        var seen = new Seen(World.At(17, 30).ToStored(), World.At(18, 0).ToStored());

        var guessed = PassEvidence.OfGuess(new Identity("l1", late, seen, seen, 0));

        Assert.AreEqual(new Identity("l1", late with { Vouched = false }, seen with { After = null }, seen with { After = null }, 0), guessed);
    }

    [TestMethod]
    public async Task Evidence_of_a_topic_is_set_once_and_never_reset()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Lesson(topic: "Дроби"));
        await world.SyncAtAsync(World.At(10, 0));
        world.Journal.Replace(Some.Lesson());
        await world.SyncAtAsync(World.At(11, 0));
        world.Journal.Replace(Some.Lesson(topic: "Степени"));
        await world.SyncAtAsync(World.At(20, 0));

        var lesson = await world.RowAsync(RecordKind.Lesson, "l1");
        Assert.AreEqual(((World.At(9, 0) - Lag).ToStored(), World.At(10, 0).ToStored()), (lesson.SeenAfter, lesson.SeenBy));
    }

    [TestMethod]
    public async Task The_first_full_load_has_no_lower_bound()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson(topic: "Дроби"));
        world.Journal.Add(Some.Mark());
        await world.SyncAtAsync(World.At(18, 0));

        Assert.IsTrue((await world.RowsAsync()).All(row => row.SeenAfter is null));
        Assert.AreEqual(World.At(18, 0).ToStored(), (await world.RowAsync(RecordKind.Mark, "m1")).SeenBy);
    }

    [TestMethod]
    public async Task An_export_file_proves_the_hour_at_which_it_was_made()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson(topic: "Дроби"));
        world.Source.AsOf = World.At(15, 0);
        await world.SyncAtAsync(World.At(17, 5));
        world.Journal.Add(Some.Mark());
        world.Source.AsOf = World.At(16, 0);
        await world.SyncAtAsync(World.At(18, 0));

        Assert.AreEqual(World.At(15, 0).ToStored(), (await world.RowAsync(RecordKind.Lesson, "l1")).SeenBy);
        var mark = await world.RowAsync(RecordKind.Mark, "m1");
        Assert.AreEqual(((World.At(15, 0) - Lag).ToStored(), World.At(16, 0).ToStored()), (mark.SeenAfter, mark.SeenBy));
    }

    [TestMethod]
    public async Task The_earliest_entry_time_is_kept_and_a_changed_mark_keeps_that_of_its_first_entry()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.Add(Some.Mark(entered: new EntryTime(World.At(12, 0))));
        await world.SyncAtAsync(World.At(13, 0));
        world.Journal.Replace(Some.Mark(value: "4", entered: new EntryTime(World.At(19, 0))));
        await world.SyncAtAsync(World.At(20, 0));

        var mark = await world.RowAsync(RecordKind.Mark, "m1");
        Assert.AreEqual((World.At(12, 0).ToStored(), "4", 1), (mark.EnteredAt, mark.Value, mark.Changes));
        StringAssert.Contains(mark.Payload, "2026-10-05T19:00:00+03:00");
        var change = (await world.AllAsync<MarkChangeRow>()).Single();
        Assert.AreEqual(("5", "4", (World.At(13, 0) - Lag).ToStored(), World.At(20, 0).ToStored()), (change.FromValue, change.ToValue, change.After, change.By));
    }

    [TestMethod]
    public async Task A_mark_whose_source_gives_a_time_only_for_its_change_gets_none()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.Add(Some.Mark());
        await world.SyncAtAsync(World.At(13, 0));
        world.Journal.Replace(Some.Mark(value: "4", entered: new EntryTime(World.At(19, 0))));
        await world.SyncAtAsync(World.At(20, 0));

        Assert.IsNull((await world.RowAsync(RecordKind.Mark, "m1")).EnteredAt);
    }

    [TestMethod]
    public async Task Attendance_that_is_taken_leaves_evidence()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson(taken: false));
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Lesson(taken: true));
        await world.SyncAtAsync(World.At(10, 0));

        var lesson = await world.RowAsync(RecordKind.Lesson, "l1");
        Assert.AreEqual(((World.At(9, 0) - Lag).ToStored(), World.At(10, 0).ToStored(), true), (lesson.TakenSeenAfter, lesson.TakenSeenBy, lesson.AttendanceTaken));
        Assert.IsNull(lesson.SeenBy);
    }

    [TestMethod]
    public async Task A_record_that_vanishes_and_returns_keeps_its_earliest_evidence()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Add(Some.Mark());
        await world.SyncAtAsync(World.At(10, 0));
        world.Journal.Remove(RecordKind.Mark, "m1");
        await world.SyncAtAsync(World.At(11, 0));
        world.Journal.Add(Some.Mark());
        var back = await world.SyncAtAsync(World.At(20, 0));

        Assert.AreEqual(1, back.Added);
        var mark = await world.RowAsync(RecordKind.Mark, "m1");
        Assert.AreEqual(((World.At(9, 0) - Lag).ToStored(), World.At(10, 0).ToStored(), 0, false), (mark.SeenAfter, mark.SeenBy, mark.Changes, mark.Deleted));
        Assert.IsEmpty(await world.AllAsync<MarkChangeRow>());
    }

    [TestMethod]
    public async Task A_removed_mark_is_a_change_of_value()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.Add(Some.Mark());
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Remove(RecordKind.Mark, "m1");
        await world.SyncAtAsync(World.At(10, 0));
        world.Journal.Add(Some.Mark(value: "3"));
        await world.SyncAtAsync(World.At(11, 0));

        var change = (await world.AllAsync<MarkChangeRow>()).Single();
        Assert.AreEqual(("5", "3"), (change.FromValue, change.ToValue));
    }

    [TestMethod]
    public async Task Clocks_that_differ_widen_the_interval_and_from_a_minute_on_prove_nothing()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        await world.SyncAtAsync(World.At(9, 0));
        world.Source.Also.Add(new ReadEffort(3, 1, TimeSpan.FromSeconds(-40)));
        world.Journal.Replace(Some.Lesson(topic: "Дроби"));
        var near = await world.SyncAtAsync(World.At(10, 0));
        world.Source.Also[0] = new ReadEffort(3, 1, TimeSpan.FromSeconds(61));
        var far = await world.SyncAtAsync(World.At(11, 0));

        Assert.AreEqual((World.At(9, 0) - Lag - TimeSpan.FromSeconds(40)).ToStored(), (await world.RowAsync(RecordKind.Lesson, "l1")).SeenAfter);
        Assert.IsTrue(near.Complete);
        Assert.AreEqual((3, 1), (near.Requests, near.Retries));
        Assert.IsFalse(far.Complete);
        Assert.IsTrue((await world.AllAsync<ScopeReadRow>()).All(row => row.Doubt == "clock" || row.Tried < World.At(11, 0).ToStored()));
        Assert.IsTrue(far.NotRead.All(scope => scope.Reason == "clock"));
    }
}
