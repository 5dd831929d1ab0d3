using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Delivery;

[TestClass]
public sealed class FailureTests
{
    [TestMethod]
    public async Task A_package_of_unknown_fate_is_sent_again_with_the_same_bytes_and_id_in_the_same_run()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        var portal = new ScriptedPortal();
        portal.Then(portal.LostAfter);
        var result = await ledger.ExportAsync(portal);
        Assert.IsNull(result.Failure);
        AssertSame(portal, 2);
        Assert.IsTrue(portal.State.Effects.Values.All(times => times == 1));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_package_whose_sender_died_is_sent_again_unchanged_by_the_next_run(bool applied)
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1", topic: "Старая");
        var portal = new ScriptedPortal();
        portal.Then(applied ? portal.DieAfter : portal.Die);
        await Assert.ThrowsAsync<OperationCanceledException>(() => ledger.ExportAsync(portal));
        ledger.Lesson("l1", topic: "Новая");
        await ledger.ExportAsync(portal);
        Assert.AreEqual(portal.Packages[0].Id, portal.Packages[1].Id);
        CollectionAssert.AreEqual(portal.Packages[0].Body, portal.Packages[1].Body);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        Assert.IsTrue(portal.State.Effects.Values.All(times => times == 1));
    }

    [TestMethod]
    public async Task A_package_that_was_never_on_the_wire_is_thawed_and_frozen_anew_in_its_latest_state()
    {
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 4, Pause = TimeSpan.Zero } };
        ledger.Lessons(12);
        var portal = new ScriptedPortal();
        portal.Then(ScriptedPortal.TooLarge).Then(portal.Die);
        await Assert.ThrowsAsync<OperationCanceledException>(() => ledger.ExportAsync(portal));
        CollectionAssert.AreEqual(new[] { PackageStatus.Split, PackageStatus.Sent, PackageStatus.Frozen }, ledger.Statuses());
        ledger.Lesson("l4", topic: "Новая");
        await ledger.ExportAsync(portal);
        Assert.AreEqual(PackageStatus.Thawed, ledger.Statuses()[2]);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task After_five_answers_that_say_nothing_the_route_stops_with_a_letter_until_a_person_acts()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        var portal = new ScriptedPortal();
        for (var time = 0; time < 5; time++)
        {
            portal.Then(ScriptedPortal.LostBefore);
        }

        var first = await ledger.ExportAsync(portal);
        Assert.AreEqual(("temporary", 1), (first.Failure?.Kind, first.Pending));
        await ledger.ExportAsync(portal);
        var third = await ledger.ExportAsync(portal);
        Assert.AreEqual("stopped", third.Failure?.Kind);
        Assert.HasCount(1, ledger.Alarms);
        AssertSame(portal, 5);
        Assert.AreEqual("stopped", (await ledger.ExportAsync(portal)).Failure?.Kind);
        Assert.HasCount(5, portal.Packages);
        await ledger.RetryAsync();
        Assert.IsNull((await ledger.ExportAsync(portal)).Failure);
        AssertSame(portal, 6);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_portal_that_asks_to_come_again_never_stops_the_route()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        var portal = new ScriptedPortal();
        for (var time = 0; time < 7; time++)
        {
            portal.Then(_ => ScriptedPortal.Busy(null)).Then(_ => ScriptedPortal.Busy(TimeSpan.FromMinutes(5)));
            Assert.AreEqual(("temporary", 1), ((await ledger.ExportAsync(portal)) is var result ? (result.Failure?.Kind, result.Pending) : default));
        }

        Assert.IsEmpty(ledger.Alarms);
        AssertSame(portal, 14);
        Assert.IsNull((await ledger.ExportAsync(portal)).Failure);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_portal_that_says_nothing_at_all_gets_the_same_package_again_for_as_long_as_it_takes_and_stops_no_route()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1", topic: "Старая");
        var portal = new ScriptedPortal();
        for (var run = 0; run < 7; run++)
        {
            portal.Then(portal.SilentAfter).Then(ScriptedPortal.Silent);
            Assert.AreEqual(("temporary", 1), ((await ledger.ExportAsync(portal)) is var result ? (result.Failure?.Kind, result.Pending) : default));
            ledger.Lesson("l1", topic: "Новая");
        }

        Assert.IsEmpty(ledger.Alarms);
        AssertSame(portal, 14);
        Assert.IsNull((await ledger.ExportAsync(portal)).Failure);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        Assert.IsTrue(portal.State.Effects.Values.All(times => times == 1));

        // An answer that says nothing counts all the same, however much silence there was before.
        ledger.Remove(RecordKind.Lesson, "l1");
        portal.Then(ScriptedPortal.Silent).Then(ScriptedPortal.LostBefore).Then(ScriptedPortal.LostBefore).Then(ScriptedPortal.LostBefore).Then(ScriptedPortal.LostBefore).Then(ScriptedPortal.LostBefore);
        await ledger.ExportAsync(portal);
        await ledger.ExportAsync(portal);
        Assert.AreEqual("stopped", (await ledger.ExportAsync(portal)).Failure?.Kind);
    }

    [TestMethod]
    public async Task What_may_have_arrived_before_its_package_was_refused_is_still_deleted()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        var portal = new ScriptedPortal();
        portal.Then(portal.LostAfter).Then(ScriptedPortal.Refuse);
        Assert.AreEqual("refused", (await ledger.ExportAsync(portal)).Failure?.Kind);
        ledger.Remove(RecordKind.Lesson, "l1");
        await ledger.ExportAsync(portal);
        Assert.IsEmpty(portal.State.Live);
    }

    [TestMethod]
    [DataRow("refused record by record")]
    [DataRow("too large, record by record")]
    [DataRow("rejected record by record")]
    [DataRow("withdrawn, then rejected")]
    [DataRow("refused at once although applied")]
    public async Task What_may_have_arrived_is_deleted_whatever_was_said_of_it_afterwards(string what)
    {
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 2, Pause = TimeSpan.Zero } };
        ledger.Lessons(4);
        var portal = new ScriptedPortal();
        portal.Then(portal.Accept);
        switch (what)
        {
            case "refused record by record":
                portal.Then(portal.LostAfter).Then(ScriptedPortal.Refuse).Then(ScriptedPortal.Refuse).Then(ScriptedPortal.Refuse);
                break;
            case "too large, record by record":
                portal.Then(portal.LostAfter).Then(ScriptedPortal.TooLarge).Then(ScriptedPortal.TooLarge).Then(ScriptedPortal.TooLarge);
                break;
            case "rejected record by record":
                portal.Then(portal.LostAfter).Then(ScriptedPortal.RejectAll);
                break;
            case "withdrawn, then rejected":
                portal.Then(portal.LostAfter).Then(ScriptedPortal.LostBefore);
                await ledger.ExportAsync(portal);
                ledger.Hold("c7", RecordKind.Lesson);
                await ledger.ExportAsync(portal);
                CollectionAssert.Contains(ledger.Statuses(), PackageStatus.Withdrawn);
                ledger.Decide("c7", RecordKind.Lesson);
                ledger.Lesson("l3", topic: "Новая");
                ledger.Lesson("l4", topic: "Новая");
                portal.Then(ScriptedPortal.RejectAll);
                break;
            default:
                portal.Then(package =>
                {
                    portal.Accept(package);
                    return ScriptedPortal.Refuse(package);
                }).Then(ScriptedPortal.Refuse).Then(ScriptedPortal.Refuse);
                break;
        }

        Assert.AreEqual(2, (await ledger.ExportAsync(portal)).Rejected);
        Assert.HasCount(4, portal.State.Live);
        ledger.Remove(RecordKind.Lesson, "l3");
        ledger.Remove(RecordKind.Lesson, "l4");
        portal.Then(ScriptedPortal.RejectAll);
        Assert.AreEqual(2, (await ledger.ExportAsync(portal)).Rejected, "What the portal will not delete is told.");
        ledger.Clock.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Rejected);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
    }

    [TestMethod]
    public async Task Refused_credentials_stop_the_run_with_an_instruction_and_count_as_no_try()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        var portal = new ScriptedPortal();
        for (var time = 0; time < 7; time++)
        {
            portal.Then(ScriptedPortal.Unauthorized);
            var result = await ledger.ExportAsync(portal);
            Assert.AreEqual(("permanent", "Замените ключ портала.", 1), (result.Failure?.Kind, result.Failure?.Instruction, result.Pending));
        }

        Assert.HasCount(7, ledger.Alarms);
        Assert.IsNull((await ledger.ExportAsync(portal)).Failure);
    }

    [TestMethod]
    public async Task A_package_that_is_too_large_is_halved_down_to_what_the_portal_takes()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lessons(700);
        var portal = new ScriptedPortal();
        portal.Arriving = package =>
        {
            if (package.RecordCount > 100)
            {
                throw new PackageTooLargeException("too large");
            }
        };
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((700, 0), (result.Accepted, result.Pending));
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        Assert.IsLessThan(16, portal.Packages.Count, "The size that the portal takes is learned once.");
    }

    [TestMethod]
    public async Task A_single_record_that_is_too_large_waits_as_rejected()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lessons(9);
        var portal = new ScriptedPortal();
        portal.Arriving = package =>
        {
            if (PortalState.KeysOf(package.Body).Contains(("lesson", "l5")))
            {
                throw new PackageTooLargeException("too large");
            }
        };
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((8, 1, 0), (result.Accepted, result.Rejected, result.Pending));
        Assert.IsFalse(portal.State.Live.ContainsKey(("lesson", "l5")));
    }

    [TestMethod]
    public async Task After_one_record_that_is_too_large_packages_grow_again()
    {
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 8, Pause = TimeSpan.Zero } };
        ledger.Lessons(300);
        var portal = new ScriptedPortal();
        portal.Arriving = package =>
        {
            if (PortalState.KeysOf(package.Body).Contains(("lesson", "l5")))
            {
                throw new PackageTooLargeException("too large");
            }
        };
        Assert.AreEqual((299, 1, 0), (await ledger.ExportAsync(portal)) is var result ? (result.Accepted, result.Rejected, result.Pending) : default);
        Assert.IsLessThan(100, portal.Packages.Count, "Of one record each they would be 300.");
        Assert.AreEqual(8, portal.Packages[^2].Records);
    }

    [TestMethod]
    public void A_size_that_a_portal_never_takes_is_tried_ever_more_rarely()
    {
        var limit = new PackageLimit(500);
        var refused = 0;
        for (var package = 0; package < 10_000; package++)
        {
            if (limit.Records > 100)
            {
                limit.Refuse(limit.Records);
                refused++;
            }
            else
            {
                limit.Accept();
            }
        }

        Assert.IsLessThan(16, refused);
        Assert.IsGreaterThan(50, limit.Records);
    }

    [TestMethod]
    public async Task A_refused_package_is_halved_once_some_package_of_the_run_was_accepted()
    {
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 8, Pause = TimeSpan.Zero } };
        ledger.Lessons(24);
        var portal = Refusing("l13");
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((23, 1, 0), (result.Accepted, result.Rejected, result.Pending));
        Assert.IsNull(result.Failure);
    }

    [TestMethod]
    public async Task A_refused_package_ends_the_run_when_nothing_was_accepted_before()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lessons(24);
        var result = await ledger.ExportAsync(Refusing("l13"));
        Assert.AreEqual(("refused", 0, 24), (result.Failure?.Kind, result.Accepted, result.Pending));
        CollectionAssert.AreEqual(new[] { PackageStatus.Refused }, ledger.Statuses());
        Assert.IsNull((await ledger.ExportAsync(new ScriptedPortal())).Failure);
    }

    [TestMethod]
    [DataRow(2, "", "receipt without a number")]
    [DataRow(1, "R", "fewer records than sent")]
    [DataRow(3, "R", "more records than sent")]
    [DataRow(-1, "R", "negative")]
    public async Task A_receipt_that_is_not_about_this_package_leaves_its_fate_unknown(int accepted, string id, string what)
    {
        using var ledger = new DeliveryLedger();
        ledger.Lessons(2);
        var portal = new ScriptedPortal();
        portal.Then(_ => new Receipt(id, accepted, [])).Then(_ => new Receipt(id, accepted, []));
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual(("temporary", 2), (result.Failure?.Kind, result.Pending), what);
        Assert.AreEqual(0, ledger.Scalar("""SELECT count(*) FROM route_records WHERE "DeliveredSeq" > 0"""));
        AssertSame(portal, 2);
    }

    [TestMethod]
    public async Task A_receipt_that_rejects_what_was_not_sent_leaves_the_fate_unknown()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lessons(2);
        var portal = new ScriptedPortal();
        portal.Then(_ => new Receipt("R", 1, [new RejectedRecord("lesson", "other", "E", "")])).Then(_ => new Receipt("R", 0, [new RejectedRecord("lesson", "l1", "E", ""), new RejectedRecord("lesson", "l1", "E", "")]));
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual("temporary", result.Failure?.Kind);
        Assert.AreEqual(0, ledger.Scalar("""SELECT count(*) FROM route_records WHERE "DeliveredSeq" > 0"""));
    }

    [TestMethod]
    public async Task The_receipt_of_a_package_is_kept_although_the_run_is_stopped_meanwhile()
    {
        using var ledger = new DeliveryLedger();
        ledger.Lesson("l1");
        using var stop = new CancellationTokenSource();
        var portal = new ScriptedPortal();
        portal.Then(package =>
        {
            stop.Cancel();
            return portal.Accept(package);
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() => ledger.ExportAsync(portal, stop.Token));
        CollectionAssert.AreEqual(new[] { PackageStatus.Accepted }, ledger.Statuses());
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
    }

    private static ScriptedPortal Refusing(string key)
    {
        var portal = new ScriptedPortal();
        portal.Arriving = package =>
        {
            if (PortalState.KeysOf(package.Body).Contains(("lesson", key)))
            {
                ScriptedPortal.Refuse(package);
            }
        };
        return portal;
    }

    private static void AssertSame(ScriptedPortal portal, int times)
    {
        Assert.HasCount(times, portal.Packages);
        Assert.IsTrue(portal.Packages.TrueForAll(package => package.Id == portal.Packages[0].Id && package.Body.AsSpan().SequenceEqual(portal.Packages[0].Body)));
    }
}
