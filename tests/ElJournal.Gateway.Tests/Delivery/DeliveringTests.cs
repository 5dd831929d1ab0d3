using ElJournal.Gateway.Delivery.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Delivery;

[TestClass]
public sealed class DeliveringTests
{
    [TestMethod]
    public async Task The_portal_ends_up_with_what_the_journal_has()
    {
        using var ledger = new DeliveryLedger();
        ledger.Roster();
        ledger.Lesson("l1");
        ledger.Mark("m1", "l1");
        var portal = new ScriptedPortal();
        var result = await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        Assert.AreEqual((1, 9, 9, 0, 0, 0, 0), (result.Packages, result.Records, result.Accepted, result.Rejected, result.Withheld, result.Held, result.Pending));
        Assert.AreEqual(ledger.Scalar("""SELECT max("Seq") FROM records"""), result.Cursor);
    }

    [TestMethod]
    public async Task A_second_run_has_nothing_to_do()
    {
        using var ledger = new DeliveryLedger();
        ledger.Roster();
        var portal = new ScriptedPortal();
        await ledger.ExportAsync(portal);
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((0, 0, 0), (result.Packages, result.Records, result.Pending));
        Assert.HasCount(1, portal.Packages);
    }

    [TestMethod]
    public async Task Only_what_changed_goes_out_and_only_in_its_latest_state()
    {
        using var ledger = new DeliveryLedger();
        ledger.Roster();
        ledger.Lesson("l1");
        ledger.Mark("m1", "l1", "3");
        var portal = new ScriptedPortal();
        await ledger.ExportAsync(portal);
        ledger.Mark("m1", "l1", "4");
        ledger.Mark("m1", "l1", "5");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual(1, result.Records);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_delete_is_sent_only_for_what_was_sent_before()
    {
        using var ledger = new DeliveryLedger();
        ledger.Roster();
        ledger.Lesson("l1");
        ledger.Lesson("l2");
        ledger.Remove(RecordKind.Lesson, "l2");
        var portal = new ScriptedPortal();
        await ledger.ExportAsync(portal);
        ledger.Remove(RecordKind.Lesson, "l1");
        await ledger.ExportAsync(portal);
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEqual(new[] { ("lesson", "l1", "delete") }, portal.State.Arrivals.Where(arrival => arrival.Op == "delete").ToArray());
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_delete_is_sent_for_what_may_have_arrived()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        var portal = new ScriptedPortal();
        portal.Then(portal.LostAfter).Then(portal.LostAfter);
        await ledger.ExportAsync(portal);
        ledger.Remove(RecordKind.Lesson, "l1");
        await ledger.ExportAsync(portal);
        Assert.IsEmpty(portal.State.Live);
        Assert.AreEqual("delete", portal.State.Arrivals[^1].Op);
    }

    [TestMethod]
    public async Task What_others_refer_to_goes_first_and_leaves_last()
    {
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 2, Pause = TimeSpan.Zero } };
        ledger.Put(new FinalMark("p7", "u1", "q1", "5"), "c7");
        ledger.Put(new Attendance("l1", "p7", AttendanceKind.Ill), "c7");
        ledger.Mark("m1", "l1");
        ledger.Put(new Homework("l1", "§ 5"), "c7");
        ledger.Lesson("l1");
        ledger.Put(new ClassGroup("c7.1", "7А/1", null, ClassKind.Subgroup, parentId: "c7"), "c7");
        ledger.Roster();
        var portal = new ScriptedPortal();
        await ledger.ExportAsync(portal);
        var order = portal.State.Arrivals.Select(arrival => arrival.Kind).ToList();
        AssertAscending(order, "term", "teacher", "subject", "class", "student", "lesson", "homework", "mark", "attendance", "finalMark");
        var keys = portal.State.Arrivals.Select(arrival => arrival.Key).ToList();
        Assert.IsLessThan(keys.IndexOf("c7.1"), keys.IndexOf("c7"));

        portal.State.Arrivals.Clear();
        foreach (var (kind, key) in ledger.Expected().Keys)
        {
            Assert.IsTrue(RecordKinds.TryParse(kind, out var parsed));
            ledger.Remove(parsed, key);
        }

        await ledger.ExportAsync(portal);
        order = [.. portal.State.Arrivals.Select(arrival => arrival.Kind)];
        AssertAscending(order, "finalMark", "attendance", "mark", "homework", "lesson", "student", "class", "subject", "teacher", "term");
        keys = [.. portal.State.Arrivals.Select(arrival => arrival.Key)];
        Assert.IsLessThan(keys.IndexOf("c7"), keys.IndexOf("c7.1"));
        Assert.IsEmpty(portal.State.Live);
    }

    [TestMethod]
    public async Task Packages_hold_at_most_five_hundred_records_and_at_most_four_are_unacknowledged()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l0");
        ledger.Lessons(2599);

        var portal = new ScriptedPortal();
        var most = 0L;
        portal.Arriving = _ => most = Math.Max(most, ledger.Scalar("""SELECT count(*) FROM packages WHERE "Status" IN (1, 2)"""));
        var result = await ledger.ExportAsync(portal);
        Assert.IsTrue(portal.Packages.TrueForAll(package => package.Records <= 500));
        Assert.AreEqual((6, 2600), (result.Packages, result.Records));
        Assert.AreEqual(4, most);
    }

    [TestMethod]
    public async Task Packages_on_the_wire_together_do_not_refer_to_each_other()
    {
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 3, Pause = TimeSpan.Zero } };
        ledger.Roster();
        for (var lesson = 0; lesson < 11; lesson++)
        {
            ledger.Lesson($"l{lesson}");
            ledger.Mark($"m{lesson}", $"l{lesson}");
        }

        var portal = new ScriptedPortal();
        portal.Arriving = _ =>
        {
            var under = ledger.Rows("""SELECT DISTINCT "Package", "Kind" FROM route_records WHERE "Package" IS NOT NULL""", reader => (Package: reader.GetInt32(0), Kind: reader.GetInt32(1)));
            var packages = under.Select(row => row.Package).Distinct().Count();
            Assert.IsTrue(packages == 1 || !(under.Exists(row => row.Kind == 6) && under.Exists(row => row.Kind == 8)), "Lessons and marks are on the wire together.");
        };
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_package_is_stored_and_marked_as_sent_before_it_is_on_the_wire()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        var portal = new ScriptedPortal();
        var seen = new List<PackageStatus>();
        portal.Arriving = package => seen.AddRange(ledger.Statuses());
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEqual(new[] { PackageStatus.Sent }, seen);
        CollectionAssert.AreEqual(new[] { PackageStatus.Accepted }, ledger.Statuses());
    }

    [TestMethod]
    public async Task A_kind_that_is_added_to_the_route_is_delivered_from_the_beginning()
    {
        using var ledger = new DeliveryLedger { Kinds = [RecordKind.Lesson] };
        ledger.Roster();
        ledger.Lesson("l1");
        ledger.Mark("m1", "l1");
        var portal = new ScriptedPortal();
        await ledger.ExportAsync(portal);
        ledger.Kinds = [RecordKind.Lesson, RecordKind.Mark];
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual(1, result.Records);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    private static void AssertAscending(List<string> found, params string[] order)
    {
        var places = found.Select(kind => Array.IndexOf(order, kind)).ToList();
        CollectionAssert.AreEqual(places.Order().ToList(), places, string.Join(' ', found));
        Assert.HasCount(order.Length, found.Distinct().ToList());
    }
}
