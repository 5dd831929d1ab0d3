using ElJournal.Gateway.Delivery.Reconciling;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Delivery.Reconciling;

[TestClass]
public sealed class ComparisonTests
{
    private static readonly DateOnly Monday = new(2026, 10, 5);

    [TestMethod]
    public void What_is_shown_as_delivered_is_no_difference() => AssertFound([Must("5"), Must("4")], ["4", "5"], 0, 0, 0);

    [TestMethod]
    public void What_is_not_shown_is_missing() => AssertFound([Must("5"), Must("4")], ["4"], 1, 0, 0);

    [TestMethod]
    public void What_is_shown_otherwise_is_different() => AssertFound([Must("5")], ["4"], 0, 1, 0);

    [TestMethod]
    public void What_nothing_explains_is_extra() => AssertFound([Must("5")], ["5", "2"], 0, 0, 1);

    [TestMethod]
    public void Equal_marks_are_counted() => AssertFound([Must("5"), Must("5")], ["5"], 1, 0, 0);

    [TestMethod]
    public void What_may_not_be_published_yet_may_be_shown_in_any_state_or_not_at_all()
    {
        AssertFound([May("5")], [], 0, 0, 0);
        AssertFound([May("5")], ["5"], 0, 0, 0);
        AssertFound([May("5")], ["3"], 0, 0, 0);
        AssertFound([May("5"), Must("4")], ["4", "3"], 0, 0, 0);
    }

    [TestMethod]
    public void A_meaning_that_is_unknown_agrees_with_everything() => AssertFound([Must("ill")], [null], 0, 0, 0);

    [TestMethod]
    public void White_space_and_case_are_laid_out_anew_by_portals() => AssertFound([Must("§ 5,  № 3\nупр. 7 ")], ["§ 5, № 3 Упр. 7"], 0, 0, 0);

    [TestMethod]
    public void Days_and_subjects_are_kept_apart_and_the_subjects_name_may_be_spelled_otherwise()
    {
        var found = Comparison.Of(
            [Must("5"), new DeliveredItem(new PortalItem(RecordKind.Mark, Monday.AddDays(1), "Химия", "5"), "m2", Must: true)],
            [new PortalItem(RecordKind.Mark, Monday, "АЛГЕБРА ", "5"), new PortalItem(RecordKind.Mark, Monday.AddDays(1), "Физика", "5")]);
        Assert.AreEqual(("m2", "Физика"), (found.Missing.Single().Key, found.Extra.Single().Subject));
    }

    private static DeliveredItem Must(string value) => new(new PortalItem(RecordKind.Mark, Monday, "Алгебра", value), "m", Must: true);

    private static DeliveredItem May(string value) => Must(value) with { Must = false };

    private static void AssertFound(DeliveredItem[] delivered, string?[] shown, int missing, int different, int extra)
    {
        var found = Comparison.Of(delivered, shown.Select(value => new PortalItem(RecordKind.Mark, Monday, "Алгебра", value)));
        Assert.AreEqual((missing, different, extra), (found.Missing.Count, found.Different.Count, found.Extra.Count));
    }
}
