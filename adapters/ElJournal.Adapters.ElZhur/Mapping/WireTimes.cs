using System.Globalization;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Days, clock times and moments as ЭлЖур writes them.</summary>
internal static class WireTimes
{
    private static readonly string[] DayForms = ["yyyyMMdd", "yyyy-MM-dd", "yyyy.MM.dd"];
    private static readonly string[] ClockForms = ["HH:mm:ss", "HH:mm", "H:mm"];

    /// <summary>Moscow, which has had no other time since 2014.</summary>
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static TimeOnly? Clock(string? text) =>
        TimeOnly.TryParseExact(text?.Trim(), ClockForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>The end of a token: written in Moscow time without a zone.</summary>
    public static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text?.Trim(), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, Moscow) : null;

    public static string Text(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>As the parameter <c>days</c> wants it.</summary>
    public static string Text(DayRange days) => days.From == days.To ? Text(days.From) : $"{Text(days.From)}-{Text(days.To)}";
}
