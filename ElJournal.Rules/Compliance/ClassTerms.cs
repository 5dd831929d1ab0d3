using System.Runtime.InteropServices;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>
/// What one class did in its terms: for each group, subject and term the lessons given and what each pupil got there. Gathered while the lessons pass,
/// handed to rules when the class ends, and filled again for the next class, so that nothing is allocated per record.
/// </summary>
/// <remarks>A lesson counts once it is over and its class's day was read after that: what a later read may still show accuses nobody.</remarks>
internal sealed class ClassTerms(JudgingContext context, IFindingSink sink)
{
    private readonly Dictionary<(string GroupId, string SubjectId, Term? Term), Course> _courses = [];
    private readonly List<Course> _used = [];
    private readonly Stack<Course> _spare = new();
    private readonly DateOnly _today = context.Calendar.DayOf(context.Now);

    /// <summary>The courses of the class, in the order of their first lessons.</summary>
    public List<Course> Courses => _used;

    /// <summary>The course of a group in a subject in a term; <see langword="null"/> when there was no lesson.</summary>
    public Course? Find(string groupId, string subjectId, Term? term) => _courses.GetValueOrDefault((groupId, subjectId, term));

    public void Add(LessonEntries entries, GroupInfo group)
    {
        var lesson = entries.Lesson;
        if (lesson.SubjectId is not { } subject)
        {
            return;
        }

        var course = CourseOf(group, subject, context.TermOf(group.Grade, subject, lesson.Day));
        course.Take(lesson, Stand(lesson, group));
        foreach (ref readonly var mark in CollectionsMarshal.AsSpan(entries.Marks))
        {
            course.Pupil(mark.StudentId).Add(mark, lesson.Day);
        }

        foreach (ref readonly var mark in CollectionsMarshal.AsSpan(entries.RemovedMarks))
        {
            course.Pupil(mark.StudentId).Gone++;
        }

        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(entries.Attendance))
        {
            ref var pupil = ref course.Pupil(entry.StudentId);
            pupil.See(lesson.Day);
            if (entry.Kind is AttendanceKind.Absent or AttendanceKind.Ill or AttendanceKind.Excused)
            {
                pupil.Absences++;
            }
        }
    }

    /// <summary>Makes room for the next class.</summary>
    public void Clear()
    {
        foreach (var course in _used)
        {
            course.Clear();
            _spare.Push(course);
        }

        _used.Clear();
        _courses.Clear();
    }

    private Course CourseOf(GroupInfo group, string subject, Term? term)
    {
        ref var course = ref CollectionsMarshal.GetValueRefOrAddDefault(_courses, (group.Id, subject, term), out var known);
        if (!known)
        {
            course = _spare.TryPop(out var spare) ? spare : new Course();
            course.Begin(group, subject, term, context);
            _used.Add(course);
        }

        return course!;
    }

    private LessonStand Stand(Lesson lesson, GroupInfo group)
    {
        if (lesson.Status == LessonStatus.Cancelled)
        {
            return Lost(LessonStand.Cancelled, lesson, group);
        }

        switch (context.Calendar.KindOf(group, lesson.Day))
        {
            case DayKind.Closed or DayKind.Event:
                return Lost(LessonStand.DayLost, lesson, group);
            case DayKind.DayOff or DayKind.Vacation:
                return LessonStand.OutOfPlan;
            default:
                break;
        }

        var end = context.Calendar.At(lesson.Day, LessonClock.EndOf(lesson) ?? TimeOnly.MaxValue);
        var over = end <= context.Now;
        if (over && context.Reads.For(RecordKind.Mark, group.RootId, lesson.Day).LastStarted >= end)
        {
            return LessonStand.Given;
        }

        if (over)
        {
            sink.Unsettled(group.RootId, lesson.Day, RecordKind.Mark);
            return LessonStand.Unread;
        }

        sink.Unsettled(group.RootId, lesson.Day, end);
        return LessonStand.ToCome;
    }

    private LessonStand Lost(LessonStand how, Lesson lesson, GroupInfo group)
    {
        if (lesson.Day <= _today)
        {
            return how;
        }

        sink.Unsettled(group.RootId, lesson.Day, context.Calendar.At(lesson.Day, TimeOnly.MinValue));
        return LessonStand.ToCome;
    }
}
