using System.Globalization;

namespace ElJournal.Gateway.Russian;

/// <summary>Days and times as Russian letters write them, the same on every machine whatever language data it has.</summary>
internal static class RussianDates
{
    private static readonly string[] Months = RussianTexts.MonthsGenitive.Split('|');
    private static readonly string[] MonthNames = RussianTexts.Months.Split('|');
    private static readonly string[] WeekDays = RussianTexts.WeekDays.Split('|');

    /// <summary><c>5 октября 2026</c></summary>
    public static string Full(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Short(day)} {day.Year}");

    /// <summary><c>5 октября</c></summary>
    public static string Short(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]}");

    /// <summary><c>5 октября 2026</c>, or <c>5 октября 2026 – 7 октября 2026</c></summary>
    public static string Span(DateOnly from, DateOnly to) => from == to ? Full(from) : $"{Full(from)} – {Full(to)}";

    /// <summary><c>Понедельник, 5 октября 2026</c></summary>
    public static string WithWeekDay(DateOnly day) => $"{WeekDays[(int)day.DayOfWeek]}, {Full(day)}";

    /// <summary><c>октябрь 2026</c></summary>
    public static string Month(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{MonthNames[day.Month - 1]} {day.Year}");

    /// <summary><c>Октябрь</c></summary>
    public static string MonthName(DateOnly day) => char.ToUpperInvariant(MonthNames[day.Month - 1][0]) + MonthNames[day.Month - 1][1..];

    /// <summary><c>17:00</c></summary>
    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>6 октября, 07:20</c>, of a moment in the school's zone.</summary>
    public static string Moment(DateTimeOffset moment) => $"{Short(DateOnly.FromDateTime(moment.DateTime))}, {Time(TimeOnly.FromDateTime(moment.DateTime))}";

    /// <summary><c>6 октября 2026, 07:20</c>, of a moment in the school's zone.</summary>
    public static string MomentWithYear(DateTimeOffset moment) => $"{Full(DateOnly.FromDateTime(moment.DateTime))}, {Time(TimeOnly.FromDateTime(moment.DateTime))}";

    /// <summary>The moment, without the day when that is the only one spoken of.</summary>
    public static string Moment(DateTimeOffset moment, IReadOnlyList<DateOnly> spokenOf) =>
        spokenOf.Count == 1 && spokenOf[0] == DateOnly.FromDateTime(moment.DateTime) ? Time(TimeOnly.FromDateTime(moment.DateTime)) : Moment(moment);

    /// <summary><c>5–7 октября 2026</c>: days as a subject names them.</summary>
    public static string Several(IReadOnlyList<DateOnly> days)
    {
        if (days.Count == 1)
        {
            return Full(days[0]);
        }

        var (first, last) = (days[0], days[^1]);
        return first.Month == last.Month && first.Year == last.Year
            ? string.Create(CultureInfo.InvariantCulture, $"{first.Day}–{Full(last)}")
            : first.Year == last.Year ? $"{Short(first)} – {Full(last)}" : $"{Full(first)} – {Full(last)}";
    }
}
