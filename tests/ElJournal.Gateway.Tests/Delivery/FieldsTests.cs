using System.Text.Json;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Delivery;

[TestClass]
public sealed class FieldsTests
{
    private readonly ScriptedPortal portal = ScriptedPortal.Create();
    private DeliveryLedger ledger = null!;

    [TestInitialize]
    public void Open()
    {
        ledger = DeliveryLedger.Create();
        ledger.Roster();
        ledger.Lesson("l7");
        ledger.Mark("m7", "l7");
        ledger.Put(new Attendance("l7", "p7", AttendanceKind.Ill), "c7");
        ledger.Put(new Student("p7", "Образцов", birthDate: new DateOnly(2013, 1, 1), classId: "c7", email: "p7@school.example", phone: "+70000000000"), "c7");
    }

    [TestCleanup]
    public void Close() => ledger.Dispose();

    [TestMethod]
    public async Task How_to_reach_people_stays_here_unless_the_route_names_it()
    {
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEqual(new[] { "id", "familyName", "givenName", "middleName", "birthDate", "classId", "enrolledOn", "leftOn" }, Columns("student", "p7"));
        Assert.IsFalse(portal.Packages.Any(package => System.Text.Encoding.UTF8.GetString(package.Body).Contains("p7@school.example", StringComparison.Ordinal)));
        ledger.Options.Fields["student"] = ["familyName", "email"];
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((2, 2), (result.Records, result.Accepted), "the pupils alone are due again");
        CollectionAssert.AreEqual(new[] { "id", "familyName", "classId", "email" }, Columns("student", "p7"));
    }

