using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>A lesson as people know it: without any key.</summary>
internal sealed class PositionalLesson(string subject)
{
    public string Subject => subject;

    public string? Topic { get; set; }

    public string? Homework { get; set; }

    public List<(string Pupil, AttendanceKind Kind)> Absent { get; } = [];

    public List<(string Pupil, string Value)> Marks { get; } = [];

    /// <summary>By when its entries were seen for the first time.</summary>
    public long SeenBy { get; set; }
}

/// <summary>The day of a class in a source whose keys are made of the day and the lesson's number.</summary>
internal sealed class PositionalDay
{
    private readonly string classId;
    private readonly DateOnly date;

    public PositionalDay(string classId, DateOnly date, params string[] subjects)
    {
        this.classId = classId;
        this.date = date;
        Lessons.AddRange(subjects.Select(subject => new PositionalLesson(subject)));
    }

    public List<PositionalLesson> Lessons { get; } = [];

    /// <summary>What the ledger has to know: of each entry what it says and by when it was seen.</summary>
    public List<string> Expected =>
        [.. Lessons.SelectMany((lesson, index) => Parts(lesson).Select(part => $"{index + 1} {lesson.Subject} {part} {lesson.SeenBy}")).Order(StringComparer.Ordinal).Select(WithoutNumber)];

    public string Key(int number) => $"{classId}-{date:MMdd}-{number}";

    public void EachLesson(Action<PositionalLesson, int> enter)
    {
        for (var index = 0; index < Lessons.Count; index++)
        {
            enter(Lessons[index], index + 1);
        }
    }

    /// <summary>Puts the day into the journal in place of what was there of it.</summary>
    public void Write(World world)
    {
        world.Journal.RemoveAll(record => LessonOf(record)?.StartsWith($"{classId}-{date:MMdd}-", StringComparison.Ordinal) == true);
        if (!world.Journal.Exists(record => record is Subject { Id: "rus" }))
        {
            world.Journal.Add(new Subject("rus", "Русский язык"));
        }

        for (var number = 1; number <= Lessons.Count; number++)
        {
            var (lesson, key) = (Lessons[number - 1], Key(number));
            world.Journal.Add(Some.Lesson(key, date, classId, lesson.Topic, number, lesson.Subject));
            if (lesson.Homework is { } text)
            {
                world.Journal.Add(new Homework(key, text));
            }

            world.Journal.AddRange(lesson.Absent.Select(absent => new Attendance(key, absent.Pupil, absent.Kind)));
            world.Journal.AddRange(lesson.Marks.Select((mark, index) => Some.Mark($"{key}-{index + 1}", key, mark.Pupil, mark.Value)));
        }
    }

    public Task<SyncResult> ShowAsync(World world, DateTimeOffset at)
    {
        Write(world);
        return world.SyncAtAsync(at);
    }

    public async Task<List<string>> EvidenceAsync(World world)
    {
        var found = new List<string>();
        var subjects = Lessons.Select((lesson, index) => (lesson.Subject, Key: Key(index + 1), Number: index + 1)).ToDictionary(lesson => lesson.Key, StringComparer.Ordinal);
        foreach (var row in await world.RowsAsync())
        {
            if (row.Lesson is { } lesson && subjects.TryGetValue(lesson, out var place) && (row.Kind != RecordKind.Lesson || row.Value is not null))
            {
                found.Add($"{place.Number} {place.Subject} {row.Kind} {(row.Kind == RecordKind.Lesson ? "" : row.Student)} {row.Value} {row.SeenBy}");
            }
        }

        return [.. found.Order(StringComparer.Ordinal).Select(WithoutNumber)];
    }

    private static IEnumerable<string> Parts(PositionalLesson lesson)
    {
        if (lesson.Topic is { } topic)
        {
            yield return $"{RecordKind.Lesson}  {topic}";
        }

        if (lesson.Homework is { } homework)
        {
            yield return $"{RecordKind.Homework}  {homework}";
        }

        foreach (var (pupil, kind) in lesson.Absent)
        {
            yield return $"{RecordKind.Attendance} {pupil} {(int)kind}";
        }

        foreach (var (pupil, value) in lesson.Marks)
        {
            yield return $"{RecordKind.Mark} {pupil} {value}";
        }
    }

    private static string WithoutNumber(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string? LessonOf(JournalRecord record) => record switch
    {
        Lesson lesson => lesson.Id,
        Homework homework => homework.LessonId,
        Mark mark => mark.LessonId,
        Attendance attendance => attendance.LessonId,
        _ => null,
    };
}
