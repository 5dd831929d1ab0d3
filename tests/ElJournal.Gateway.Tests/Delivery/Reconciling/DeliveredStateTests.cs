using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Reconciling;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Delivery.Reconciling;

/// <summary>What the portal must show follows from receipts, not from the journal.</summary>
[TestClass]
public sealed class DeliveredStateTests
{
    private static readonly DayRange Day = new(DeliveryLedger.Monday, DeliveryLedger.Monday);

    [TestMethod]
    public async Task What_has_a_receipt_must_be_shown_once_the_portal_had_its_time()
    {
        using var ledger = Filled();
        Assert.IsEmpty(await OfAsync(ledger, Later), "Nothing has been delivered yet.");
        await ledger.ExportAsync(new ScriptedPortal());
        CollectionAssert.AreEquivalent(new[] { "l1", "m1" }, Musts(await OfAsync(ledger, Later)));
        var early = await OfAsync(ledger, TimeProvider.System.GetUtcNow().AddDays(-1));
        Assert.IsEmpty(Musts(early));
        Assert.HasCount(2, early);
    }

    [TestMethod]
    public async Task What_was_changed_or_removed_since_may_still_be_shown_as_it_was()
    {
        using var ledger = Filled();
        ledger.Mark("m2", "l1");
        await ledger.ExportAsync(new ScriptedPortal());
        ledger.Mark("m1", "l1", "3");
        ledger.Remove(RecordKind.Mark, "m2");
        var items = await OfAsync(ledger, Later);
        CollectionAssert.AreEquivalent(new[] { "l1" }, Musts(items));
        CollectionAssert.AreEquivalent(new[] { "l1", "m1", "m2" }, items.Select(item => item.Key).ToArray());
        await ledger.ExportAsync(new ScriptedPortal());
        CollectionAssert.AreEquivalent(new[] { "l1", "m1" }, (await OfAsync(ledger, Later)).Select(item => item.Key).ToArray(), "What was deleted with a receipt must be gone.");
    }

    [TestMethod]
    public async Task What_is_withheld_must_not_be_shown_and_what_was_delivered_before_is_listed()
    {
        using var ledger = Filled();
        ledger.Mark("m2", "l1");
        ledger.Block(RecordKind.Mark, "m2");
        await ledger.ExportAsync(new ScriptedPortal());
        Assert.DoesNotContain("m2", (await OfAsync(ledger, Later)).Select(item => item.Key).ToArray());
        ledger.Block(RecordKind.Mark, "m1");
        await ledger.ExportAsync(new ScriptedPortal());
        CollectionAssert.AreEquivalent(new[] { "l1" }, Musts(await OfAsync(ledger, Later)));
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        Assert.AreEqual("m1", (await new DeliveredState(connection, DeliveryLedger.School, "daily", Later).BlockedAsync(CancellationToken.None)).Single().Key);
    }

    [TestMethod]
    public async Task A_lesson_of_another_group_or_one_that_is_only_planned_need_not_be_shown()
    {
        using var ledger = Filled();
        ledger.Put(new ClassGroup("g7", "7А/1", 7, ClassKind.Subgroup, parentId: "c7"), "c7");
        ledger.Put(new Lesson("l2", DeliveryLedger.Monday, "g7", subjectId: "u1", topic: "Тема"), "c7");
        ledger.Scalar("""UPDATE records SET "Class" = 'g7' WHERE "Key" = 'l2' RETURNING "Id" """);
        ledger.Put(new Lesson("l3", DeliveryLedger.Monday, "c7", subjectId: "u1", topic: "Тема", status: LessonStatus.Planned), "c7");
        await ledger.ExportAsync(new ScriptedPortal());
        CollectionAssert.AreEquivalent(new[] { "l1", "m1" }, Musts(await OfAsync(ledger, Later)));
    }

    [TestMethod]
    public async Task Illness_that_went_out_as_absence_must_be_shown_as_absence()
    {
        using var ledger = Filled();
        ledger.Put(new Attendance("l1", "p7", AttendanceKind.Ill), "c7");
        ledger.Options.IllAsAbsent = true;
        await ledger.ExportAsync(new ScriptedPortal());
        Assert.AreEqual("absent", (await OfAsync(ledger, Later)).Single(item => item.Item.Kind == RecordKind.Attendance).Item.Value);
    }

    private static DateTimeOffset Later => TimeProvider.System.GetUtcNow().AddHours(1);

    private static DeliveryLedger Filled()
    {
        var ledger = new DeliveryLedger();
        ledger.Roster();
        ledger.Lesson("l1");
        ledger.Mark("m1", "l1");
        return ledger;
    }

    private static string[] Musts(IEnumerable<DeliveredItem> items) => [.. items.Where(item => item.Must).Select(item => item.Key)];

    private static async Task<IReadOnlyList<DeliveredItem>> OfAsync(DeliveryLedger ledger, DateTimeOffset publishedUntil)
    {
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        var state = new DeliveredState(connection, DeliveryLedger.School, "daily", publishedUntil) { Fields = RouteFields.Of(ledger.Options) };
        return await state.OfAsync("p7", (await state.PupilAsync("p7", CancellationToken.None))!, Day, CancellationToken.None);
    }
}
