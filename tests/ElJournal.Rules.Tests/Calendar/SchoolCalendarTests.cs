using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Rules.Tests.Calendar;

[TestClass]
public sealed class SchoolCalendarTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");
    private static readonly GroupInfo Seven = Group("7А", 7);
    private static readonly GroupInfo Three = Group("3Б", 3);

    private static GroupInfo Group(string name, int grade)
    {
        var group = new ClassGroup(name, name, grade);
        return new GroupInfo(group, group, grade);
    }

    private static SchoolCalendar Calendar(CalendarSettings settings) => new(settings, Moscow);

    private static DateOnly October(int day) => new(2026, 10, day);

    [TestMethod]
    public void The_usual_week_has_five_days()
    {
        var calendar = Calendar(CalendarSettings.Default);
        CollectionAssert.AreEqual(
            new[] { DayKind.Open, DayKind.Open, DayKind.Open, DayKind.Open, DayKind.Open, DayKind.DayOff, DayKind.DayOff },
            Enumerable.Range(5, 7).Select(day => calendar.KindOf(null, October(day))).ToArray());
    }

    [TestMethod]
    public void Overrides_hold_for_their_grades_and_classes_only()
    {
        var calendar = Calendar(CalendarSettings.Default with
        {
            Overrides =
            [
                new CalendarOverride { Grades = [5, 6, 7], WorkingDays = [.. CalendarSettings.Default.WorkingDays, DayOfWeek.Saturday] },
                new CalendarOverride { Classes = ["3 «б»"], DaysOff = [October(12)], Vacations = [new DayRange(October(14), October(15))] },
            ],
        });
        Assert.AreEqual(DayKind.Open, calendar.KindOf(Seven, October(10)));
        Assert.AreEqual(DayKind.DayOff, calendar.KindOf(Three, October(10)));
        Assert.AreEqual(DayKind.DayOff, calendar.KindOf(null, October(10)));
        Assert.AreEqual(DayKind.DayOff, calendar.KindOf(Three, October(12)));
        Assert.AreEqual(DayKind.Open, calendar.KindOf(Seven, October(12)));
        Assert.AreEqual(DayKind.Vacation, calendar.KindOf(Three, October(14)));
    }

    [TestMethod]
    public void A_subgroup_has_the_calendar_of_its_class()
    {
        var calendar = Calendar(CalendarSettings.Default with { ClassDays = [new ClassDays(new DayRange(October(5), October(6)), DayKind.Closed, ["7а"])] });
        var part = new GroupInfo(new ClassGroup("e", "английский 1", null, ClassKind.Subgroup, parentId: "7А"), Seven.Group, 7);
        Assert.AreEqual(DayKind.Closed, calendar.KindOf(part, October(6)));
        Assert.AreEqual(DayKind.Open, calendar.KindOf(Three, October(6)));
    }

    [TestMethod]
    public void Extra_working_days_win_over_weekends_holidays_and_vacations()
    {
        var calendar = Calendar(CalendarSettings.Default with
        {
            DaysOff = [October(12)],
            Vacations = [new DayRange(October(26), October(30))],
            ExtraWorkingDays = [October(10), October(12), October(26)],
        });
        Assert.AreEqual(DayKind.Open, calendar.KindOf(Seven, October(10)));
        Assert.AreEqual(DayKind.Open, calendar.KindOf(Seven, October(12)));
        Assert.AreEqual(DayKind.Open, calendar.KindOf(Seven, October(26)));
        Assert.AreEqual(DayKind.Vacation, calendar.KindOf(Seven, October(27)));
    }

    [TestMethod]
    public void Of_two_unforeseen_days_the_later_told_wins_and_none_makes_a_day_off_a_school_day()
    {
        var closed = CalendarSettings.Default.With([new ClassDays(new DayRange(October(5), October(11)), DayKind.Closed, [])]);
        var calendar = Calendar(closed.With([new ClassDays(new DayRange(October(6), October(6)), DayKind.Distance, ["7А"])]));
        Assert.AreEqual(DayKind.Distance, calendar.KindOf(Seven, October(6)));
        Assert.AreEqual(DayKind.Closed, calendar.KindOf(Three, October(6)));
        Assert.AreEqual(DayKind.DayOff, calendar.KindOf(Seven, October(10)));
        Assert.IsTrue(calendar.IsSchoolDay(Seven, October(6)));
        Assert.IsFalse(calendar.IsSchoolDay(Seven, October(7)));
    }

    [TestMethod]
    public void The_next_school_day_passes_over_weekends_vacations_and_closed_days()
    {
        var calendar = Calendar(CalendarSettings.Default with
        {
            Vacations = [new DayRange(October(26), new DateOnly(2026, 11, 1))],
            DaysOff = [new DateOnly(2026, 11, 2)],
            ClassDays = [new ClassDays(new DayRange(new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 3)), DayKind.Event, [])],
        });
        Assert.AreEqual(October(12), calendar.NextSchoolDay(Seven, October(9)));
        Assert.AreEqual(new DateOnly(2026, 11, 4), calendar.NextSchoolDay(Seven, October(23)));
    }

    [TestMethod]
    public void A_calendar_without_working_days_ends_the_search()
    {
        var calendar = Calendar(CalendarSettings.Default with { WorkingDays = [] });
        Assert.AreEqual(October(6), calendar.NextSchoolDay(null, October(5)));
        Assert.AreEqual(DateOnly.MaxValue, calendar.NextSchoolDay(null, DateOnly.MaxValue));
        Assert.AreEqual(DateOnly.MaxValue, calendar.LastSchoolDayOfWeek(null, DateOnly.MaxValue));
    }

    [TestMethod]
    public void The_last_school_day_of_the_week_is_Friday_or_what_comes_before_a_day_off()
    {
        var calendar = Calendar(CalendarSettings.Default with { DaysOff = [October(16)] });
        Assert.IsTrue(calendar.IsLastSchoolDayOfWeek(Seven, October(9)));
        Assert.IsFalse(calendar.IsLastSchoolDayOfWeek(Seven, October(8)));
        Assert.IsTrue(calendar.IsLastSchoolDayOfWeek(Seven, October(15)));
        Assert.IsFalse(calendar.IsLastSchoolDayOfWeek(Seven, October(16)));
        Assert.IsFalse(calendar.IsLastSchoolDayOfWeek(Seven, October(11)));
    }

    [TestMethod]
    [DataRow("2026-03-28", "02:30", "2026-03-28T02:30:00+01:00", DisplayName = "an ordinary night")]
    [DataRow("2026-03-29", "02:30", "2026-03-29T03:30:00+02:00", DisplayName = "a time that the clock jumps over")]
    [DataRow("2026-03-29", "17:00", "2026-03-29T17:00:00+02:00", DisplayName = "the afternoon of the jump")]
    [DataRow("2026-10-25", "02:30", "2026-10-25T02:30:00+01:00", DisplayName = "of two moments the later")]
    [DataRow("2026-10-25", "17:00", "2026-10-25T17:00:00+01:00", DisplayName = "the afternoon after")]
    public void Clock_times_are_safe_through_clock_changes(string day, string time, string wanted)
    {
        var calendar = new SchoolCalendar(CalendarSettings.Default, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var at = calendar.At(DateOnly.Parse(day, null), TimeOnly.Parse(time, null));
        Assert.AreEqual(DateTimeOffset.Parse(wanted, null), at);
        Assert.AreEqual(DateTimeOffset.Parse(wanted, null).Offset, at.Offset);
    }

    [TestMethod]
    public void Any_time_of_any_day_lies_on_its_day_and_times_keep_their_order()
    {
        string[] zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow", "Asia/Kamchatka", "America/Sao_Paulo", "Africa/Cairo"];
        var cases = from zone in Gen.Elements(zones)
                    from day in Gen.Choose(new DateOnly(2008, 1, 1).DayNumber, new DateOnly(2030, 12, 31).DayNumber)
                    from minute in Gen.Choose(0, 24 * 60 - 1)
                    from later in Gen.Choose(0, 24 * 60 - 1)
                    select (zone, day: DateOnly.FromDayNumber(day), minute, later);
        Prop.ForAll(cases.ToArbitrary(), chosen =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(chosen.zone);
            var calendar = new SchoolCalendar(CalendarSettings.Default, zone);
            var time = TimeOnly.MinValue.AddMinutes(chosen.minute);
            var at = calendar.At(chosen.day, time);
            var local = chosen.day.ToDateTime(time);
            var clock = TimeZoneInfo.ConvertTime(at, zone);
            var shows = zone.IsInvalidTime(local) ? clock.DateTime > local && clock.DateTime - local <= TimeSpan.FromHours(1) : clock.DateTime == local;
            var second = TimeOnly.MinValue.AddMinutes(chosen.later);
            // Inside a doubled hour the later moment is taken for every time, so order can only break at its very edges, where the school's clock runs twice.
            var doubled = zone.IsAmbiguousTime(local) || zone.IsAmbiguousTime(chosen.day.ToDateTime(second)) || zone.IsInvalidTime(local) || zone.IsInvalidTime(chosen.day.ToDateTime(second));
            var ordered = doubled || (time <= second) == (at <= calendar.At(chosen.day, second));
            return shows && ordered && calendar.DayOf(at) == chosen.day && at.Offset == zone.GetUtcOffset(at);
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void The_next_school_day_is_the_first_that_is_one()
    {
        var days = Gen.Choose(October(1).DayNumber, October(31).DayNumber).Select(DateOnly.FromDayNumber);
        var cases = from off in Gen.ListOf(days)
                    from extra in Gen.ListOf(days)
                    from day in days
                    select (off, extra, day);
        Prop.ForAll(cases.ToArbitrary(), chosen =>
        {
            var calendar = Calendar(CalendarSettings.Default with { DaysOff = [.. chosen.off], ExtraWorkingDays = [.. chosen.extra] });
            var next = calendar.NextSchoolDay(Seven, chosen.day);
            var between = Enumerable.Range(chosen.day.DayNumber + 1, next.DayNumber - chosen.day.DayNumber - 1).Select(DateOnly.FromDayNumber);
            return next > chosen.day && calendar.IsSchoolDay(Seven, next) && !between.Any(day => calendar.IsSchoolDay(Seven, day));
        }).QuickCheckThrowOnFailure();
    }
}
