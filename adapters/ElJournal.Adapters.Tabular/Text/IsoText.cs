namespace ElJournal.Adapters.Tabular.Text;

/// <summary>Dates and times in the one spelling that the CSV folder has. Written by hand because a year holds over a million of them.</summary>
internal static class IsoText
{
    private const int LeastYear = 1900;
    private const int MostYear = 2199;

    /// <summary><c>2026-10-05</c>, of a year that a school can mean.</summary>
    public static bool TryDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryNumber(text[..4], out var year) || !TryNumber(text.Slice(5, 2), out var month) || !TryNumber(text.Slice(8, 2), out var dayOfMonth)
            || year is < LeastYear or > MostYear || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, dayOfMonth);
        return true;
    }

    /// <summary><c>8:30</c>, <c>08:30</c> or <c>08:30:00</c>.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out TimeOnly time)
    {
        time = default;
        var colon = text.IndexOf(':');
        if (colon is not (1 or 2) || !TryNumber(text[..colon], out var hour))
        {
            return false;
        }

        var rest = text[(colon + 1)..];
        var second = 0;
        if (rest.Length is not (2 or 5) || !TryNumber(rest[..2], out var minute) || (rest.Length == 5 && (rest[2] != ':' || !TryNumber(rest[3..], out second)))
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new TimeOnly(hour, minute, second);
        return true;
    }

    /// <summary><c>2026-10-05T16:59:30+03:00</c>: seconds and their fractions may be left out, the offset may not.</summary>
    public static bool TryInstant(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < 17 || text[10] is not ('T' or 't' or ' ') || !TryDay(text[..10], out var day))
        {
            return false;
        }

        var rest = text[11..];
        var zone = rest.IndexOfAny("Zz+-");
        if (zone < 5 || !TryOffset(rest[zone..], out var offset))
        {
            return false;
        }

        var clock = rest[..zone];
        var point = clock.IndexOfAny('.', ',');
        var ticks = 0L;
        if (point >= 0)
        {
            if (point != 8 || !TryFraction(clock[(point + 1)..], out ticks))
            {
                return false;
            }

            clock = clock[..point];
        }

        if (clock.Length is not (5 or 8) || !TryTime(clock, out var time))
        {
            return false;
        }

        instant = new DateTimeOffset(day, time, offset).AddTicks(ticks);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        // +03, +0300, +03:00
        var minute = 0;
        if (text.Length is not (3 or 5 or 6) || !TryNumber(text.Slice(1, 2), out var hour)
            || (text.Length > 3 && !TryNumber(text[^2..], out minute)) || (text.Length == 6 && text[3] != ':')
            || minute > 59 || hour * 60 + minute > 14 * 60)
        {
            return false;
        }

        offset = TimeSpan.FromMinutes((hour * 60) + minute);
        offset = text[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        var unit = TimeSpan.TicksPerSecond;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            unit /= 10;
            ticks += (c - '0') * unit;
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return text.Length > 0;
    }
}
