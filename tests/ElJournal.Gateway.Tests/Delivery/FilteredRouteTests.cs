using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Delivery;

[TestClass]
public sealed class FilteredRouteTests
{
    private readonly ScriptedPortal portal = ScriptedPortal.Create();
    private DeliveryLedger ledger = null!;

    [TestInitialize]
    public void Open()
    {
        ledger = DeliveryLedger.Create();
        ledger.Roster();
        ledger.Lesson("l1", "c1");
        ledger.Lesson("l7");
        ledger.Mark("m1", "l1", group: "c1");
        ledger.Mark("m7", "l7");
        ledger.Put(new Student("p8", "Другой", classId: "c7"), "c7");
        ledger.Put(new Mark("m8", "l7", "p8", "4"), "c7");
        ledger.Put(new Attendance("l7", "p8", AttendanceKind.Ill), "c7");
    }

    [TestCleanup]
    public void Close() => ledger.Dispose();

    [TestMethod]
    public async Task Only_the_named_classes_go_out_with_the_lists_that_they_need()
    {
        ledger.Options.Classes = ["7-a"];
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((0, 0), (result.Pending, result.Withheld));
        CollectionAssert.AreEquivalent(
            new[] { "term q1", "teacher t1", "subject u1", "class c7", "student p7", "student p8", "lesson l7", "mark m7", "mark m8", "attendance l7/p8" }, Live());
    }

    [TestMethod]
    public async Task Grades_and_classes_add_up()
    {
        ledger.Put(new ClassGroup("c9", "9В", 9), "c9");
        ledger.Put(new ClassGroup("c8", "8В", 8), "c8");
        ledger.Options.Classes = ["1А"];
        ledger.Options.Grades = [8];
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(new[] { "class c1", "class c8" }, Live().Where(key => key.StartsWith("class", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public async Task An_excluded_pupil_is_deleted_at_the_portal_and_returns_when_no_longer_excluded()
    {
        await ledger.ExportAsync(portal);
        ledger.Options.ExcludedPupils = ["p8"];
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((3, 3, 0), (result.Records, result.Accepted, result.Pending));
        Assert.IsFalse(Live().Any(key => key.Contains("p8", StringComparison.Ordinal) || key == "mark m8"));
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
        ledger.Put(new Mark("m8", "l7", "p8", "3"), "c7");
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages, "a change of what is not on the route");
        ledger.Options.ExcludedPupils = [];
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task Without_an_application_on_file_nothing_about_a_pupil_goes_out()
    {
        ledger.Options.OnlyPupils = ["p8"];
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(new[] { "student p8", "mark m8", "attendance l7/p8" }, Live().Where(key => key[0] is 's' or 'm' or 'a' && !key.StartsWith("subject", StringComparison.Ordinal)).ToArray());
        ledger.Options.OnlyPupils = [];
        await ledger.ExportAsync(portal);
        Assert.IsFalse(Live().Any(key => key.StartsWith("student", StringComparison.Ordinal) || key.StartsWith("mark", StringComparison.Ordinal)));
        ledger.Options.OnlyPupils = null;
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_class_that_becomes_another_grade_leaves_with_all_that_belongs_to_it_though_none_of_it_changed()
    {
        ledger.Options.Grades = [7];
        await ledger.ExportAsync(portal);
        ledger.Put(new ClassGroup("c7", "8А", 8), "c7");
        ledger.Put(new ClassGroup("c1", "7Б", 7), "c1");
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(new[] { "term q1", "teacher t1", "subject u1", "class c1", "student p1", "lesson l1", "mark m1" }, Live());
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Packages);
    }

    [TestMethod]
    public async Task The_delete_of_what_left_the_route_is_not_forgotten_when_the_portal_fails()
    {
        await ledger.ExportAsync(portal);
        ledger.Options.Classes = ["1А"];
        portal.Then(ScriptedPortal.Refuse);
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual(("refused", 7), (result.Failure?.Kind, result.Pending));
        portal.Then(portal.LostAfter).Then(portal.LostAfter);
        await ledger.ExportAsync(portal);
        Assert.AreEqual(0, (await ledger.ExportAsync(portal)).Pending);
        CollectionAssert.AreEquivalent(new[] { "term q1", "teacher t1", "subject u1", "class c1", "student p1", "lesson l1", "mark m1" }, Live());
    }

    [TestMethod]
    public async Task A_withheld_record_that_leaves_the_route_is_deleted_and_one_that_enters_is_still_withheld()
    {
        await ledger.ExportAsync(portal);
        ledger.Block(RecordKind.Mark, "m7");
        ledger.Block(RecordKind.Mark, "m1");
        ledger.Options.Classes = ["1А"];
        await ledger.ExportAsync(portal);
        Assert.IsFalse(Live().Contains("mark m7"));
        ledger.Options.Classes = [];
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual(2, result.Withheld);
        Assert.IsFalse(Live().Contains("mark m7"));
    }

    [TestMethod]
    public async Task A_hold_does_not_keep_at_the_portal_what_leaves_the_route()
    {
        await ledger.ExportAsync(portal);
        ledger.Hold("c7", RecordKind.Mark);
        ledger.Options.Classes = ["1А"];
        var result = await ledger.ExportAsync(portal);
        Assert.AreEqual((0, 0), (result.Held, result.Pending));
        Assert.IsFalse(Live().Contains("mark m7"));
    }

    [TestMethod]
    public async Task A_package_of_unknown_fate_does_not_go_again_once_a_record_in_it_has_left_the_route()
    {
        portal.Then(portal.Die);
        await Assert.ThrowsAsync<OperationCanceledException>(() => ledger.ExportAsync(portal));
        ledger.Options.Classes = ["1А"];
        await ledger.ExportAsync(portal);
        Assert.HasCount(1, portal.Packages.Where(package => package.Id == portal.Packages[0].Id));
        CollectionAssert.AreEquivalent(new[] { "term q1", "teacher t1", "subject u1", "class c1", "student p1", "lesson l1", "mark m1" }, Live());
    }

    [TestMethod]
    public async Task A_route_with_a_first_day_sends_nothing_older_and_takes_nothing_back()
    {
        ledger.Options.From = DeliveryLedger.Monday.AddDays(1);
        await ledger.ExportAsync(portal);
        CollectionAssert.DoesNotContain(Live(), "lesson l7");
        CollectionAssert.Contains(Live(), "student p7");
        ledger.Options.From = null;
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
        ledger.Options.From = DeliveryLedger.Monday.AddDays(1);
        ledger.Mark("m7", "l7", "2");
        Assert.AreEqual(1, (await ledger.ExportAsync(portal)).Accepted);
        CollectionAssert.AreEquivalent(ledger.Expected(), portal.State.Live.ToDictionary());
    }

    [TestMethod]
    public async Task A_route_with_a_first_day_sends_no_lists_of_earlier_school_years()
    {
        ledger.AddBook(2027);
        ledger.Put(new Student("p9", "Новый", classId: "c9"), "c9");
        ledger.Options.From = new DateOnly(2027, 10, 1);
        await ledger.ExportAsync(portal);
        CollectionAssert.AreEquivalent(new[] { "student p9" }, Live());
    }

    private string[] Live() => [.. portal.State.Live.Keys.Select(key => $"{key.Kind} {key.Key}")];
}
