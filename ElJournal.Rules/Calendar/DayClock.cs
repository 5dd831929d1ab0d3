namespace ElJournal.Rules.Calendar;

/// <summary>Remembers the days on which the clock does not change: asking the zone for every deadline would cost more than all the rest of judging.</summary>
internal sealed class DayClock(TimeZoneInfo zone)
{
    private const int Remembered = 512;
    private const int Step = 15;

    private readonly Entry?[] _days = new Entry?[Remembered];

    /// <summary>The offset that holds all day; <see langword="null"/> on the day of a clock change.</summary>
    public TimeSpan? OffsetOf(DateOnly day)
    {
        var slot = day.DayNumber % Remembered;
        var entry = _days[slot];
        if (entry is null || entry.Day != day)
        {
            // Threads may do this twice; an entry never changes once it is there.
            _days[slot] = entry = new Entry(day, Find(day));
        }

        return entry.Offset;
    }

    private TimeSpan? Find(DateOnly day)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.GetUtcOffset(start);
        for (var minute = 0; minute < 24 * 60; minute += Step)
        {
            var local = start.AddMinutes(minute);
            if (zone.IsInvalidTime(local) || zone.IsAmbiguousTime(local) || zone.GetUtcOffset(local) != offset)
            {
                return null;
            }
        }

        return offset;
    }

    private sealed record Entry(DateOnly Day, TimeSpan? Offset);
}
