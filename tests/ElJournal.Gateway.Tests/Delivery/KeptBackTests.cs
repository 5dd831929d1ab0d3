using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Delivery;

[TestClass]
public sealed class KeptBackTests
{
    private readonly ScriptedPortal portal = ScriptedPortal.Create();
    private DeliveryLedger ledger = null!;

    [TestInitialize]
    public void Open()
    {
        ledger = DeliveryLedger.Create();
        ledger.Roster();
        ledger.Lesson("l1");
        ledger.Lesson("l2", "c1");
        ledger.Mark("m1", "l1");
        ledger.Mark("m2", "l2", group: "c1");
    }

    [TestCleanup]
    public void Close() => ledger.Dispose();

    [TestMethod]
    public async Task A_withheld_record_does_not_leave_and_is_released_by_itself()
    {
        ledger.Block(RecordKind.Mark, "m2");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((1, 0), (result.Withheld, result.Pending));
        Assert.IsFalse(portal.State.Live.ContainsKey(("mark", "m2")));
        ledger.Unblock(RecordKind.Mark, "m2");
        result = await ledger.ExportAsync(portal);
        Assert.AreEqual((1, 0, 0), (result.Accepted, result.Withheld, result.Pending));
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_released_record_whose_package_is_lost_is_not_forgotten_behind_the_cursor()
    {
        ledger.Block(RecordKind.Mark, "m2");
        await ledger.ExportAsync(portal);
        ledger.Unblock(RecordKind.Mark, "m2");
        portal.Then(ScriptedPortal.Refuse);
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual(("refused", 1), (result.Failure?.Kind, result.Pending));
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_mark_whose_lesson_is_unknown_is_withheld_as_unjudged()
    {
        ledger.Mark("m3", "nowhere");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((1, 1), (result.Withheld, result.Unjudged));
        ledger.Lesson("nowhere");
        ledger.Mark("m3", "nowhere");
        result = await ledger.ExportAsync(portal);
        Assert.AreEqual((0, 2), (result.Withheld, result.Accepted));
    }

    [TestMethod]
    public async Task Nothing_of_a_held_scope_is_delivered_until_a_person_decides()
    {
        ledger.Hold("c7", RecordKind.Mark);
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((1, 0), (result.Held, result.Pending));
        Assert.IsFalse(portal.State.Live.ContainsKey(("mark", "m1")));
        Assert.IsTrue(portal.State.Live.ContainsKey(("mark", "m2")));
        ledger.Decide("c7", RecordKind.Mark);
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_package_of_unknown_fate_does_not_go_again_while_a_record_in_it_is_held()
    {
        portal.Then(portal.Die);
        await Assert.ThrowsAsync<OperationCanceledException>(() => ledger.ExportAsync(portal));
        ledger.Hold("c7", RecordKind.Mark);
        await ledger.ExportAsync(portal);
        Assert.IsFalse(portal.State.Live.ContainsKey(("mark", "m1")));
        Assert.IsTrue(portal.State.Live.ContainsKey(("mark", "m2")), "All others went in packages of their own.");
        ledger.Decide("c7", RecordKind.Mark);
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_record_blocked_after_delivery_stays_at_the_portal_and_is_counted()
    {
        await ledger.ExportAsync(portal);
        ledger.Block(RecordKind.Mark, "m2");
        ledger.Mark("m2", "l2", "4", "c1");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((1, 1, 0), (result.Withheld, result.BlockedAfterDelivery, result.Packages));
        Assert.IsTrue(portal.State.Live[("mark", "m2")].Contains("\"5\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task With_retract_a_record_blocked_after_delivery_is_taken_back_and_returns_when_released()
    {
        ledger.Retract = true;
        await ledger.ExportAsync(portal);
        ledger.Block(RecordKind.Mark, "m2");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((1, 1, 0), (result.Accepted, result.Withheld, result.Pending));
        Assert.IsFalse(portal.State.Live.ContainsKey(("mark", "m2")));
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
        ledger.Unblock(RecordKind.Mark, "m2");
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
    }

    [TestMethod]
    public async Task A_rejected_record_waits_alone_with_the_portals_reason()
    {
        portal.Accepts = (kind, key) => key != "m1";
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((1, 0), (result.Rejected, result.Pending));
        Assert.AreEqual("E1: Не принято", ledger.Rows("""SELECT "KeptBackReason" FROM route_records WHERE "KeptBack" = 'rejected'""", reader => reader.GetString(0)).Single());
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
    }

    [TestMethod]
    public async Task A_rejected_record_is_tried_again_when_it_changes()
    {
        portal.Accepts = (kind, key) => key != "m1";
        await ledger.ExportAsync(portal);
        portal.Accepts = (_, _) => true;
        ledger.Mark("m1", "l1", "4");
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Rejected);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_rejected_record_is_tried_again_when_what_it_refers_to_changes_or_is_accepted()
    {
        portal.Accepts = (kind, key) => key is not ("m1" or "l1");
        Assert.AreEqual(2, (await ledger.ExportAsync(portal)).Rejected);
        portal.Accepts = (_, _) => true;
        ledger.Lesson("l1", topic: "Иначе");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((2, 0), (result.Accepted, result.Rejected));
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_rejected_record_is_tried_again_once_a_day()
    {
        portal.Accepts = (kind, key) => key != "m1";
        await ledger.ExportAsync(portal);
        ledger.Clock.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual(1, (await ledger.ExportAsync(portal)).Records);
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Records);
    }

    [TestMethod]
    public async Task A_record_that_the_portal_never_took_needs_no_delete()
    {
        portal.Accepts = (kind, key) => key != "m1";
        await ledger.ExportAsync(portal);
        ledger.Remove(RecordKind.Mark, "m1");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((0, 0, 0), (result.Packages, result.Rejected, result.Pending));
    }

    [TestMethod]
    public async Task A_key_that_an_earlier_school_year_used_goes_out_with_the_year_and_so_do_references_to_it()
    {
        await ledger.ExportAsync(portal);
        ledger.AddBook(2027);
        ledger.Put(new ClassGroup("c7", "8А", 8), "c7");
        ledger.Put(new Student("p7", "Образцов", classId: "c7"), "c7");
        ledger.Lesson("l1");
        ledger.Lesson("l77");
        ledger.Mark("m77", "l1");
        await ledger.ExportAsync(portal);
        Assert.IsTrue(portal.State.Live.ContainsKey(("lesson", "2027:l1")));
        Assert.IsTrue(portal.State.Live.ContainsKey(("lesson", "l77")));
        Assert.IsTrue(portal.State.Live.ContainsKey(("lesson", "l1")));
        Assert.IsTrue(portal.State.Live[("mark", "m77")].Contains("\"lessonId\":\"2027:l1\"", StringComparison.Ordinal));
        Assert.IsTrue(portal.State.Live[("mark", "m77")].Contains("\"studentId\":\"2027:p7\"", StringComparison.Ordinal));
    }
}
