using System.Text.Json;
using ElJournal.Adapters.OneRoster.Mapping;

namespace ElJournal.Adapters.OneRoster.Delivered;

/// <summary>What has been delivered: the latest version of each record, with the indices that the mapping needs. Not safe for several threads.</summary>
internal sealed class SchoolState
{
    private static readonly SortedSet<string> None = [];
    private readonly Dictionary<(string Kind, string Key), StoredRecord> records = [];
    private readonly Dictionary<GroupKey, SortedSet<string>> lessonsOf = [];
    private readonly Dictionary<string, SortedSet<string>> homeworkOf = [];
    private readonly Dictionary<string, SortedSet<string>> marksOf = [];
    private readonly Dictionary<string, SortedSet<string>> attendanceOf = [];
    private readonly Dictionary<(string Subject, string Term), SortedSet<string>> finalsOf = [];
    private readonly Dictionary<string, SortedSet<string>> pupilsOf = [];
    private readonly SortedDictionary<string, int> works = new(StringComparer.Ordinal);

    public SchoolFacts? School { get; set; }

    public Dictionary<string, TermData> Terms { get; } = [];

    public Dictionary<string, ClassData> Classes { get; } = [];

    public Dictionary<string, PersonData> Students { get; } = [];

    public Dictionary<string, PersonData> Teachers { get; } = [];

    public Dictionary<string, SubjectData> Subjects { get; } = [];

    public Dictionary<string, LessonData> Lessons { get; } = [];

    public Dictionary<string, HomeworkData> Homework { get; } = [];

    public Dictionary<string, MarkData> Marks { get; } = [];

    public Dictionary<string, AttendanceData> Attendance { get; } = [];

    public Dictionary<string, FinalMarkData> FinalMarks { get; } = [];

    /// <summary>All records with their versions, the deleted ones too: an older version must not bring them back.</summary>
    public IEnumerable<StoredRecord> Records => records.Values;

    public int Count => records.Count;

    public IEnumerable<GroupKey> Groups => lessonsOf.Keys;

    public IEnumerable<(string Subject, string Term)> Finals => finalsOf.Keys;

    /// <summary>Names of kinds of work that marks have.</summary>
    public IEnumerable<string> Works => works.Keys;

    public IReadOnlyCollection<string> LessonsOf(GroupKey group) => lessonsOf.GetValueOrDefault(group, None);

    public IReadOnlyCollection<string> HomeworkOf(string lesson) => homeworkOf.GetValueOrDefault(lesson, None);

    public IReadOnlyCollection<string> MarksOf(string lesson) => marksOf.GetValueOrDefault(lesson, None);

    public IReadOnlyCollection<string> AttendanceOf(string lesson) => attendanceOf.GetValueOrDefault(lesson, None);

    public IReadOnlyCollection<string> FinalsOf((string Subject, string Term) final) => finalsOf.GetValueOrDefault(final, None);

    public IReadOnlyCollection<string> PupilsOf(string classId) => pupilsOf.GetValueOrDefault(classId, None);

    public long VersionOf(string kind, string key) => records.TryGetValue((kind, key), out var stored) ? stored.Version : 0;

    public Data? DataOf(string kind, string key) => kind switch
    {
        "lesson" => Lessons.GetValueOrDefault(key),
        "homework" => Homework.GetValueOrDefault(key),
        "mark" => Marks.GetValueOrDefault(key),
        "attendance" => Attendance.GetValueOrDefault(key),
        "finalMark" => FinalMarks.GetValueOrDefault(key),
        _ => null,
    };

    /// <summary>Whether OneRoster has a place for the kind.</summary>
    public static bool Carries(string kind) => RecordKinds.TryParse(kind, out var known) && known != RecordKind.SignIn;

    /// <summary>The columns; <see langword="null"/> for a kind that OneRoster has no place for.</summary>
    /// <exception cref="JsonException">A column holds something else than its kind says.</exception>
    public static Data? Parse(string kind, JsonElement data) => kind switch
    {
        "term" => Columns<TermData>(data),
        "class" => Columns<ClassData>(data),
        "student" or "teacher" => Columns<PersonData>(data),
        "subject" => Columns<SubjectData>(data),
        "lesson" => Columns<LessonData>(data),
        "homework" => Columns<HomeworkData>(data),
        "mark" => Columns<MarkData>(data),
        "attendance" => Columns<AttendanceData>(data),
        "finalMark" => Columns<FinalMarkData>(data),
        _ => null,
    };

