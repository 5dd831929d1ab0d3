using ElJournal.Gateway.Diagnosis;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling.Model;

namespace ElJournal.Gateway.Tests.Diagnosis;

[TestClass]
public sealed class MachineHoursTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    [TestMethod]
    public void A_machine_that_is_switched_off_in_the_afternoon_is_known_to_be_off_in_the_evening()
    {
        var hours = new MachineHours(Days(10, evening: false), Moscow);
        CollectionAssert.AreEqual(Enumerable.Range(8, 8).ToArray(), hours.On().Hours.ToArray());
        Assert.IsTrue(hours.IsUsuallyOff(new TimeOnly(18, 30)), "From five o'clock until the next morning nothing ran.");
        Assert.IsTrue(hours.IsUsuallyOff(new TimeOnly(2, 0)));
        Assert.IsFalse(hours.IsUsuallyOff(new TimeOnly(10, 0)));
    }

    [TestMethod]
    public void A_machine_that_is_always_on_and_one_of_which_little_is_known_are_not_said_to_be_off()
    {
        Assert.IsFalse(new MachineHours(Days(10, evening: true), Moscow).IsUsuallyOff(new TimeOnly(18, 30)));
        Assert.IsFalse(new MachineHours(Days(2, evening: false), Moscow).IsUsuallyOff(new TimeOnly(18, 30)), "Two days are no habit.");
        Assert.IsFalse(new MachineHours([], Moscow).IsUsuallyOff(new TimeOnly(18, 30)));
        Assert.IsEmpty(new MachineHours([], Moscow).On().Hours);
    }

    /// <summary>Reads every half hour from eight to four, and an evening job that runs then or is made up for in the morning.</summary>
    private static IEnumerable<SlotRow> Days(int count, bool evening)
    {
        for (var day = 0; day < count; day++)
        {
            var midnight = new DateTimeOffset(2026, 10, 5, 0, 0, 0, TimeSpan.FromHours(3)).AddDays(day);
            for (var half = 16; half < 32; half++)
            {
                yield return Slot(midnight.AddMinutes(30 * half), midnight.AddMinutes(30 * half), late: false);
            }

            var due = midnight.AddHours(17);
            yield return Slot(due, evening ? due : midnight.AddHours(32), late: !evening);
            if (evening)
            {
                yield return Slot(midnight.AddHours(18.5), midnight.AddHours(18.5), late: false);
            }
        }
    }

    private static SlotRow Slot(DateTimeOffset due, DateTimeOffset started, bool late) => new()
    {
        School = "s1", Job = "sync", Due = due.ToStored(), StartedAt = started.ToStored(), FinishedAt = started.AddSeconds(5).ToStored(), Late = late, Status = SlotStatus.Done,
    };
}
