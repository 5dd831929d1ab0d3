using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>A deadline and why it is where it is.</summary>
internal readonly record struct Due(DateTimeOffset At, DeadlineShift Shift);

/// <summary>Works out when the parts of a lesson are due.</summary>
internal sealed class DeadlineClock(EntryDeadlineSettings settings)
{
    // The second shift ends by 19:00; a lesson whose end is unknown may have ended then.
    private static readonly TimeOnly EndOfSecondShift = new(19, 0);
    private const int MostMoves = 10;

    private const DeadlineShift ByOthers = DeadlineShift.Outage | DeadlineShift.Grace;
    private const DeadlineShift ByCalendar = DeadlineShift.NextDay | DeadlineShift.Replaced | DeadlineShift.Kind;

    private readonly DeadlineTable _table = new(settings);

    /// <summary>Tells the settings apart from others that would give other deadlines.</summary>
    public long Terms { get; } = DeadlineTerms.Of(settings);

    public Due Of(EntryPart part, in Case of)
    {
        var (lesson, group, context) = (of.Lesson, of.Group, of.Context);
        var due = ByClock(part, lesson, group, context);
        due = AfterOutages(due, lesson, group, context);
        due = of.Excused ? due : AfterGrace(due, lesson, group, context);
        return HangsOnCalendar(due, lesson) && context.Kept.Find(of.Entries.Origin, lesson.Day, part) is { } kept ? Kept(kept, due, of) : due;
    }

    /// <summary>Whether other days than the lesson's own have a say in the deadline.</summary>
    public static bool HangsOnCalendar(Due due, Lesson lesson) =>
        (due.Shift & (ByCalendar | ByOthers)) != DeadlineShift.None || DateOnly.FromDateTime(due.At.DateTime) != lesson.Day;

    // What has become of the lesson itself counts as before; outages and excuses that became known later still let off.
    private Due Kept(KeptDeadline kept, Due now, in Case of)
    {
        if (kept.Terms != Terms || ((kept.Shift ^ now.Shift) & ByCalendar) != DeadlineShift.None)
        {
            return now;
        }

        var due = new Due(of.Context.Calendar.Local(kept.At), kept.Shift);
        if ((due.Shift & ByOthers) == DeadlineShift.None)
        {
            due = AfterOutages(due, of.Lesson, of.Group, of.Context);
        }

        return of.Excused || due.Shift.HasFlag(DeadlineShift.Grace) ? due : AfterGrace(due, of.Lesson, of.Group, of.Context);
    }

    private Due ByClock(EntryPart part, Lesson lesson, GroupInfo group, JudgingContext context)
    {
        var calendar = context.Calendar;
        var shift = context.ShiftOf(group);
        var time = _table[part, group.Kind, shift];
        var (day, why) = DueDay(time, lesson, group, calendar);
        var clock = time.At;
        if (lesson.ReplacesTeacherId is not null)
        {
            day = calendar.NextSchoolDay(group, day);
            why |= DeadlineShift.Replaced;
            clock = time.BySchool ? clock : DeadlineTable.ClockTime.UsualTime;
        }

        var due = calendar.At(day, clock);
        var end = LessonClock.EndOf(lesson) ?? (shift > 1 ? EndOfSecondShift : null);
        var earliest = end is { } known ? calendar.At(lesson.Day, known) + settings.AfterLesson : due;
        if (part == EntryPart.Homework && !time.BySchool && (context.Timetable.EndOfDay(group.RootId, lesson.Day) ?? end) is { } last)
        {
            var afterLast = calendar.At(lesson.Day, last) + settings.HomeworkAfterLastLesson;
            earliest = afterLast > earliest ? afterLast : earliest;
        }

        if (earliest <= due)
        {
            return new Due(due, why);
        }

        return earliest > calendar.At(lesson.Day, settings.LatestSameDay)
            ? new Due(calendar.At(calendar.NextSchoolDay(group, lesson.Day), settings.NextDayAt), why | DeadlineShift.NextDay)
            : new Due(calendar.Local(earliest), why | DeadlineShift.LessonEnd);
    }

    private static (DateOnly Day, DeadlineShift Why) DueDay(DeadlineTable.ClockTime time, Lesson lesson, GroupInfo group, SchoolCalendar calendar)
    {
        if (time.SchoolDaysLater is { } later)
        {
            var day = lesson.Day;
            for (var i = 0; i < later; i++)
            {
                day = calendar.NextSchoolDay(group, day);
            }

            return (day, DeadlineShift.None);
        }

        return group.Kind switch
        {
            ClassKind.Class or ClassKind.Subgroup => (lesson.Day, DeadlineShift.None),
            ClassKind.HomeSchooling => (calendar.LastSchoolDayOfWeek(group, lesson.Day), DeadlineShift.Kind),
            _ => (calendar.NextSchoolDay(group, lesson.Day), DeadlineShift.Kind),
        };
    }

    private Due AfterOutages(Due due, Lesson lesson, GroupInfo group, JudgingContext context)
    {
        if (context.Outages.Count == 0)
        {
            return due;
        }

        var calendar = context.Calendar;
        var last = context.Timetable.EndOfDay(group.RootId, lesson.Day) ?? LessonClock.EndOf(lesson) ?? TimeOnly.MinValue;
        var failed = TimeSpan.Zero;
        var from = calendar.At(lesson.Day, last);
        for (var i = 0; i < context.Outages.Count; i++)
        {
            var outage = context.Outages[i];
            var begin = outage.From > from ? outage.From : from;
            var end = outage.To < due.At ? outage.To : due.At;
            failed += end > begin ? end - begin : TimeSpan.Zero;
        }

        if (failed < settings.OutageAtLeast)
        {
            return due;
        }

        var at = due.At;
        for (var moves = 0; moves < MostMoves; moves++)
        {
            at = calendar.At(calendar.NextSchoolDay(group, calendar.DayOf(at)), settings.NextDayAt);
            if (!IsOut(at, context.Outages))
            {
                break;
            }
        }

        return new Due(at, due.Shift | DeadlineShift.Outage);
    }

    private static bool IsOut(DateTimeOffset moment, IReadOnlyList<Outage> outages)
    {
        for (var i = 0; i < outages.Count; i++)
        {
            if (outages[i].From <= moment && moment < outages[i].To)
            {
                return true;
            }
        }

        return false;
    }

    private Due AfterGrace(Due due, Lesson lesson, GroupInfo group, JudgingContext context)
    {
        if (context.Excuses.All.IsEmpty)
        {
            return due;
        }

        var day = context.Calendar.DayOf(due.At);
        var after = context.Excuses.AfterGrace(lesson.TeacherId, day, group, context.Calendar);
        return after == day ? due : new Due(context.Calendar.At(after, settings.NextDayAt), due.Shift | DeadlineShift.Grace);
    }
}