    [TestMethod]
    public async Task An_average_goes_out_only_where_a_route_names_it()
    {
        ledger.Put(new FinalMark("p7", "u1", "q1", "5") { Average = 4.67m }, "c7");
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEqual(new[] { "studentId", "subjectId", "termId", "value", "enteredAt" }, Columns("finalMark", "p7/u1/q1"));
        ledger.Options.Fields["finalMark"] = ["value", "average"];
        await ledger.ExportAsync(portal);
        StringAssert.Contains(portal.State.Live[("finalMark", "p7/u1/q1")], "\"average\":4.67", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Fewer_fields_reach_the_portal_with_new_versions_and_nothing_goes_out_a_third_time()
    {
        await ledger.ExportAsync(portal);
        ledger.Options.Fields["student"] = [];
        ledger.Options.Fields["mark"] = ["value"];
        Assert.AreEqual(3, (await ledger.ExportAsync(portal)).Accepted);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        CollectionAssert.AreEqual(new[] { "id", "classId" }, Columns("student", "p1"));
        CollectionAssert.AreEqual(new[] { "id", "lessonId", "studentId", "value" }, Columns("mark", "m7"));
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
    }

    [TestMethod]
    public async Task Illness_can_go_out_as_absence_and_what_went_out_is_replaced()
    {
        await ledger.ExportAsync(portal);
        StringAssert.Contains(portal.State.Live[("attendance", "l7/p7")], "\"ill\"", StringComparison.Ordinal);
        ledger.Options.IllAsAbsent = true;
        Assert.AreEqual(1, (await ledger.ExportAsync(portal)).Accepted);
        StringAssert.Contains(portal.State.Live[("attendance", "l7/p7")], "\"absent\"", StringComparison.Ordinal);
        Assert.DoesNotContain("ill", portal.State.Live[("attendance", "l7/p7")], StringComparison.Ordinal);
        ledger.Options.IllAsAbsent = false;
        await ledger.ExportAsync(portal);
        StringAssert.Contains(portal.State.Live[("attendance", "l7/p7")], "\"ill\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Illness_that_may_have_arrived_before_it_was_refused_is_replaced_too()
    {
        portal.Then(portal.LostAfter).Then(ScriptedPortal.RejectAll);
        Assert.IsTrue((await ledger.ExportAsync(portal)).Rejected > 0);
        StringAssert.Contains(portal.State.Live[("attendance", "l7/p7")], "\"ill\"", StringComparison.Ordinal);
        ledger.Options.IllAsAbsent = true;
        ledger.Clock.Advance(TimeSpan.FromDays(1));
        await ledger.ExportAsync(portal);
        StringAssert.Contains(portal.State.Live[("attendance", "l7/p7")], "\"absent\"", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_frozen_package_never_carries_a_column_or_a_kind_that_the_route_has_ceased_to_send(bool arrived)
    {
        Func<ElJournal.Adapters.Portals.Package, ElJournal.Adapters.Portals.Receipt> lost = arrived ? portal.LostAfter : ScriptedPortal.LostBefore;
        portal.Then(lost).Then(lost);
        await ledger.ExportAsync(portal);
        StringAssert.Contains(System.Text.Encoding.UTF8.GetString(portal.Packages[0].Body), "2013-01-01", StringComparison.Ordinal);
        ledger.Options.Fields["student"] = ["familyName"];
        ledger.Options.IllAsAbsent = true;
        ledger.Kinds = ledger.Kinds.Remove(RecordKind.Mark);
        var known = portal.Packages.Count;
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Pending);
        foreach (var (_, body, _) in portal.Packages.Skip(known))
        {
            var text = System.Text.Encoding.UTF8.GetString(body);
            Assert.DoesNotContain("2013-01-01", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"ill\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"kind\":\"mark\"", text, StringComparison.Ordinal);
        }

        CollectionAssert.AreEqual(new[] { "id", "familyName", "classId" }, Columns("student", "p7"));
        Assert.AreEqual(arrived, portal.State.Live.ContainsKey(("mark", "m7")));
    }

    [TestMethod]
    public async Task A_change_of_fields_is_not_lost_while_a_packages_fate_is_unknown_or_a_hold_is_open()
    {
        portal.Then(portal.LostAfter).Then(portal.LostAfter);
        await ledger.ExportAsync(portal);
        ledger.Options.IllAsAbsent = true;
        ledger.Hold("c7", RecordKind.Attendance);
        await ledger.ExportAsync(portal);
        ledger.Decide("c7", RecordKind.Attendance);
        await ledger.ExportAsync(portal);
        await ledger.ExportAsync(portal);
        StringAssert.Contains(portal.State.Live[("attendance", "l7/p7")], "\"absent\"", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_replay_of_one_route_sends_nothing_again_over_another()
    {
        var other = ScriptedPortal.Create();
        await ledger.ExportAsync(portal);
        await ledger.ExportAsync(other, "other");
        await using (var lease = await ledger.Leases.AcquireAsync(DeliveryLedger.School, "test", CancellationToken.None))
        {
            await SendAgain.RunAsync(lease, ledger.Options, DeliveryLedger.Monday, CancellationToken.None);
        }

        Assert.IsGreaterThan(5, (await ledger.ExportAsync(portal)).Accepted);
        Assert.AreEqual(0, (await ledger.ExportAsync(other, "other")).Records, "the content is there already");
        ledger.Mark("m7", "l7", "2");
        Assert.AreEqual(1, (await ledger.ExportAsync(other, "other")).Accepted, "a change goes out as ever");
        Assert.IsTrue(other.State.Effects.Values.All(times => times == 1));
    }

    [TestMethod]
    public async Task A_replay_fills_a_portal_that_lost_a_week_and_removes_what_it_found_again()
    {
        ledger.Mark("gone", "l7");
        await ledger.ExportAsync(portal);
        var earlier = portal.State.Live.ToDictionary();
        ledger.Remove(RecordKind.Mark, "gone");
        ledger.Mark("m7", "l7", "3");
        await ledger.ExportAsync(portal);
        var (lost, versions) = (ScriptedPortal.Create(), Versions(portal));
        lost.State.Apply(portal.Packages[0].Body, (_, _) => true);
        Assert.AreEqual(earlier.Count, lost.State.Live.Count);

        await using (var lease = await ledger.Leases.AcquireAsync(DeliveryLedger.School, "test", CancellationToken.None))
        {
            var result = await SendAgain.RunAsync(lease, ledger.Options, DeliveryLedger.Monday, CancellationToken.None);
            Assert.AreEqual(earlier.Count, result.Records);
        }

        var sent = await ledger.ExportAsync(lost);
        Assert.AreEqual((earlier.Count, earlier.Count, 0), (sent.Records, sent.Accepted, sent.Pending));
        CollectionAssert.AreEquivalent(ledger.Expected(), lost.State.Live.ToDictionary());
        Assert.IsTrue(Versions(lost).All(record => record.Value > versions.GetValueOrDefault(record.Key)), "every version is new");
        Assert.AreEqual(0, (await ledger.ExportAsync(lost)).Packages);
    }

    [TestMethod]
    public async Task A_replay_from_a_day_leaves_earlier_days_alone()
    {
        await ledger.ExportAsync(portal);
        await using var lease = await ledger.Leases.AcquireAsync(DeliveryLedger.School, "test", CancellationToken.None);
        var result = await SendAgain.RunAsync(lease, new RouteOptions { Name = "daily", Kinds = ["lesson", "mark"] }, DeliveryLedger.Monday.AddDays(1), CancellationToken.None);
        Assert.AreEqual(0, result.Records);
        Assert.AreEqual(2, (await SendAgain.RunAsync(lease, new RouteOptions { Name = "daily", Kinds = ["lesson", "mark"] }, DeliveryLedger.Monday, CancellationToken.None)).Records);
    }

    [TestMethod]
    public void The_table_of_columns_is_what_the_ledger_writes()
    {
        var day = DeliveryLedger.Monday;
        JournalRecord[] records =
        [
            new Term("q1", "1 четверть", TermKind.Quarter, day, day), new Teacher("t1", "П"), new Subject("u1", "А"), new ClassGroup("c1", "1А", 1), new Student("p1", "О"), new Lesson("l1", day, "c1"),
            new Homework("l1", "§ 5"), new Mark("m1", "l1", "p1", "5"), new Attendance("l1", "p1", AttendanceKind.Absent), new FinalMark("p1", "u1", "q1", "5") { Average = 4.67m },
        ];
        foreach (var record in records)
        {
            using var json = JsonDocument.Parse(RecordPayload.Of(record));
            CollectionAssert.AreEqual(ElJournal.Gateway.Delivery.Columns.Of(record.Kind).ToArray(), json.RootElement.EnumerateObject().Select(column => column.Name).ToArray(), record.Kind.WireName());
        }
    }

    private string[] Columns(string kind, string key)
    {
        using var json = JsonDocument.Parse(portal.State.Live[(kind, key)]);
        return [.. json.RootElement.EnumerateObject().Select(column => column.Name)];
    }

    private static Dictionary<(string, string), long> Versions(ScriptedPortal portal)
    {
        var versions = new Dictionary<(string, string), long>();
        foreach (var package in portal.Packages)
        {
            using var json = JsonDocument.Parse(package.Body);
            foreach (var record in json.RootElement.GetProperty("records").EnumerateArray())
            {
                versions[(record.GetProperty("kind").GetString()!, record.GetProperty("key").GetString()!)] = record.GetProperty("version").GetInt64();
            }
        }

        return versions;
    }
}
