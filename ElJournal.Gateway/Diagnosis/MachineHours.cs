using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling.Model;

namespace ElJournal.Gateway.Diagnosis;

/// <summary>When the machine is on, as far as the run ledger proves it: a slot put in in time shows that it was, one put in late that it was not until then.</summary>
/// <remarks>An hour about which nothing is known counts neither way, so a time of which nothing is known warns of nothing.</remarks>
internal sealed class MachineHours
{
    /// <summary>How far back: habits change.</summary>
    public static readonly TimeSpan LooksBack = TimeSpan.FromDays(28);

    /// <summary>Fewer days prove no habit.</summary>
    private const int FewestDays = 3;

    /// <summary>Less than a half: the full hour belongs to the hour that it begins.</summary>
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1);

    private readonly List<(DateTimeOffset From, DateTimeOffset To)> off = [];
    private readonly List<DateTimeOffset> on = [];
    private readonly TimeZoneInfo zone;

    public MachineHours(IEnumerable<SlotRow> slots, TimeZoneInfo zone)
    {
        this.zone = zone;
        foreach (var slot in slots)
        {
            var due = Instants.FromStored(slot.Due);
            on.AddRange(new[] { slot.StartedAt, slot.FinishedAt }.OfType<long>().Select(moment => Instants.FromStored(moment)));
            if (!slot.Late)
            {
                on.Add(due);
            }
            else if (slot.StartedAt is { } started && Instants.FromStored(started) is var start && start > due)
            {
                off.Add((due, start));
            }
        }
    }

    /// <summary>The hours of the day at which it was on at more than half of the days of which anything is known, and of how many days that is known at least.</summary>
    public (IReadOnlyList<int> Hours, int Days) On()
    {
        var hours = new List<int>();
        var fewest = int.MaxValue;
        for (var hour = 0; hour < 24; hour++)
        {
            var (yes, no) = At(new TimeOnly(hour, 30), HalfAnHour);
            if (yes + no >= FewestDays && yes > no)
            {
                hours.Add(hour);
                fewest = Math.Min(fewest, yes + no);
            }
        }

        return (hours, hours.Count == 0 ? 0 : fewest);
    }

    /// <summary>Whether the machine is known to be off at that time of day on most days.</summary>
    public bool IsUsuallyOff(TimeOnly time)
    {
        var (yes, no) = At(time, TimeSpan.FromMinutes(10));
        return no >= FewestDays && no > yes;
    }

    /// <summary>On how many days it was on and off at that time.</summary>
    private (int On, int Off) At(TimeOnly time, TimeSpan around)
    {
        var days = on.Concat(off.SelectMany(span => new[] { span.From, span.To })).Select(moment => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime)).Distinct().ToList();
        var (yes, no) = (0, 0);
        foreach (var day in days)
        {
            var clock = day.ToDateTime(time);
            var moment = new DateTimeOffset(clock, zone.GetUtcOffset(clock));
            if (on.Exists(seen => (seen - moment).Duration() <= around))
            {
                yes++;
            }
            else if (off.Exists(span => span.From <= moment && moment < span.To))
            {
                no++;
            }
        }

        return (yes, no);
    }
}
