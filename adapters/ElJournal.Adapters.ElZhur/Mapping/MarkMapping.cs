using System.Globalization;
using ElJournal.Adapters.ElZhur.Wire;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Marks and absences of a class's pupils, from <c>getassessments</c>.</summary>
internal sealed class MarkMapping(ClassTimetable timetable, SubgroupMembers members, ValueCodes codes, DayRange window)
{
    private readonly Dictionary<(string Lesson, string Pupil), Attendance> attendance = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public List<Mark> Marks { get; } = [];

    public IReadOnlyCollection<Attendance> Attendance => attendance.Values;

    public List<Skipped> Skipped { get; } = [];

    /// <summary>Letters that nobody has explained, with how often they stand there.</summary>
    public SortedDictionary<string, int> UnknownValues { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes the days of a pupil.</summary>
    public void Add(string pupil, IEnumerable<Entry<WireDay>> days)
    {
        foreach (var entry in days)
        {
            if (WireTimes.Day(entry.Key ?? entry.Value.Name) is { } day && window.Contains(day))
            {
                foreach (var item in entry.Value.Items ?? [])
                {
                    Add(pupil, day, item);
                }
            }
        }
    }

    private void Add(string pupil, DateOnly day, Entry<WireItem> entry)
    {
        if (entry.Value.Assessments is not { Count: > 0 } assessments)
        {
            return;
        }

        var subject = WireText.Line(entry.Value.Name);
        var wireSubject = WireText.Line(entry.Value.LessonId) ?? WireText.Line(assessments[0].Value.LessonId);
        var lessons = members.Of(pupil, timetable.Find(day, SubgroupMembers.Number(entry), subject, wireSubject));
        for (var i = 0; i < assessments.Count; i++)
        {
            var mark = assessments[i].Value;
            var sort = codes.Sort(mark, out var kind, out var value);
            if (sort == ValueSort.Phantom)
            {
                continue;
            }

            var id = Id(pupil, day, WireText.Line(mark.LessonId) ?? wireSubject ?? subject ?? "-", WireText.Line(mark.Nm) ?? i.ToString(CultureInfo.InvariantCulture));
            switch (sort)
            {
                case ValueSort.Unknown:
                    UnknownValues[value] = UnknownValues.GetValueOrDefault(value) + 1;
                    Skip(RecordKind.Mark, id, ("its letters stand for no mark and no absence that is known; see the settings for letters", Texts.SkippedLetters));
                    break;
                case ValueSort.Attendance:
                    AddAttendance(pupil, kind, id, lessons);
                    break;
                default:
                    AddMark(pupil, mark, id, value, lessons);
                    break;
            }
        }
    }

    private void AddMark(string pupil, WireMark mark, string id, string value, List<PlacedLesson> lessons)
    {
        if (LessonOf(lessons) is not { } lesson)
        {
            Skip(RecordKind.Mark, id, Problem(lessons));
            return;
        }

        Marks.Add(new Mark(id, lesson.Key, pupil, value, WorkOf(mark), (mark.WeightFloat ?? mark.Weight) is { } weight and > 0 ? weight : null));
    }

    private void AddAttendance(string pupil, AttendanceKind kind, string id, List<PlacedLesson> lessons)
    {
        if (LessonOf(lessons) is not { } lesson)
        {
            // Its key is made of the lesson, which is not known, so it is named as the mark that it is on the wire.
            Skip(RecordKind.Attendance, id, Problem(lessons));
            return;
        }

        var key = (lesson.Key, pupil);
        var isSure = lessons.Count == 1;
        if (attendance.TryGetValue(key, out var before))
        {
            // Absent and late at once: nothing may rest on it.
            isSure &= before.AttendanceKind == kind && !before.Ambiguous;
            kind = before.AttendanceKind == kind ? kind : AttendanceKind.Late;
        }

        attendance[key] = new Attendance(lesson.Key, pupil, kind, ambiguous: !isSure);
    }

    /// <summary>
    /// Which lesson is meant. Of two lessons of a subject on a day the last one, whose deadline is the latest; between subgroups nothing is chosen,
    /// because the entry would be laid at another teacher's door.
    /// </summary>
    private static PlacedLesson? LessonOf(List<PlacedLesson> lessons)
    {
        if (lessons.Count <= 1)
        {
            return lessons.Count == 1 ? lessons[0] : null;
        }

        var last = lessons.MaxBy(lesson => lesson.Order)!;
        return lessons.TrueForAll(lesson => lesson.ClassId == last.ClassId && (lesson.TeacherId == last.TeacherId || lesson == last)) ? last : null;
    }

    private static (string English, string Russian) Problem(List<PlacedLesson> lessons) =>
        lessons.Count == 0 ? ("its class has no lesson of the subject on the day", Texts.SkippedNoLesson) : ("it is not known at which of several lessons or subgroups it was given", Texts.SkippedSeveralLessons);

    private static string? WorkOf(WireMark mark)
    {
        // Which of the two fields holds the full name is not certain, so the longer one does.
        var (full, brief) = (WireText.Line(mark.MType?.Type ?? mark.ControlType), WireText.Line(mark.MType?.Short ?? mark.ControlTypeShort));
        return (brief?.Length ?? 0) > (full?.Length ?? 0) ? brief : full;
    }

    private string Id(string pupil, DateOnly day, string subject, string number)
    {
        var id = Keys.Join(pupil, WireTimes.Text(day), subject, number);
        var distinct = id;
        for (var again = 2; !ids.Add(distinct); again++)
        {
            distinct = string.Create(CultureInfo.InvariantCulture, $"{id}~{again}");
        }

        return distinct;
    }

    private void Skip(RecordKind kind, string key, (string English, string Russian) reason) => Skipped.Add(new Skipped(kind, key, reason.English, "getassessments") { InRussian = reason.Russian });
}
