using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

[TestClass]
public sealed class SyncPassTests
{
    [TestMethod]
    public async Task An_entry_whose_lesson_was_never_seen_is_gone_only_when_all_days_were_looked_at()
    {
        await using var world = await World.CreateAsync();
        world.Journal.AddRange([Some.Lesson(), Some.Mark("lost", lesson: "never-seen")]);
        await world.SyncAsync();
        world.Journal.Remove(RecordKind.Mark, "lost");

        await world.SyncAtAsync(World.At(9, 0), new DayRange(World.Monday, World.Monday));
        Assert.IsFalse((await world.RowAsync(RecordKind.Mark, "lost")).Deleted, "It may belong to a day that was not read.");
        await world.SyncAsync(wholeYear: true);
        Assert.IsTrue((await world.RowAsync(RecordKind.Mark, "lost")).Deleted);
    }

    [TestMethod]
    public async Task The_first_read_stores_what_the_source_shows()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson(topic: "Дроби", taken: true));
        world.Journal.Add(Some.Mark());
        world.Journal.Add(new Homework("l1", "§ 5", new DateOnly(2026, 10, 6)));
        world.Journal.Add(new Attendance("l1", "s2", AttendanceKind.Ill, ambiguous: true));
        world.Journal.Add(new FinalMark("s1", "alg", "q1", "4") { Average = 4.333m });
        world.Journal.Add(new SignIn("t1", PersonRole.Teacher, World.At(7, 0)));
        world.Journal.Add(new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)));

        var result = await world.SyncAsync();

        Assert.IsTrue(result.Complete);
        Assert.AreEqual(new DateOnly(2026, 9, 1), result.From);
        Assert.AreEqual(world.Journal.Count, result.Added);
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
        var mark = await world.RowAsync(RecordKind.Mark, "m1");
        Assert.AreEqual(("c7", "c7", World.Monday.DayNumber, "alg", "t1"), (mark.RootClass, mark.Class, mark.Day, mark.Subject, mark.Teacher));
        Assert.IsNull(mark.SeenAfter);
    }

    [TestMethod]
    public async Task An_unchanged_journal_writes_no_record()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson(topic: "Дроби"));
        world.Journal.AddRange(Some.Marks());
        await world.SyncAsync();
        var before = (await world.RowsAsync()).Select(row => (row.Id, row.Seq)).ToList();

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((0L, 0L, 0L, 0L), (result.Added, result.Changed, result.Deleted, result.Moved));
        Assert.AreEqual(world.Journal.Count, result.Unchanged);
        CollectionAssert.AreEqual(before, (await world.RowsAsync()).Select(row => (row.Id, row.Seq)).ToList());
    }

    [TestMethod]
    public async Task What_a_complete_read_does_not_show_is_gone()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.AddRange(Some.Marks());
        await world.SyncAsync();
        world.Journal.Remove(RecordKind.Mark, "m3");

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual(1, result.Deleted);
        Assert.IsTrue((await world.RowAsync(RecordKind.Mark, "m3")).Deleted);
    }

    [TestMethod]
    public async Task A_failed_or_incomplete_read_deletes_nothing()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.AddRange(Some.Marks());
        await world.SyncAsync();
        var all = world.Journal.ToList();
        world.Journal.Remove(RecordKind.Mark, "m3");
        world.Source.Broken.Add(RecordKind.Mark);
        var unread = await world.SyncAtAsync(World.At(9, 0));
        world.Source.Broken.Clear();
        world.Source.FailAfter = 5;
        var failed = await world.SyncAtAsync(World.At(10, 0));

        Assert.IsFalse(unread.Complete);
        Assert.AreEqual("unreachable", unread.NotRead.Single().Reason);
        Assert.IsFalse(failed.AnythingRead);
        Assert.AreEqual("The connection broke.", failed.Failure);
        CollectionAssert.AreEquivalent(all, await world.LiveAsync());
        Assert.IsTrue((await world.AllAsync<OutageRow>()).Single().Open);
        var read = (await world.AllAsync<ScopeReadRow>()).Single(row => row.Kind == RecordKind.Mark && row.Day == World.Monday.DayNumber);
        Assert.AreEqual(("unread", World.At(8, 0).ToStored()), (read.Doubt, read.Started));
    }

    [TestMethod]
    public async Task A_success_closes_the_outage()
    {
        await using var world = await World.CreateAsync();
        world.Source.FailAfter = 0;
        await world.SyncAtAsync(World.At(9, 0));
        await world.SyncAtAsync(World.At(9, 30));
        world.Source.FailAfter = null;
        await world.SyncAtAsync(World.At(10, 0));

        var outage = (await world.AllAsync<OutageRow>()).Single();
        Assert.AreEqual((World.At(9, 0).ToStored(), World.At(10, 0).ToStored(), false), (outage.From, outage.To, outage.Open));
    }

    [TestMethod]
    public async Task A_skipped_record_is_not_gone_and_without_its_key_nothing_of_its_kind_is()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.AddRange(Some.Marks());
        await world.SyncAsync();
        world.Journal.Remove(RecordKind.Mark, "m3", "m4");
        world.Source.Also.Add(new Skipped(RecordKind.Mark, "m3", "bad value", "marks.csv", 4));
        var keyed = await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Remove(RecordKind.Mark, "m5");
        world.Source.Also.Add(new Skipped(RecordKind.Mark, null, "no key", "marks.csv", 5));
        var keyless = await world.SyncAtAsync(World.At(10, 0));

        Assert.AreEqual((1L, 0L), (keyed.Deleted, keyless.Deleted));
        Assert.IsFalse((await world.RowAsync(RecordKind.Mark, "m3")).Deleted);
        Assert.IsTrue((await world.RowAsync(RecordKind.Mark, "m4")).Deleted);
    }

    [TestMethod]
    public async Task What_was_entered_for_a_lesson_whose_row_is_bad_stays_and_is_in_doubt()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.Add(Some.Mark());
        await world.SyncAsync();
        world.Journal.Remove(RecordKind.Lesson, "l1");
        world.Journal.Remove(RecordKind.Mark, "m1");
        world.Source.Also.Add(new Skipped(RecordKind.Lesson, "l1", "bad date"));

        var result = await world.SyncAtAsync(World.At(18, 0));

        Assert.AreEqual(0, result.Deleted);
        var read = (await world.AllAsync<ScopeReadRow>()).Single(row => row is { Kind: RecordKind.Lesson, Class: "c7" } && row.Day == World.Monday.DayNumber);
        Assert.AreEqual(("unread", World.At(8, 0).ToStored()), (read.Doubt, read.Started));
        var kinds = (await world.AllAsync<ScopeReadRow>()).Where(row => row is { Class: "c7", Doubt: "unread" } && row.Day == World.Monday.DayNumber).Select(row => row.Kind);
        CollectionAssert.IsSubsetOf(new[] { RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance }, kinds.ToArray(), "What the source could not place may have been entered for it.");
    }

    [TestMethod]
    public async Task A_read_of_older_data_changes_nothing_and_is_reported()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.AddRange(Some.Marks());
        await world.SyncAtAsync(World.At(12, 0));
        var all = world.Journal.ToList();
        world.Journal.Remove(RecordKind.Mark, "m1");
        world.Journal.Replace(Some.Lesson(topic: "Старая тема"));
        world.Journal.Add(Some.Mark("m99"));
        world.Source.AsOf = World.At(11, 0);

        var result = await world.SyncAtAsync(World.At(13, 0));

        CollectionAssert.AreEquivalent(all, await world.LiveAsync());
        Assert.AreEqual((0L, 0L, 0L), (result.Added, result.Changed, result.Deleted));
        Assert.IsTrue(result.NotRead.All(scope => scope.Reason == "stale-read"));
        Assert.IsFalse(result.Complete);
        Assert.IsTrue((await world.AllAsync<ScopeReadRow>()).All(row => row.Started == World.At(12, 0).ToStored()));
    }

    [TestMethod]
    public async Task Marks_that_come_before_their_lesson_get_its_class_and_day()
    {
        await using var world = await World.CreateAsync(roster: false);
        world.Journal.Add(Some.Mark(lesson: "l1"));
        world.Journal.Add(Some.Lesson(classId: "c7en"));
        world.Journal.AddRange(Some.Roster().Reverse());

        await world.SyncAsync();

        var mark = await world.RowAsync(RecordKind.Mark, "m1");
        Assert.AreEqual(("c7", "c7en", World.Monday.DayNumber), (mark.RootClass, mark.Class, mark.Day));
    }

    [TestMethod]
    public async Task A_lesson_that_moves_to_another_day_takes_its_entries_along()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.Add(Some.Mark());
        await world.SyncAsync();
        var seq = (await world.RowAsync(RecordKind.Mark, "m1")).Seq;
        world.Journal.Replace(Some.Lesson(day: World.Monday.AddDays(1), teacher: "t2"));

        await world.SyncAtAsync(World.At(9, 0));

        var mark = await world.RowAsync(RecordKind.Mark, "m1");
        Assert.AreEqual((World.Monday.AddDays(1).DayNumber, "t2", seq), (mark.Day, mark.Teacher, mark.Seq));
        var dirty = (await world.AllAsync<DirtyRow>()).Where(row => row.Class == "c7").Select(row => row.Day).ToList();
        CollectionAssert.IsSubsetOf(new[] { World.Monday.DayNumber, World.Monday.DayNumber + 1 }, dirty);
    }

    [TestMethod]
    public async Task A_usual_read_looks_two_weeks_back_and_one_ahead_and_leaves_the_rest_alone()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson("old", new DateOnly(2026, 9, 2)));
        world.Journal.Add(Some.Lesson());
        await world.SyncAsync();
        world.Journal.Remove(RecordKind.Lesson, "old");

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((new DateOnly(2026, 9, 21), new DateOnly(2026, 10, 12), 0L), (result.From, result.To, result.Deleted));
        Assert.AreEqual(1, (await world.SyncAsync(wholeYear: true)).Deleted);
    }

    [TestMethod]
    public async Task A_key_outside_the_window_is_found_when_it_comes_into_it()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson("old", new DateOnly(2026, 9, 2), topic: "Дроби"));
        await world.SyncAsync();
        world.Journal.Replace(Some.Lesson("old", World.Monday, topic: "Дроби"));

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual((0L, 1L), (result.Added, result.Changed));
    }

    [TestMethod]
    public async Task The_new_school_year_is_not_a_mass_deletion()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.AddRange(Some.Marks());
        await world.SyncAsync();
        var before = (await world.RowsAsync()).Count;
        world.Journal.Clear();
        world.Journal.Add(new ClassGroup("c7", "8А", 8));
        world.Journal.Add(Some.Lesson(day: new DateOnly(2027, 9, 1)));

        var result = await world.SyncAtAsync(new DateTimeOffset(2027, 9, 2, 9, 0, 0, TimeSpan.FromHours(3)));

        Assert.AreEqual((2L, 0L, 0L), (result.Added, result.Changed, result.Deleted));
        Assert.AreEqual(before + 2, (await world.RowsAsync()).Count);
        Assert.IsEmpty(await world.HoldsAsync());
    }

    [TestMethod]
    public async Task Text_that_no_database_takes_is_repaired_and_reported()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson(topic: "Дро\0би \uD800!"));

        var result = await world.SyncAsync();

        Assert.AreEqual("text-repaired", result.Skipped.Single().Reason);
        Assert.AreEqual("Дро\uFFFDби \uFFFD!", (await world.RowAsync(RecordKind.Lesson, "l1")).Value);
    }

    [TestMethod]
    public async Task Unchanged_moves_the_read_times_only_and_tokens_come_back()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Source.Rewrite = item => item is ScopeRead read ? read with { TokenName = read.Scope.Kind.ToString(), Token = "1" } : item;
        await world.SyncAsync();
        world.Journal.Clear();
        world.Source.Rewrite = item => item is ScopeRead read ? new ScopeUnchanged(read.Scope, read.StartedAt, read.AsOf) : item;

        var result = await world.SyncAtAsync(World.At(9, 0));

        Assert.AreEqual("1", world.Source.LastRequest!.Tokens["Lesson"]);
        Assert.AreEqual(0, result.Deleted);
        Assert.IsTrue(result.Complete);
        var read = (await world.AllAsync<ScopeReadRow>()).Single(row => row.Kind == RecordKind.Lesson && row.Day == World.Monday.DayNumber);
        Assert.AreEqual(World.At(9, 0).ToStored(), read.Started);
    }
}
