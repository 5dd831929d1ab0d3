using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.WrittenWorkDeadline;

/// <summary>Works out when the marks of a work are due. Looks no further than the lesson's term, so that what is entered later never moves it.</summary>
internal sealed class WorkClock(WrittenWorkDeadlineSettings settings)
{
    private const int MostDays = 400;
    private static readonly TimeOnly EndOfDay = new(23, 59, 59);

    private readonly WorkTerms _terms = new(settings);

    public WrittenWorkDeadlineSettings Settings => settings;

    /// <summary>Whether everybody present is expected to get a mark.</summary>
    public bool IsForAll(WorkKind? kind) => settings.WholeClassWorks.Count == 0
        ? kind is WorkKind.Assessment or WorkKind.Written or WorkKind.Practical or WorkKind.Exposition or WorkKind.Essay
        : kind is { } known && settings.WholeClassWorks.Contains(known);

    /// <summary>The deadline; <see langword="null"/> when nobody asks for marks of the work.</summary>
    public DateTimeOffset? Due(in Work work, JudgingContext context)
    {
        if (_terms.Of(work.Kind, work.Name, work.Group.Grade) is not { } term)
        {
            return null;
        }

        var due = DateOnly.MaxValue;
        due = Earlier(due, term.Lessons is { } lessons ? LessonsAfter(work, work.Lesson.Day, lessons, context) : null);
        due = Earlier(due, term.SchoolDays is { } schoolDays ? DaysAfter(work, schoolDays, schoolDaysOnly: true, context) : null);
        due = Earlier(due, term.Days is { } days ? DaysAfter(work, days, schoolDaysOnly: false, context) : null);
        return due == DateOnly.MaxValue ? null : EndOf(work, due, context);
    }

    /// <summary>The deadline of a teacher with very many such works.</summary>
    public DateTimeOffset Longer(in Work work, DateTimeOffset due, JudgingContext context)
    {
        if (settings.ParallelLessons == 0 || work.Lesson is not { TeacherId: { } teacher, SubjectId: { } subject } || work.Group.Grade is not { } grade)
        {
            return due;
        }

        var week = WeekOf(work, context);
        var (classes, pupils) = (0, 0);
        foreach (var name in context.Timetable.ClassesTaught(teacher, subject, week))
        {
            if (context.Roster.Group(name)?.Grade == grade)
            {
                classes++;
                pupils += context.PupilsOf(name).Length;
            }
        }

        if (classes < 2 || pupils <= settings.ParallelOver)
        {
            return due;
        }

        var day = context.Calendar.DayOf(due);
        for (var lesson = 0; lesson < settings.ParallelLessons; lesson++)
        {
            // Where the journal shows no further lesson a lesson is taken for two school days.
            day = LessonsAfter(work, day, 1, context) ?? context.Calendar.NextSchoolDay(work.Group, context.Calendar.NextSchoolDay(work.Group, day));
        }

        return EndOf(work, day, context);
    }

    private static DateOnly Earlier(DateOnly due, DateOnly? other) => other < due ? other.Value : due;

    private static DateTimeOffset EndOf(in Work work, DateOnly day, JudgingContext context)
    {
        var calendar = context.Calendar;
        var due = calendar.IsSchoolDay(work.Group, day) ? day : calendar.NextSchoolDay(work.Group, day);
        return calendar.At(context.Excuses.AfterGrace(work.Lesson.TeacherId, due, work.Group, calendar), EndOfDay);
    }

    private static DayRange WeekOf(in Work work, JudgingContext context)
    {
        var monday = work.Lesson.Day.AddDays(-(((int)work.Lesson.Day.DayOfWeek + 6) % 7));
        var (from, to) = (monday, monday.AddDays(6));
        return TermOf(work, context) is { } term ? new DayRange(term.Start > from ? term.Start : from, term.End < to ? term.End : to) : new DayRange(from, to);
    }

    private static Term? TermOf(in Work work, JudgingContext context) => context.TermOf(work.Group.Grade, work.Lesson.SubjectId, work.Lesson.Day);

    private static DateOnly? LessonsAfter(in Work work, DateOnly day, int lessons, JudgingContext context)
    {
        var end = TermOf(work, context)?.End ?? DateOnly.MaxValue;
        while (lessons > 0)
        {
            if (context.Timetable.NextLessonDay(work.Lesson.ClassId, work.Lesson.SubjectId!, day) is not { } next || next > end)
            {
                return null;
            }

            day = next;
            lessons -= Counts(work, day, context) && context.Calendar.IsSchoolDay(work.Group, day) ? 1 : 0;
        }

        return day;
    }

    private static DateOnly DaysAfter(in Work work, int days, bool schoolDaysOnly, JudgingContext context)
    {
        var day = work.Lesson.Day;
        for (var tried = 0; days > 0 && tried < MostDays; tried++)
        {
            day = day.AddDays(1);
            days -= Counts(work, day, context) && (!schoolDaysOnly || context.Calendar.IsSchoolDay(work.Group, day)) ? 1 : 0;
        }

        return day;
    }

    // Vacations, the class's closed days and the days on which the teacher is excused are nobody's time for checking.
    private static bool Counts(in Work work, DateOnly day, JudgingContext context) =>
        context.Calendar.KindOf(work.Group, day) is not (DayKind.Vacation or DayKind.Closed or DayKind.Event) && !context.Excuses.Covers(work.Lesson.TeacherId, day);
}
