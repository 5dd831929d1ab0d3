using ElJournal.Gateway.Scheduling;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class LedgerOutageTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly LedgerOutage outage = new();

    [TestMethod]
    public void Each_school_hears_once_of_what_lasted_from_the_first_failure_to_the_first_thing_written()
    {
        outage.Note(Start, "полон");
        outage.Note(Start.AddMinutes(20), "занят");
        Assert.AreEqual(new EndedOutage(Start, Start.AddMinutes(40), "занят"), outage.EndedFor("s1", Start.AddMinutes(40)));
        Assert.IsNull(outage.EndedFor("s1", Start.AddMinutes(41)));
        Assert.AreEqual(Start.AddMinutes(40), outage.EndedFor("s2", Start.AddMinutes(50))?.Until, "Whoever has work later hears of the same.");
    }

    [TestMethod]
    public void What_is_over_within_minutes_or_was_days_ago_is_no_news()
    {
        outage.Note(Start, "занят");
        Assert.IsNull(outage.EndedFor("s1", Start.AddMinutes(14)));
        outage.Note(Start.AddHours(1), "полон");
        Assert.IsNotNull(outage.EndedFor("s1", Start.AddHours(2)));
        Assert.IsNull(outage.EndedFor("s2", Start.AddDays(4)));
    }
}
