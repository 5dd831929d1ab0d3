using System.Globalization;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary><c>getschedule</c> and <c>getreplaces</c>.</summary>
internal static class ScheduleMethods
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static void Schedule(ElZhurCall call)
    {
        var (from, to) = call.Days();
        if (call["class"] is { } name)
        {
            // A bare parallel asks for what is not a lesson.
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var parallel))
            {
                ByDays(call, from, to, day => ExtraDay(call, parallel, day));
            }
            else
            {
                var group = call.Class(name);
                ByDays(call, from, to, day => call.List("items", call.Lessons(group, day, day), lesson => Item(call, lesson, classMode: true)));
            }
        }
        else
        {
            call.EachStudent(call.Students(), pupil => ByDays(call, from, to, day => Items(call, call.Lessons(pupil, day, day), lesson => Item(call, lesson, classMode: false))));
        }
    }

    /// <summary>Only <c>room</c> is seen in use; the other names are our choice.</summary>
    public static void Replaces(ElZhurCall call)
    {
        var ((from, to), group) = (call.Days(), call.Class(call["class"] ?? throw ElZhurRefusal.Argument("class")));
        call.Writer.WriteStartArray("replace");
        foreach (var lesson in call.Lessons(group, from, to).Where(lesson => lesson.Record.ReplacesTeacherId is not null))
        {
            call.Writer.WriteStartObject();
            call.Writer.WriteString("date", ElZhurCall.Day(lesson.Record.Day));
            Common(call, lesson, classMode: true);
            if (call.School.Teacher(lesson.Record.ReplacesTeacherId) is { } replaced)
            {
                call.Writer.WriteString("teacher_replaced", call.FullName(replaced.Record));
                call.Writer.WriteNumber("teacher_replaced_id", ElZhurIds.Teachers + replaced.Index);
            }

            call.Writer.WriteEndObject();
        }

        call.Writer.WriteEndArray();
    }

    /// <summary>The days of a range, each with what is written into it.</summary>
    public static void ByDays(ElZhurCall call, DateOnly from, DateOnly to, Action<DateOnly> write)
    {
        call.Map("days", Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays), day =>
        {
            call.Writer.WriteStartObject(ElZhurCall.Day(day));
            call.Writer.WriteString("name", ElZhurCall.Day(day));
            var title = day.ToString("dddd", Russian);
            call.Writer.WriteString("title", char.ToUpper(title[0], Russian) + title[1..]);
            if (call.Settings.VacationAlerts)
            {
                if (day.DayOfWeek == DayOfWeek.Sunday)
                {
                    call.Writer.WriteString("alert", "vacation");
                    call.Writer.WriteString("holiday_name", "Выходной");
                }
                else if (day == call.View.Today)
                {
                    call.Writer.WriteString("alert", "today");
                }
            }

            write(day);
            call.Writer.WriteEndObject();
        });
    }

    /// <summary>A pupil's lessons of a day: a map by number, or an array. Of two with one number, which no pupil should have, the map keeps the first.</summary>
    public static void Items(ElZhurCall call, IEnumerable<SeenLesson> lessons, Action<SeenLesson> write)
    {
        if (call.Settings.ItemsAsArray)
        {
            call.List("items", lessons, lesson =>
            {
                call.Writer.WriteStartObject();
                write(lesson);
                call.Writer.WriteEndObject();
            });
        }
        else
        {
            call.Map("items", lessons.DistinctBy(lesson => lesson.Number), lesson =>
            {
                call.Writer.WriteStartObject(lesson.Number.ToString(CultureInfo.InvariantCulture));
                write(lesson);
                call.Writer.WriteEndObject();
            });
        }
    }

    public static void Common(ElZhurCall call, SeenLesson lesson, bool classMode)
    {
        var (writer, record) = (call.Writer, lesson.Record);
        var subject = call.School.Subject(record.SubjectId);
        writer.WriteString("name", record.Status == LessonStatus.Cancelled ? "Cancel" : call.Name(subject?.Record.Name ?? ""));
        writer.WriteString("num", lesson.Number.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("sort", lesson.Number * 10);
        writer.WriteString("room", classMode ? string.Create(CultureInfo.InvariantCulture, $"{10 + lesson.Entry.Group.Index}") : "");
        var teacher = call.School.Teacher(record.TeacherId);
        writer.WriteString("teacher", teacher is null ? "" : call.FullName(teacher.Record));
        if (classMode && teacher is not null)
        {
            writer.WriteNumber("teacher_id", ElZhurIds.Teachers + teacher.Index);
        }

        if (subject is not null)
        {
            writer.WriteString("lesson_id", call.SubjectId(subject).ToString(CultureInfo.InvariantCulture));
        }

        if (!lesson.Entry.Group.IsRoot)
        {
            writer.WriteString("grp", GroupNames.Of(lesson.Entry.Group));
            writer.WriteString("grp_short", GroupNames.Short(lesson.Entry.Group));
        }

        if (call.Flag("rings"))
        {
            writer.WriteString("starttime", record.Start?.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            writer.WriteString("endtime", record.End?.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        }
    }

    private static void Item(ElZhurCall call, SeenLesson lesson, bool classMode)
    {
        if (classMode)
        {
            call.Writer.WriteStartObject();
            Common(call, lesson, classMode);
            call.Writer.WriteEndObject();
        }
        else
        {
            Common(call, lesson, classMode);
        }
    }

    private static void ExtraDay(ElZhurCall call, int parallel, DateOnly day) => call.List(
        "items_extday",
        call.School.Groups.Where(group => !group.IsClass && group.Grade == parallel).SelectMany(group => call.View.Lessons(group, day, day, parts: false)),
        lesson =>
        {
            call.Writer.WriteStartObject();
            call.Writer.WriteString("name", call.Name(call.School.Subject(lesson.Record.SubjectId)?.Record.Name ?? ""));
            call.Writer.WriteString("teacher", call.School.Teacher(lesson.Record.TeacherId) is { } teacher ? call.FullName(teacher.Record) : "");
            call.Writer.WriteString("starttime", lesson.Record.Start?.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            call.Writer.WriteString("endtime", lesson.Record.End?.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            call.Writer.WriteEndObject();
        });
}
