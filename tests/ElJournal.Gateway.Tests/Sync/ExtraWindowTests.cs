using ElJournal.Gateway.Delivery.Model;
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

        var extra = world.Source.LastRequest!.ExtraWindows;
        Assert.AreEqual(old, extra.Any(days => days.Contains(Old)), "38 days ago");
        Assert.AreEqual(recent, extra.Any(days => days.Contains(Recent)), "24 days ago");
    }

    private static async Task KeepAsync(World world, string reason)
    {
        var lessons = await world.RowsAsync(RecordKind.Lesson);
        await using var context = await world.Database.ReadAsync(CancellationToken.None);
        context.Add(new RouteRow { Id = 1, School = "s1", Name = "portal", Kinds = "" });
        context.AddRange(lessons.Select(lesson => new RouteRecordRow { Route = 1, Record = lesson.Id, Kind = RecordKind.Lesson, KeptBack = reason }));
        await context.SaveChangesAsync();
    }
}
