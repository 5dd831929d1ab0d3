using Quartz;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Which slots a schedule has between two moments. Pure: knows no clock and no database.</summary>
internal static class SlotPlan
{
    /// <summary>A gateway that was down for longer than this starts afresh rather than judging a year of evenings.</summary>
    public static readonly TimeSpan LongestCatchUp = TimeSpan.FromDays(60);

    /// <summary>The slots due after <paramref name="after"/> and up to <paramref name="now"/>, both instants; times of day are the school's.</summary>
    /// <remarks>
    /// A slot that falls into the hour skipped in spring is due at the same elapsed moment; in the hour repeated in autumn it is due once.
    /// </remarks>
    public static IReadOnlyList<DateTimeOffset> Due(CronExpression schedule, CatchUp catchUp, DateTimeOffset after, DateTimeOffset now)
    {
        var from = now - after > LongestCatchUp ? now - LongestCatchUp : after;
        var due = new List<DateTimeOffset>();
        for (var next = schedule.GetNextValidTimeAfter(from); next is { } slot && slot <= now; next = schedule.GetNextValidTimeAfter(slot))
        {
            if (catchUp == CatchUp.Last)
            {
                due.Clear();
            }

            due.Add(slot);
        }

        return due;
    }
}
