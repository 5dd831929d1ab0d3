using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class DeadlinePropertyTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow", "Asia/Kamchatka"];

    // Around the clock changes of 2026 in these zones, and ordinary days.
    private static readonly DateOnly[] Days = [new(2026, 3, 6), new(2026, 3, 8), new(2026, 3, 9), new(2026, 3, 27), new(2026, 3, 29), new(2026, 4, 3), new(2026, 4, 5), new(2026, 10, 2), new(2026, 10, 4), new(2026, 10, 23), new(2026, 10, 25), new(2026, 11, 1), new(2026, 11, 2)];

    private static Gen<(string Zone, DateOnly Day, int EndMinute, int ClockMinute)> Cases =>
        from zone in Gen.Elements(Zones)
        from day in Gen.Elements(Days)
        from end in Gen.Choose(1, (24 * 60) - 1)
        from clock in Gen.Choose(0, (24 * 60) - 1)
        select (zone, day, end, clock);

    [TestMethod]
    public void A_deadline_is_the_clock_time_two_hours_after_the_lesson_or_the_next_noon()
    {
        Prop.ForAll(Cases.ToArbitrary(), chosen =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(chosen.Zone);
            var clock = TimeOnly.MinValue.AddMinutes(chosen.ClockMinute);
            var end = TimeOnly.MinValue.AddMinutes(chosen.EndMinute);
            var school = new TestSchool
            {
                Zone = zone,
                Calendar = CalendarSettings.Default with { WorkingDays = [.. Enum.GetValues<DayOfWeek>()] },
                Deadlines = new() { Deadline = clock },
            };
            var lesson = new LessonEntries { Lesson = new Lesson("l", chosen.Day, "c7", end: end, topic: "Тема"), Origin = "l" };
            var context = school.Context();
            var due = school.Assessor().Assess(lesson, context.Roster.Group("c7")!, context).Topic.Deadline!.Value;

            // Expected from the clock itself: minutes really passed, counted on the zone's own rules.
            var atClock = Moment(zone, chosen.Day, clock);
            var afterLesson = Moment(zone, chosen.Day, end).AddHours(2);
            var eight = Moment(zone, chosen.Day, new TimeOnly(20, 0));
            var wanted = afterLesson <= atClock ? atClock : afterLesson <= eight ? afterLesson : Moment(zone, chosen.Day.AddDays(1), new TimeOnly(12, 0));
            return due == wanted && due.Offset == zone.GetUtcOffset(due);
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void The_second_of_the_deadline_is_in_time_and_the_next_is_late_through_any_clock_change()
    {
        Prop.ForAll(Cases.ToArbitrary(), chosen =>
        {
            var school = new TestSchool { Zone = TimeZoneInfo.FindSystemTimeZoneById(chosen.Zone), Calendar = CalendarSettings.Default with { WorkingDays = [.. Enum.GetValues<DayOfWeek>()] } };
            var context = school.Context();
            var lesson = new LessonEntries { Lesson = new Lesson("l", chosen.Day, "c7", end: TimeOnly.MinValue.AddMinutes(chosen.EndMinute), topic: "Тема"), Origin = "l" };
            var group = context.Roster.Group("c7")!;
            var due = school.Assessor().Assess(lesson, group, context).Topic.Deadline!.Value;
            PartOutcome Entered(DateTimeOffset at)
            {
                lesson.TopicEvidence = new Evidence(new EntryTime(at.ToUniversalTime()), null, null);
                return school.Assessor().Assess(lesson, group, context).Topic.Outcome;
            }

            return Entered(due) == PartOutcome.InTime && Entered(due.AddSeconds(1)) == PartOutcome.Late;
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void More_evidence_for_being_early_never_makes_it_worse()
    {
        var minutes = Gen.Choose(-2000, 2000);
        var cases = from after in minutes
                    from length in Gen.Choose(1, 600)
                    from earlier in Gen.Choose(0, 600)
                    select (after, length, earlier);
        Prop.ForAll(cases.ToArbitrary(), chosen =>
        {
            var school = new TestSchool { Deadlines = new() { Deadline = Clock("17:00") }, Now = At("2026-10-20 10:00") };
            var lesson = school.Lesson();
            var after = At("2026-10-05 17:00").AddMinutes(chosen.after);
            PartOutcome Outcome(DateTimeOffset from, DateTimeOffset by)
            {
                lesson.TopicEvidence = new Evidence(null, from, by);
                return school.Assess(lesson).Topic.Outcome;
            }

            var first = Outcome(after, after.AddMinutes(chosen.length));
            var second = Outcome(after.AddMinutes(-chosen.earlier), after.AddMinutes(chosen.length - chosen.earlier));
            return Rank(second) >= Rank(first);
        }).QuickCheckThrowOnFailure();
    }

    private static int Rank(PartOutcome outcome) => outcome switch { PartOutcome.InTime => 2, PartOutcome.Unproved => 1, _ => 0 };

    private static DateTimeOffset Moment(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        // The last moment of the day at which the zone's clock shows the time; when it shows it never, as long after midnight as the clock says.
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(-15);
        DateTimeOffset? found = null;
        for (var moment = midnight; moment < midnight.AddHours(56); moment = moment.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(moment, zone);
            if (DateOnly.FromDateTime(local.DateTime) == day && TimeOnly.FromDateTime(local.DateTime) == time)
            {
                found = local;
            }
        }

        if (found is { } known)
        {
            return known;
        }

        for (var moment = midnight; ; moment = moment.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(moment, zone);
            if (DateOnly.FromDateTime(local.DateTime) == day && TimeOnly.FromDateTime(local.DateTime) == TimeOnly.MinValue)
            {
                return TimeZoneInfo.ConvertTime(moment + time.ToTimeSpan(), zone);
            }
        }
    }
}
