using System.Runtime.InteropServices;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>
/// What must be known of other lessons to judge one: when the class's day ends, whether the subject is taught again before the vacation, and which lessons
/// were given together. Must hold the lessons of the whole school on the judged days, and <see cref="LookAheadDays"/> days more.
/// </summary>
public sealed class Timetable
{
    /// <summary>How many days after the judged ones the timetable must cover.</summary>
    public const int LookAheadDays = 8;

    private static readonly List<TimetableLesson> None = [];

    private readonly Dictionary<ClassDay, TimeOnly> _ends = [];
    private readonly Dictionary<ClassSubject, List<DateOnly>> _days = [];
    private readonly Dictionary<MergeKey, List<TimetableLesson>> _merged = [];
    private readonly Dictionary<TeacherSubject, List<ClassDay>> _taught = [];
    private readonly Dictionary<ClassDay, HashSet<string>> _companions = [];

    private Timetable()
    {
    }

    /// <summary>No lessons.</summary>
    public static Timetable Empty { get; } = new();

    /// <summary>Makes a timetable; order does not matter, and the objects handed over are not kept, so one may be filled again for the next lesson.</summary>
    /// <remarks>Cancelled lessons do not count. Marks are not looked at.</remarks>
    public static Timetable Create(IEnumerable<LessonEntries> lessons, Roster roster)
    {
        ArgumentNullException.ThrowIfNull(lessons);
        ArgumentNullException.ThrowIfNull(roster);
        var timetable = new Timetable();
        foreach (var entries in lessons)
        {
            timetable.Add(entries, roster);
        }

        foreach (var key in timetable._merged.Where(pair => pair.Value.Count < 2).Select(pair => pair.Key).ToList())
        {
            timetable._merged.Remove(key);
        }

        foreach (var (key, together) in timetable._merged)
        {
            timetable.AddCompanions(key.Day, together);
        }

        foreach (var days in timetable._days.Values)
        {
            days.Sort();
        }

        return timetable;
    }

    /// <summary>Makes a timetable of lessons that come without what was entered for them. Only of lessons that were given together does anybody ask for that.</summary>
    /// <param name="lessons">The lessons alone.</param>
    /// <param name="roster">Who is in which class.</param>
    /// <param name="entered">Gives the lessons of some classes on some days with what was entered for them.</param>
    public static Timetable Create(IEnumerable<LessonEntries> lessons, Roster roster, Func<IEnumerable<(string RootClassId, DateOnly Day)>, IEnumerable<LessonEntries>> entered)
    {
        ArgumentNullException.ThrowIfNull(entered);
        var timetable = Create(lessons, roster);
        foreach (var together in timetable._merged.Values)
        {
            together.Clear();
        }

        foreach (var entries in entered(timetable._companions.Keys.Select(place => (place.RootClassId, place.Day))))
        {
            if (MergeKey.Of(entries.Lesson) is { } key && timetable._merged.TryGetValue(key, out var together))
            {
                together.Add(TimetableLesson.Of(entries, RootOf(entries.Lesson, roster)));
            }
        }

        return timetable;
    }

    /// <summary>When the last lesson of the class and its subgroups ends; <see langword="null"/> when no lesson of the day has a time.</summary>
    public TimeOnly? EndOfDay(string rootClassId, DateOnly day) => _ends.TryGetValue(new ClassDay(rootClassId, day), out var end) ? end : null;

    /// <summary>The day of the group's next lesson of the subject after the day.</summary>
    public DateOnly? NextLessonDay(string classId, string subjectId, DateOnly after)
    {
        if (!_days.TryGetValue(new ClassSubject(classId, subjectId), out var days))
        {
            return null;
        }

        var at = days.BinarySearch(after);
        for (at = at < 0 ? ~at : at; at < days.Count; at++)
        {
            if (days[at] > after)
            {
                return days[at];
            }
        }

        return null;
    }

    /// <summary>The lessons given together (one teacher, one time, one subject, several groups), the lesson itself among them; empty when it was given alone.</summary>
    public IReadOnlyList<TimetableLesson> GivenTogether(Lesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return MergeKey.Of(lesson) is { } key && _merged.TryGetValue(key, out var together) ? together : None;
    }