    /// <summary>Applies a version; not to be called with one that is not higher.</summary>
    /// <param name="record">What is to be kept; without data it is deleted.</param>
    /// <param name="data">Its columns.</param>
    public void Apply(StoredRecord record, Data? data)
    {
        var (kind, key) = (record.Kind, record.Key);
        records[(kind, key)] = record;
        switch (kind)
        {
            case "term": Put(Terms, key, (TermData?)data); break;
            case "class": Put(Classes, key, (ClassData?)data); break;
            case "teacher": Put(Teachers, key, (PersonData?)data); break;
            case "subject": Put(Subjects, key, (SubjectData?)data); break;
            case "homework": Move(homeworkOf, key, Put(Homework, key, (HomeworkData?)data)?.LessonId, (data as HomeworkData)?.LessonId); break;
            case "student": Move(pupilsOf, key, Put(Students, key, (PersonData?)data)?.ClassId, (data as PersonData)?.ClassId); break;
            case "attendance": Move(attendanceOf, key, Put(Attendance, key, (AttendanceData?)data)?.LessonId, (data as AttendanceData)?.LessonId); break;
            case "lesson":
                var lesson = Put(Lessons, key, (LessonData?)data);
                Take(lessonsOf, key, lesson is null ? null : GroupOf(lesson));
                Give(lessonsOf, key, data is LessonData given ? GroupOf(given) : null);
                break;
            case "mark":
                var mark = Put(Marks, key, (MarkData?)data);
                Move(marksOf, key, mark?.LessonId, (data as MarkData)?.LessonId);
                CountWork(mark?.Work, -1);
                CountWork((data as MarkData)?.Work, +1);
                break;
            case "finalMark":
                var final = Put(FinalMarks, key, (FinalMarkData?)data);
                Take(finalsOf, key, final is null ? null : FinalOf(final));
                Give(finalsOf, key, data is FinalMarkData now ? FinalOf(now) : null);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(record), kind, "Unknown kind.");
        }
    }

    public StoredRecord? StoredOf(string kind, string key) => records.GetValueOrDefault((kind, key));

    /// <summary>Takes an application back.</summary>
    /// <param name="record">What was applied.</param>
    /// <param name="before">What had been there; <see langword="null"/> for nothing.</param>
    public void Undo(StoredRecord record, StoredRecord? before)
    {
        Apply(before ?? record with { Data = null }, before?.Data is { } data ? Parse(record.Kind, data) : null);
        if (before is null)
        {
            records.Remove((record.Kind, record.Key));
        }
    }

    public static GroupKey GroupOf(LessonData lesson) => new(lesson.ClassId ?? string.Empty, lesson.SubjectId);

    public static (string Subject, string Term) FinalOf(FinalMarkData final) => (final.SubjectId ?? string.Empty, final.TermId ?? string.Empty);

    private static T Columns<T>(JsonElement data)
        where T : Data => data.Deserialize<T>(PackageDocument.Json)!;

    private static T? Put<T>(Dictionary<string, T> table, string key, T? data)
        where T : Data
    {
        table.Remove(key, out var before);
        if (data is not null)
        {
            table.Add(key, data);
        }

        return before;
    }

    private static void Move(Dictionary<string, SortedSet<string>> index, string key, string? from, string? to)
    {
        if (from is not null && index.TryGetValue(from, out var left) && left.Remove(key) && left.Count == 0)
        {
            index.Remove(from);
        }

        if (to is not null)
        {
            Keys(index, to).Add(key);
        }
    }

    private static void Take<T>(Dictionary<T, SortedSet<string>> index, string key, T? from)
        where T : struct
    {
        if (from is { } place && index.TryGetValue(place, out var keys) && keys.Remove(key) && keys.Count == 0)
        {
            index.Remove(place);
        }
    }

    private static void Give<T>(Dictionary<T, SortedSet<string>> index, string key, T? to)
        where T : struct
    {
        if (to is { } place)
        {
            Keys(index, place).Add(key);
        }
    }

    private static SortedSet<string> Keys<T>(Dictionary<T, SortedSet<string>> index, T place)
        where T : notnull
    {
        if (!index.TryGetValue(place, out var keys))
        {
            index.Add(place, keys = new SortedSet<string>(StringComparer.Ordinal));
        }

        return keys;
    }

    private void CountWork(string? work, int by)
    {
        if (!string.IsNullOrWhiteSpace(work) && (works[work] = works.GetValueOrDefault(work) + by) == 0)
        {
            works.Remove(work);
        }
    }
}

/// <summary>A record as it is kept: its columns as they came, or none once it is deleted.</summary>
internal sealed record StoredRecord(string Kind, string Key, long Version, JsonElement? Data);
