using System.Globalization;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>The lessons of a class on some days, from <c>getschedule?class=</c>.</summary>
internal sealed class ClassTimetable
{
    private readonly Dictionary<DateOnly, List<PlacedLesson>> days = [];
    private readonly Dictionary<string, ClassGroup> subgroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Teacher> unlisted = new(StringComparer.Ordinal);

    private ClassTimetable(string className) => ClassName = className;

    public string ClassName { get; }

    public IEnumerable<PlacedLesson> Lessons => days.Values.SelectMany(lessons => lessons);

    public IReadOnlyCollection<ClassGroup> Subgroups => subgroups.Values;

    /// <summary>Teachers that only the timetable names, when there is no staff list.</summary>
    public IReadOnlyCollection<Teacher> Unlisted => unlisted.Values;

    /// <summary>Lessons whose teacher could not be told for sure.</summary>
    public int WithoutTeacher { get; private set; }

    /// <summary>Whether some lessons are for a part of the class only.</summary>
    public bool IsSplit => subgroups.Count > 0;

    public IReadOnlyList<PlacedLesson> On(DateOnly day) => days.TryGetValue(day, out var lessons) ? lessons : [];

    /// <summary>Reads the days of an answer that lie in the window.</summary>
    public static ClassTimetable From(string className, IEnumerable<Entry<WireDay>> answer, DayRange window, TeacherDirectory teachers)
    {
        var timetable = new ClassTimetable(className);
        foreach (var entry in answer)
        {
            // Vacations may still carry the lessons of an ordinary week: nobody gives them.
            if (WireTimes.Day(entry.Key ?? entry.Value.Name) is { } day && window.Contains(day) && !IsFree(entry.Value.Alert))
            {
                timetable.Add(day, entry.Value.Items ?? [], teachers);
            }
        }

        return timetable;
    }

    /// <summary>Finds the lessons that a subject of a day may mean.</summary>
    /// <param name="day">The day.</param>
    /// <param name="number">The lesson's number, where it is known.</param>
    /// <param name="subject">The subject's name.</param>
    /// <param name="wireSubject">The subject's id on the wire, where it is known.</param>
    public List<PlacedLesson> Find(DateOnly day, int? number, string? subject, string? wireSubject)
    {
        var key = subject is null ? null : WireText.Fold(subject);
        var ofSubject = On(day).Where(lesson => IsOf(lesson, key, wireSubject)).ToList();
        var atNumber = number is null ? [] : ofSubject.Where(lesson => lesson.Number == number).ToList();
        return atNumber.Count > 0 ? atNumber : ofSubject;
    }

    private static bool IsOf(PlacedLesson lesson, string? key, string? wireSubject) =>
        (key is not null && string.Equals(lesson.SubjectKey, key, StringComparison.Ordinal))
        || (wireSubject is not null && string.Equals(lesson.WireSubject, wireSubject, StringComparison.Ordinal));

    private static bool IsFree(string? alert) => alert?.Trim().ToLowerInvariant() is "vacation" or "holiday";

    private void Add(DateOnly day, Entries<WireItem> items, TeacherDirectory teachers)
    {
        var keys = new Dictionary<string, List<(string? Name, string? Id)>>(StringComparer.Ordinal);
        // Of lessons that share all that a key is made of, the order of teachers decides, not that of the answer.
        foreach (var entry in items.OrderBy(item => Number(item) ?? int.MaxValue).ThenBy(item => item.Value.Teacher, StringComparer.Ordinal))
        {
            var item = entry.Value;
            var subject = WireText.Line(item.Name);
            var isCancelled = string.Equals(subject, "Cancel", StringComparison.OrdinalIgnoreCase);
            var subgroup = SubgroupName.Of(item.Grp, item.GrpShort);
            var number = WireText.Line(item.Num) ?? (int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? entry.Key : null) ?? "-";
            var key = Keys.Join(WireTimes.Text(day), ClassName, number, WireText.Line(item.LessonId) ?? subject ?? "-", subgroup?.Name ?? "");
            if (Distinct(keys, key, item) is not { } distinct)
            {
                continue;
            }

            var (start, end) = (WireTimes.Clock(item.StartTime), WireTimes.Clock(item.EndTime));
            var isClock = start is null || end is null || end > start;
            Place(day, new PlacedLesson
            {
                Key = distinct,
                Day = day,
                ClassId = subgroup is null ? ClassName : GroupOf(subgroup),
                Number = Number(entry),
                Start = isClock ? start : null,
                End = isClock ? end : null,
                Subject = isCancelled ? null : subject,
                SubjectKey = isCancelled ? "" : WireText.Fold(subject ?? ""),
                WireSubject = WireText.Line(item.LessonId),
                Subgroup = subgroup,
                TeacherId = TeacherOf(item, teachers),
                IsCancelled = isCancelled,
            });
        }
    }

    /// <summary>The key, made distinct from that of another teacher's lesson at the same place; <see langword="null"/> for a mere repetition.</summary>
    private static string? Distinct(Dictionary<string, List<(string? Name, string? Id)>> keys, string key, WireItem item)
    {
        var who = (WireText.Line(item.Teacher), item.TeacherId);
        if (!keys.TryGetValue(key, out var others))
        {
            keys.Add(key, [who]);
            return key;
        }

        if (others.Contains(who))
        {
            return null;
        }

        others.Add(who);
        return string.Create(CultureInfo.InvariantCulture, $"{key}~{others.Count}");
    }

    private static int? Number(Entry<WireItem> entry) =>
        int.TryParse(WireText.Line(entry.Value.Num) ?? entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 30 ? number : null;

    private string GroupOf(SubgroupName subgroup)
    {
        var id = Keys.Join(ClassName, subgroup.Name);
        if (!subgroups.ContainsKey(id))
        {
            var hasClass = subgroup.Key.StartsWith(WireText.Fold(ClassName), StringComparison.Ordinal);
            subgroups.Add(id, new ClassGroup(id, hasClass ? subgroup.Name : $"{ClassName} {subgroup.Name}", grade: null, ClassKind.Subgroup, parentId: ClassName));
        }

        return id;
    }

    private string? TeacherOf(WireItem item, TeacherDirectory teachers)
    {
        var id = teachers.Find(item.TeacherId, item.Teacher);
        if (id is null)
        {
            WithoutTeacher += WireText.Line(item.Teacher) is null ? 0 : 1;
        }
        else if (!teachers.IsKnown && TeacherDirectory.Unlisted(id, item.Teacher) is { } teacher)
        {
            unlisted.TryAdd(id, teacher);
        }

        return id;
    }

    private void Place(DateOnly day, PlacedLesson lesson)
    {
        if (!days.TryGetValue(day, out var lessons))
        {
            days.Add(day, lessons = []);
        }

        lessons.Add(lesson);
    }
}