    /// <summary>The classes in which the teacher gave the subject on these days.</summary>
    public IEnumerable<string> ClassesTaught(string teacherId, string subjectId, DayRange days) =>
        _taught.TryGetValue(new TeacherSubject(teacherId, subjectId), out var taught)
            ? taught.Where(lesson => days.Contains(lesson.Day)).Select(lesson => lesson.RootClassId).Distinct(StringComparer.Ordinal)
            : [];

    /// <summary>The other classes that had a lesson together with the class on the day: when something changes in one, all are judged again.</summary>
    public IEnumerable<string> ClassesTogetherWith(string rootClassId, DateOnly day) =>
        _companions.TryGetValue(new ClassDay(rootClassId, day), out var companions) ? companions.Where(id => id != rootClassId) : [];

    private void Add(LessonEntries entries, Roster roster)
    {
        var lesson = entries.Lesson;
        if (lesson.Status == LessonStatus.Cancelled)
        {
            return;
        }

        var root = RootOf(lesson, roster);
        if (LessonClock.EndOf(lesson) is { } end)
        {
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_ends, new ClassDay(root, lesson.Day), out var known);
            last = known && last > end ? last : end;
        }

        if (lesson.SubjectId is { } subject)
        {
            ref var days = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, new ClassSubject(lesson.ClassId, subject), out _);
            (days ??= []).Add(lesson.Day);
            if (lesson.TeacherId is { } teacher)
            {
                ref var taught = ref CollectionsMarshal.GetValueRefOrAddDefault(_taught, new TeacherSubject(teacher, subject), out _);
                (taught ??= []).Add(new ClassDay(root, lesson.Day));
            }
        }

        if (MergeKey.Of(lesson) is { } key)
        {
            ref var together = ref CollectionsMarshal.GetValueRefOrAddDefault(_merged, key, out _);
            (together ??= new List<TimetableLesson>(1)).Add(TimetableLesson.Of(entries, root));
        }
    }

    private void AddCompanions(DateOnly day, List<TimetableLesson> together)
    {
        foreach (var lesson in together)
        {
            ref var companions = ref CollectionsMarshal.GetValueRefOrAddDefault(_companions, new ClassDay(lesson.RootClassId, day), out _);
            (companions ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(together.Select(other => other.RootClassId));
        }
    }

    private static string RootOf(Lesson lesson, Roster roster) => roster.Group(lesson.ClassId)?.RootId ?? lesson.ClassId;

    private readonly record struct ClassDay(string RootClassId, DateOnly Day);

    private readonly record struct TeacherSubject(string TeacherId, string SubjectId);

    private readonly record struct ClassSubject(string ClassId, string SubjectId);

    private readonly record struct MergeKey(string TeacherId, string SubjectId, DateOnly Day, TimeOnly? Start, int? Number)
    {
        public static MergeKey? Of(Lesson lesson) =>
            lesson is { TeacherId: { } teacher, SubjectId: { } subject, Status: not LessonStatus.Cancelled } && (lesson.Start is not null || lesson.Number is not null)
                ? new MergeKey(teacher, subject, lesson.Day, lesson.Start, lesson.Start is null ? lesson.Number : null)
                : null;
    }
}

/// <summary>What was entered for a lesson that others were given together with.</summary>
/// <param name="LessonId">The lesson.</param>
/// <param name="ClassId">Its group.</param>
/// <param name="RootClassId">Its class.</param>
/// <param name="Topic">When the topic was entered; <see langword="null"/> when it was not.</param>
/// <param name="Homework">When homework was entered; <see langword="null"/> when it was not.</param>
/// <param name="Attendance">When attendance was entered; <see langword="null"/> when nothing shows that it was.</param>
public readonly record struct TimetableLesson(string LessonId, string ClassId, string RootClassId, Evidence? Topic, Evidence? Homework, Evidence? Attendance)
{
    internal static TimetableLesson Of(LessonEntries entries, string rootClassId)
    {
        var lesson = entries.Lesson;
        return new TimetableLesson(
            lesson.Id,
            lesson.ClassId,
            rootClassId,
            lesson.Topic is null ? null : EvidenceReading.WithEntered(entries.TopicEvidence, lesson.TopicEntered),
            entries.Homework?.Evidence,
            EvidenceReading.EarliestAttendance(entries));
    }
}
