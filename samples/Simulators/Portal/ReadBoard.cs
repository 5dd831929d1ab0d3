using System.Globalization;
using System.Text.Json;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>What the JSON API shows: what tests put there, and, where a child is linked to a pupil, what was pushed about that pupil.</summary>
public sealed class ReadBoard
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The account's children.</summary>
    public List<ShownChild> Children { get; } = [];

    public List<ShownPeriod> Periods { get; } = [];

    public List<ShownMark> Marks { get; } = [];

    public List<ShownLesson> Lessons { get; } = [];

    public List<ShownSlot> Slots { get; } = [];

    public List<ShownPassage> Passages { get; } = [];

    /// <summary>Files by their uuid.</summary>
    public Dictionary<string, (string Name, byte[] Content)> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Codes of kinds of work by name; one that is not here gets a number of its own.</summary>
    public Dictionary<string, string> WorkCodes { get; } = new(StringComparer.Ordinal) { ["Работа на уроке"] = "1058", ["Самостоятельная работа"] = "1065" };

    /// <summary>A number for a text, always the same.</summary>
    public int NumberOf(string text)
    {
        lock (gate)
        {
            return numbers.TryGetValue(text, out var known) ? known : numbers[text] = 7000 + numbers.Count;
        }
    }

    /// <summary>Links a child's education to a pupil of the school, so that the pupil's pushed records show.</summary>
    public void Link(int education, string student, string groupName = "7 б") => Children.Add(new ShownChild(800 + Children.Count, [new ShownEducation(education, 400, groupName, student)]));

    internal (List<ShownLesson> Lessons, List<ShownMark> Marks) Of(int education, PushInbox inbox)
    {
        var lessons = Lessons.Where(lesson => lesson.Education == education).ToList();
        var marks = Marks.Where(mark => mark.Education == education).ToList();
        if (Children.SelectMany(child => child.Educations).FirstOrDefault(known => known.Id == education)?.Student is { } student)
        {
            Publish(education, student, inbox, lessons, marks);
        }

        return (lessons, marks);
    }

    private void Publish(int education, string student, PushInbox inbox, List<ShownLesson> lessons, List<ShownMark> marks)
    {
        var live = inbox.Live;
        if (!live.TryGetValue(("student", student), out var pupil) || Text(pupil, "classId") is not { } group)
        {
            return;
        }

        var homework = live.Where(record => record.Key.Kind == "homework").ToDictionary(record => Text(record.Value, "lessonId")!, record => Text(record.Value, "text"), StringComparer.Ordinal);
        foreach (var ((kind, key), data) in live)
        {
            if (kind == "lesson" && Text(data, "classId") == group && Text(data, "status") != "cancelled")
            {
                var tasks = homework.TryGetValue(key, out var text) ? new List<ShownTask> { new(text, []) } : [];
                lessons.Add(new ShownLesson(education, NumberOf("lesson " + key), Day(data), Number(data, "number") ?? 0, SubjectOf(data), SubjectName(live, data), Text(data, "topic"), tasks, []));
            }
            else if (kind is "mark" or "attendance" && Text(data, "studentId") == student && Text(data, "lessonId") is { } lesson && live.TryGetValue(("lesson", lesson), out var at))
            {
                marks.Add(kind == "mark" ? MarkOf(education, key, data, lesson, at, live) : AbsenceOf(education, key, data, lesson, at, live));
            }
        }
    }

    private ShownMark MarkOf(int education, string key, string data, string lesson, string at, IReadOnlyDictionary<(string, string), string> live)
    {
        var (value, work) = (Text(data, "value")!, Text(data, "work") ?? "Работа на уроке");
        var code = WorkCodes.TryGetValue(work, out var known) ? known : NumberOf("work " + work).ToString(CultureInfo.InvariantCulture);
        return new ShownMark(education, NumberOf("mark " + key), NumberOf("lesson " + lesson), SubjectOf(at), SubjectName(live, at), Day(at), $"{value}/5", value, code, work);
    }

    private ShownMark AbsenceOf(int education, string key, string data, string lesson, string at, IReadOnlyDictionary<(string, string), string> live)
    {
        var (type, typeName, code, name) = Text(data, "kind") switch
        {
            "excused" => ("30000", "Посещаемость", "494", "уважительная"),
            "ill" => ("30000", "Посещаемость", "496", "по болезни"),
            "late" => ("30001", "Опоздание", "497", "Опоздал"),
            _ => ("30000", "Посещаемость", "495", "неуважительная"),
        };
        return new ShownMark(education, NumberOf("attendance " + key), NumberOf("lesson " + lesson), SubjectOf(at), SubjectName(live, at), Day(at), code, name, type, typeName);
    }

    private int SubjectOf(string data) => NumberOf("subject " + Text(data, "subjectId"));

    private static string SubjectName(IReadOnlyDictionary<(string, string), string> live, string data) =>
        Text(data, "subjectId") is { } subject && live.TryGetValue(("subject", subject), out var known) ? Text(known, "name") ?? "" : "";

    private static DateOnly Day(string data) => DateOnly.ParseExact(Text(data, "date")!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(string data, string column)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static int? Number(string data, string column)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
    }
}

/// <summary>A child of the account.</summary>
public sealed record ShownChild(int Id, IReadOnlyList<ShownEducation> Educations);

/// <summary>A child's place in a class. <paramref name="Student"/> links it to a pupil whose pushed records show.</summary>
public sealed record ShownEducation(int Id, int Group, string GroupName, string? Student = null);

public sealed record ShownPeriod(int Id, string Name, DateOnly From, DateOnly To, string Code, string Kind);

/// <summary>A mark, an absence or a period mark; all alike on this API.</summary>
public sealed record ShownMark(int Education, int Id, int? Lesson, int Subject, string SubjectName, DateOnly Day, string ValueCode, string? ValueName, string TypeCode, string? TypeName, string? Comment = null);

public sealed record ShownLesson(int Education, int Id, DateOnly Day, int Number, int Subject, string SubjectName, string? Content, IReadOnlyList<ShownTask> Tasks, IReadOnlyList<ShownMark> Estimates);

/// <summary>Homework; <paramref name="Files"/> <see langword="null"/> leaves the field out.</summary>
public sealed record ShownTask(string? Name, IReadOnlyList<ShownFile>? Files);

public sealed record ShownFile(string Uuid, string Name);

public sealed record ShownSlot(int Education, DateOnly Day, int Number, int Subject, string SubjectName);

public sealed record ShownPassage(int Education, int Id, string Direction, DateTime At);
