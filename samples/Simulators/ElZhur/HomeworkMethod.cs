using System.Globalization;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary><c>gethomework</c>: texts by day and subject; neither lesson number nor author nor moment.</summary>
internal static class HomeworkMethod
{
    public static void Write(ElZhurCall call)
    {
        var (from, to) = call.Days();
        if (call["class"] is { } name)
        {
            var group = call.Class(name);
            ScheduleMethods.ByDays(call, from, to, day => call.List("items", Of(call, call.Lessons(group, day.AddDays(-14), day), day).Select((item, index) => (item, index)), pair => ClassItem(call, pair.item, pair.index)));
        }
        else
        {
            call.EachStudent(call.Students(), pupil => ScheduleMethods.ByDays(call, from, to, day =>
                call.Map("items", Of(call, call.Lessons(pupil, day.AddDays(-14), day), day).GroupBy(item => SubjectName(call, item.Lesson)), items =>
                {
                    call.Writer.WriteStartObject(items.Key);
                    call.Writer.WriteString("name", items.Key);
                    call.Map("homework", items.Select((item, index) => (item, index)), pair => Text(call, pair.item.Homework, pair.index, Individual));
                    call.Writer.WriteEndObject();
                })));
        }
    }

    /// <summary>Homework listed on the day: what was given on it, or what is due on it.</summary>
    public static IEnumerable<(SeenLesson Lesson, Homework Homework)> Of(ElZhurCall call, IEnumerable<SeenLesson> lessons, DateOnly day) =>
        lessons.Select(lesson => (Lesson: lesson, Homework: call.View.Homework(lesson.Entry)))
            .Where(pair => pair.Homework is { } homework && (call.Settings.HomeworkOn == HomeworkDay.Due ? homework.DueDate == day : pair.Lesson.Record.Day == day))
            .Select(pair => (pair.Lesson, pair.Homework!));

    /// <summary>One text; its id is the place in the day.</summary>
    public static void Text(ElZhurCall call, Homework homework, int index, Action<ElZhurCall> more)
    {
        var id = index + 1;
        call.Writer.WriteStartObject(id.ToString(CultureInfo.InvariantCulture));
        call.Writer.WriteNumber("id", id);
        call.Writer.WriteString("value", call.Html(homework.Text));
        more(call);
        call.Writer.WriteEndObject();
    }

    public static void Individual(ElZhurCall call) => call.Writer.WriteBoolean("individual", value: false);

    private static string SubjectName(ElZhurCall call, SeenLesson lesson) => call.Name(call.School.Subject(lesson.Record.SubjectId)?.Record.Name ?? "");

    private static void ClassItem(ElZhurCall call, (SeenLesson Lesson, Homework Homework) item, int index)
    {
        var writer = call.Writer;
        writer.WriteStartObject();
        writer.WriteString("name", SubjectName(call, item.Lesson));
        if (!item.Lesson.Entry.Group.IsRoot)
        {
            writer.WriteString("grp", GroupNames.Of(item.Lesson.Entry.Group));
        }

        writer.WriteBoolean("individual_exists", value: false);
        writer.WriteStartObject("homework");
        Text(call, item.Homework, index, _ => { });
        writer.WriteEndObject();
        Files(call, item.Lesson, index + 1);
        writer.WriteEndObject();
    }

    /// <summary>Every twentieth homework has a file, so that both shapes of <c>files</c> can be met.</summary>
    private static void Files(ElZhurCall call, SeenLesson lesson, int homework)
    {
        if (lesson.Entry.Index % 20 != 0)
        {
            return;
        }

        var writer = call.Writer;
        var link = string.Create(CultureInfo.InvariantCulture, $"https://storage01.eljur.example/storage/{lesson.Entry.Index}");
        writer.WriteStartObject("files");
        if (call.Settings.FilesNewest)
        {
            writer.WriteStartObject("1");
            writer.WriteNumber("id", homework);
        }
        else
        {
            writer.WriteStartArray("file");
            writer.WriteStartObject();
            writer.WriteNumber("toid", homework);
        }

        writer.WriteString("filename", "задание.pdf");
        writer.WriteString("link", link);
        writer.WriteEndObject();
        if (!call.Settings.FilesNewest)
        {
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
