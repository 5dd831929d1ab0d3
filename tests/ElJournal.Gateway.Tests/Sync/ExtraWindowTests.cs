using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

[TestClass]
public sealed class ExtraWindowTests
{
    private static readonly DateOnly Old = new(2026, 9, 2);
    private static readonly DateOnly Recent = new(2026, 9, 16);

    [TestMethod]
    [DataRow(KeptBack.Withheld, false, true)]
    [DataRow(KeptBack.Unjudged, false, true)]
    [DataRow(KeptBack.Held, true, true)]
    [DataRow(KeptBack.Rejected, true, true)]
    [DataRow(KeptBack.Released, false, false)]
    public async Task Only_weeks_where_reading_again_may_change_something_widen_a_pass(string reason, bool old, bool recent)
    {
        await using var world = await World.CreateAsync();
        world.Journal.AddRange([Some.Lesson("l1", Old), Some.Lesson("l2", Recent)]);
        await world.SyncAsync();
        await KeepAsync(world, reason);
        await world.SyncAtAsync(World.At(8, 0, day: 10));

        var extra = world.Source.LastRequest!.ClassWindows;
        Assert.IsEmpty(world.Source.LastRequest.ExtraWindows, "Nothing is open in every class.");
        Assert.AreEqual(old, extra.Any(window => window.Days.Contains(Old)), "38 days ago");
        Assert.AreEqual(recent, extra.Any(window => window.Days.Contains(Recent)), "24 days ago");
        Assert.IsTrue(extra.All(window => window.ClassId == "c7"), "only the class");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task In_a_week_of_one_class_only_what_is_gone_from_that_class_is_gone(bool readsMore)
    {
        await using var world = await World.CreateAsync();
        world.Journal.AddRange([Some.Lesson("l1", Old), Some.Lesson("l2", Old), new Lesson("l3", Old, "c8", 1), new Lesson("l4", Old, "c8", 2)]);
        await world.SyncAsync();
        await KeepAsync(world, KeptBack.Rejected, "l1");
        world.Journal.RemoveAll(record => record is Lesson { Id: "l2" or "l3" });

        // A source that cannot read a week of one class may read it of all, and say so.
        world.Source.Rewrite = item => readsMore && item is ScopeRead { Scope: { ClassIds: not null } scope } read ? read with { Scope = scope with { ClassIds = null } } : item;
        world.Source.Also.AddRange(readsMore ? [new Records([new Lesson("l4", Old, "c8", 2)])] : []);
        var result = await world.SyncAtAsync(World.At(8, 0, day: 10));

        CollectionAssert.AreEqual(readsMore ? new[] { "l1", "l4" } : ["l1", "l3", "l4"], (await world.RowsAsync(RecordKind.Lesson)).Select(row => row.Key).ToArray());
        Assert.AreEqual(readsMore ? 2 : 1, result.Deleted);
        var read = (await world.AllAsync<ScopeReadRow>()).Where(row => row.Kind == RecordKind.Lesson && row.Day == Old.DayNumber).ToDictionary(row => row.Class, row => row.Started);
        Assert.AreEqual(readsMore, !read.ContainsKey("c7"), "of whom it is said that they were read");
    }

    [TestMethod]
    public async Task What_is_not_shown_of_a_week_that_could_not_be_read_is_not_gone_because_another_week_was_read()
    {
        await using var world = await World.CreateAsync();
        world.Journal.AddRange([Some.Lesson("l1", Old), Some.Lesson("l2", Old)]);
        await world.SyncAsync();
        await KeepAsync(world, KeptBack.Rejected, "l1");
        world.Journal.Remove(RecordKind.Lesson, "l2");
        world.Source.Rewrite = item => item is ScopeRead { Scope: { ClassIds: not null } scope } ? new ScopeUnread(scope, "unreachable", "No answer.") : item;

        await world.SyncAtAsync(World.At(8, 0, day: 10));

        CollectionAssert.AreEqual(new[] { "l1", "l2" }, (await world.RowsAsync(RecordKind.Lesson)).Select(row => row.Key).ToArray());
    }

    [TestMethod]
    public async Task A_source_that_breaks_off_before_a_week_of_one_class_leaves_doubt_about_that_class_only()
    {
        await using var world = await World.CreateAsync();
        world.Journal.AddRange([Some.Lesson("l1", Old), Some.Lesson("l2", Recent)]);
        await world.SyncAsync();
        await KeepAsync(world, KeptBack.Rejected, "l1");
        world.Source.FailAfter = 1;
        var result = await world.SyncAtAsync(World.At(8, 0, day: 10));

        var doubts = (await world.AllAsync<ScopeReadRow>()).Where(row => row.Kind == RecordKind.Lesson && row.Day == Old.DayNumber && row.Doubt is not null).ToList();
        CollectionAssert.AreEqual(new[] { "c7" }, doubts.Select(row => row.Class).ToArray());
        Assert.IsTrue(result.NotRead.Any(scope => scope.Class == "c7" && scope.From <= Old && scope.To >= Old));
    }

    private static async Task KeepAsync(World world, string reason, string? only = null)
    {
        var lessons = (await world.RowsAsync(RecordKind.Lesson)).Where(row => only is null || row.Key == only);
        await using var context = await world.Database.ReadAsync(CancellationToken.None);
        context.Add(new RouteRow { Id = 1, School = "s1", Name = "portal", Kinds = "" });
        context.AddRange(lessons.Select(lesson => new RouteRecordRow { Route = 1, Record = lesson.Id, Kind = RecordKind.Lesson, KeptBack = reason }));
        await context.SaveChangesAsync();
    }
}
