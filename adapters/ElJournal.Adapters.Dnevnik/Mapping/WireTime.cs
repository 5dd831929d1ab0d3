using System.Globalization;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>Days and moments as the API writes them: local time without a zone, fractions of any length. What makes no sense, and the year 1 that stands for "never", is <see langword="null"/>.</summary>
internal static class WireTime
{
    /// <summary>No entry of an electronic journal is older.</summary>
    private const int FirstYear = 2000;

    /// <summary>The first second of a range, as the API is asked for it.</summary>
    public static DateTime Start(DayRange range) => range.From.ToDateTime(TimeOnly.MinValue);

    /// <summary>The last one.</summary>
    public static DateTime End(DayRange range) => range.To.ToDateTime(new TimeOnly(23, 59, 59));

    /// <summary>The day of a date or a date-time; a time is left aside, as it says nothing.</summary>
    public static DateOnly? Day(string? text)
    {
        if (text is { Length: >= 10 } && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.Year >= FirstYear ? day : null;
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.Year >= FirstYear ? DateOnly.FromDateTime(moment) : null;
    }

    /// <summary>A moment by the school's clock, or by the zone that it names itself.</summary>
    /// <remarks>Of an hour that comes twice in autumn the first is taken: the earlier one can only acquit.</remarks>
    public static DateTimeOffset? Moment(string? text, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (NamesZone(text))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var told) && told.Year >= FirstYear ? told : null;
        }

        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year < FirstYear)
        {
            return null;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>A time of day out of a date-time or a bare time.</summary>
    public static TimeOnly? Clock(string? text)
    {
        var time = text.AsSpan().Trim();
        var at = time.IndexOf('T');
        time = at >= 0 ? time[(at + 1)..] : time.Length > 10 && time[10] == ' ' ? time[11..] : time;
        return time.Length >= 4 && TimeOnly.TryParse(time.Length > 8 ? time[..8] : time, CultureInfo.InvariantCulture, out var clock) ? clock : null;
    }

    private static bool NamesZone(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        return text.EndsWith('Z') || (time > 0 && text.AsSpan(time).IndexOfAny('+', '-') > 0);
    }
}
