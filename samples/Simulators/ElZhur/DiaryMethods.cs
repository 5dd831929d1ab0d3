using System.Globalization;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary><c>getdiary</c> and <c>getassessments</c>.</summary>
internal static class DiaryMethods
{
    public static void Diary(ElZhurCall call)
    {
        var (from, to) = call.Days();
        call.EachStudent(call.Students(), pupil =>
        {
            var marks = PupilMark.Of(call, pupil, from, to).ToLookup(mark => mark.Lesson.Entry);
            ScheduleMethods.ByDays(call, from, to, day => ScheduleMethods.Items(call, call.Lessons(pupil, day, day), lesson => Lesson(call, lesson, marks[lesson.Entry])));
        });
    }

    /// <summary>Days and lessons without marks are left out.</summary>
    public static void Assessments(ElZhurCall call)
    {
        var (from, to) = call.Days();
        call.EachStudent(call.Students(), pupil =>
        {
            var days = PupilMark.Of(call, pupil, from, to).GroupBy(mark => mark.Lesson.Record.Day).ToList();
            if (days.Count == 0 && call.Settings.EmptyMaps == EmptyMap.Missing)
            {
                return;
            }

            call.Map("days", days, day =>
            {
                call.Writer.WriteStartObject(ElZhurCall.Day(day.Key));
                call.Writer.WriteString("name", ElZhurCall.Day(day.Key));
                call.Map("items", day.GroupBy(mark => mark.Lesson.Number), items =>
                {
                    call.Writer.WriteStartObject(items.Key.ToString(CultureInfo.InvariantCulture));
                    call.Writer.WriteString("name", call.Name(call.School.Subject(items.First().Lesson.Record.SubjectId)?.Record.Name ?? ""));
                    call.List("assessments", items, mark => Assessment(call, mark, lessonIdAsText: false));
                    call.Writer.WriteEndObject();
                });
                call.Writer.WriteEndObject();
            });
        });
    }

    /// <summary>A mark as diary and assessments write it. The same field is a number here and a text there.</summary>
    public static void Assessment(ElZhurCall call, PupilMark mark, bool lessonIdAsText)
    {
        var writer = call.Writer;
        var subject = call.School.Subject(mark.Lesson.Record.SubjectId);
        writer.WriteStartObject();
        Value(call, mark, weightAsText: !lessonIdAsText);
        if (mark.Work is { } work)
        {
            writer.WriteString("control_type", call.School.Works[work]);
            writer.WriteString("control_type_short", string.Concat(call.School.Works[work].Split(' ').Select(word => char.ToUpperInvariant(word[0]))));
        }

        writer.WriteString("date", mark.Lesson.Record.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var id = subject is null ? 0 : call.SubjectId(subject);
        if (lessonIdAsText)
        {
            writer.WriteString("lesson_id", id.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNumber("lesson_id", id);
        }

        writer.WriteString("nm", mark.Nm.ToString(CultureInfo.InvariantCulture));
        writer.WriteNull("color_hex");
        writer.WriteEndObject();
    }

    /// <summary>What all marks have: the value, its numeric view, weight and comments. Absences have no weight.</summary>
    public static void Value(ElZhurCall call, PupilMark mark, bool weightAsText)
    {
        var writer = call.Writer;
        var number = Number(mark.Value);
        writer.WriteString("value", mark.Value);
        writer.WriteBoolean("count", mark.Work is not null && number > 0);
        writer.WriteNumber("convert", number);
        writer.WriteString("countas", number.ToString(CultureInfo.InvariantCulture));
        if (mark.Work is { } work)
        {
            var weight = call.School.Weights[work] ?? 1;
            if (weightAsText)
            {
                writer.WriteString("weight", weight.ToString("0", CultureInfo.InvariantCulture));
                writer.WriteString("weight_float", weight.ToString("0.0", CultureInfo.InvariantCulture));
            }
            else
            {
                writer.WriteNumber("weight", weight);
                writer.WriteNumber("weight_float", weight);
            }
        }

        writer.WriteString("comment", "");
        writer.WriteNull("lesson_comment");
    }

    public static double Number(string value) => value switch
    {
        [>= '0' and <= '9'] => value[0] - '0',
        [>= '0' and <= '9', '/', >= '0' and <= '9'] => (value[0] - '0' + (value[2] - '0')) / 2.0,
        _ => 0,
    };

    private static void Lesson(ElZhurCall call, SeenLesson lesson, IEnumerable<PupilMark> marks)
    {
        ScheduleMethods.Common(call, lesson, classMode: false);
        if (call.Settings.Topics && lesson.Record.Topic is { } topic)
        {
            call.Writer.WriteString("topic", call.Html(topic));
        }

        var group = lesson.Entry.Group;
        var homework = HomeworkMethod.Of(call, call.View.Lessons(group, lesson.Record.Day.AddDays(-14), lesson.Record.Day, parts: false).Where(other => other.Record.SubjectId == lesson.Record.SubjectId), lesson.Record.Day)
            .Where(item => call.Settings.HomeworkOn == HomeworkDay.Due || item.Lesson.Entry == lesson.Entry);
        call.Map("homework", homework.Select((item, index) => (item, index)), pair => HomeworkMethod.Text(call, pair.item.Homework, pair.index, HomeworkMethod.Individual));
        call.List<int>("files", [], _ => { });
        call.List<int>("resources", [], _ => { });
        call.List("assessments", marks, mark => Assessment(call, mark, lessonIdAsText: true));
        call.Writer.WriteBoolean("is_control", call.View.Marks(lesson.Entry).Any(mark => call.School.Weights[mark.Entry.Work] > 1));
    }
}
