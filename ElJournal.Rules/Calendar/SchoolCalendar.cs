using System.Runtime.CompilerServices;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Calendar;

/// <summary>Which days count for whom, and what the school's clock says. Safe for use by several threads.</summary>
public sealed class SchoolCalendar
{
    // A year and a bit: a calendar without any working day must end the search, not the program.
    private const int SearchDays = 400;

    private readonly CalendarSettings _settings;
    private readonly ClassCalendar _base;
    private readonly ConditionalWeakTable<GroupInfo, ClassCalendar> _byGroup = [];
    private readonly DayClock _clock;

    /// <summary>Makes a calendar.</summary>
    public SchoolCalendar(CalendarSettings settings, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(zone);
        _settings = settings;
        Zone = zone;
        _clock = new DayClock(zone);
        _base = new ClassCalendar(settings, group: null);
    }

    /// <summary>The school's zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>What it was made of.</summary>
    public CalendarSettings Settings => _settings;

    /// <summary>What the day is for the group; for the school as a whole when there is none.</summary>
    public DayKind KindOf(GroupInfo? group, DateOnly day) => For(group).KindOf(day);

    /// <summary>Whether the group has lessons on the day, distance teaching included.</summary>
    public bool IsSchoolDay(GroupInfo? group, DateOnly day) => KindOf(group, day) is DayKind.Open or DayKind.Distance;

    /// <summary>The first school day after the day; the following day when the calendar has none within a year.</summary>
    public DateOnly NextSchoolDay(GroupInfo? group, DateOnly day)
    {
        var calendar = For(group);
        var next = day;
        for (var i = 0; i < SearchDays && next < DateOnly.MaxValue; i++)
        {
            next = next.AddDays(1);
            if (calendar.KindOf(next) is DayKind.Open or DayKind.Distance)
            {
                return next;
            }
        }

        return day < DateOnly.MaxValue ? day.AddDays(1) : day;
    }

    /// <summary>The last school day of the day's week (Monday to Sunday), never before the day itself.</summary>
    public DateOnly LastSchoolDayOfWeek(GroupInfo? group, DateOnly day)
    {
        var calendar = For(group);
        for (var last = Sunday(day); last > day; last = last.AddDays(-1))
        {
            if (calendar.KindOf(last) is DayKind.Open or DayKind.Distance)
            {
                return last;
            }
        }

        return day;
    }

    /// <summary>Whether the day is a school day with none after it in its week (Monday to Sunday).</summary>
    public bool IsLastSchoolDayOfWeek(GroupInfo? group, DateOnly day) => IsSchoolDay(group, day) && LastSchoolDayOfWeek(group, day) == day;

    /// <summary>The first day of the group's next vacation that begins after the day and within so many days.</summary>
    public DateOnly? VacationBeginning(GroupInfo? group, DateOnly day, int withinDays) => For(group).VacationBeginning(day, withinDays);

    /// <summary>The moment at which the school's clock shows the time on the day. Of two such moments the later; a time that the clock jumps over counts as the same time after it began to run on.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (_clock.OffsetOf(day) is { } all)
        {
            return new DateTimeOffset(local, all);
        }

        if (Zone.IsInvalidTime(local))
        {
            var before = Zone.GetUtcOffset(local.AddDays(-1));
            return TimeZoneInfo.ConvertTime(new DateTimeOffset(local, before), Zone);
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Min() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>The day that the school's clock shows at the moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment).DateTime);

    /// <summary>The moment with the school's offset.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    private static DateOnly Sunday(DateOnly day)
    {
        var ahead = (7 - (int)day.DayOfWeek) % 7;
        return DateOnly.MaxValue.DayNumber - day.DayNumber < ahead ? DateOnly.MaxValue : day.AddDays(ahead);
    }

    private ClassCalendar For(GroupInfo? group)
    {
        if (group is null)
        {
            return _base;
        }

        return _byGroup.TryGetValue(group, out var calendar) ? calendar : _byGroup.GetValue(group, key => new ClassCalendar(_settings, key));
    }
}
