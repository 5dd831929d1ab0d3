using ElJournal.Gateway.Sync.Pass;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>Records whose contents went round: each says what another said before.</summary>
[TestClass]
public sealed class RingTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [Timeout(10_000)]
    public void Of_contents_that_changed_places_in_a_ring_nothing_is_lost(int members)
    {
        var ring = Enumerable.Range(0, members).Select(_ => Same()).ToList();
        for (var i = 0; i < members; i++)
        {
            (ring[i].From, ring[(i + 1) % members].To) = (ring[(i + 1) % members], ring[i]);
        }

        Assert.IsFalse(ring.Any(one => one.LosesSomethingShown));
    }

    [TestMethod]
    public void At_the_end_of_a_row_something_is_lost_when_its_text_is()
    {
        var (first, last) = (Same(), new Case { Type = CaseType.Vanished, Kind = RecordKind.Mark, Row = 2, Root = "c1" });
        (first.From, last.To) = (last, first);

        Assert.IsTrue(first.LosesSomethingShown);
    }

    private static Case Same() => new() { Type = CaseType.Changed, Kind = RecordKind.Mark, Row = 1, Root = "c1", SameText = true };
}
