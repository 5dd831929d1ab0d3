using System.Collections.Concurrent;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Samples.Simulators.World;

/// <summary>A generated school laid out for looking things up by group and day. Never changes once made.</summary>
internal sealed class SchoolIndex
{
    private static readonly ConcurrentDictionary<SchoolScale, Lazy<SchoolIndex>> Made = new();

    private readonly Dictionary<string, GroupEntry> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StudentEntry> students = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TeacherEntry> teachers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SubjectEntry> subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LessonEntry> lessons = new(StringComparer.Ordinal);
    private readonly List<LessonEntry> lessonList = [];
    private readonly List<string> works = [];
    private readonly List<decimal?> weights = [];
    private string? lastMark;
    private int marks;
    private int absences;

    private SchoolIndex(GeneratedSchool school)
    {
        foreach (var shown in school.Versions())
        {
            Add(shown);
        }

        Groups = [.. groups.Values];
        Students = [.. students.Values];
        Teachers = [.. teachers.Values];
        Subjects = [.. subjects.Values];
        foreach (var group in Groups)
        {
            var root = group;
            while (root.Record.ParentId is { } parent)
            {
                root = groups[parent];
            }

            group.Root = root;
            if (!group.IsRoot)
            {
                root.Parts.Add(group);
            }
        }

        var members = school.Members;
        foreach (var group in Groups)
        {
            group.Members = [.. members[group.Record.Id].Select(id => students[id])];
            foreach (var student in group.Members)
            {
                student.Groups.Add(group);
            }

            if (group.Members is [var first, var second, ..] && group.IsRoot)
            {
                second.Twin ??= first;
            }
        }

        foreach (var day in Groups.SelectMany(group => group.Days.Values))
        {
            day.Sort((left, right) => left.Versions[0].Record.Number.GetValueOrDefault().CompareTo(right.Versions[0].Record.Number.GetValueOrDefault()));
        }
    }

    public List<Term> Terms { get; } = [];

    public IReadOnlyList<GroupEntry> Groups { get; }

    public IReadOnlyList<StudentEntry> Students { get; }

    public IReadOnlyList<TeacherEntry> Teachers { get; }

    public IReadOnlyList<SubjectEntry> Subjects { get; }

    public IReadOnlyList<LessonEntry> Lessons => lessonList;

    /// <summary>Names of kinds of work, by the number that marks carry.</summary>
    public IReadOnlyList<string> Works => works;

    public IReadOnlyList<decimal?> Weights => weights;

    public List<Version<FinalMark>> FinalMarks { get; } = [];

    public int MarkCount => marks;

    /// <summary>The school of that scale, made once in a process.</summary>
    public static SchoolIndex Of(SchoolScale scale) => Made.GetOrAdd(scale, wanted => new(() => new SchoolIndex(GeneratedSchool.Create(wanted)))).Value;

    public GroupEntry Group(string id) => groups[id];

    public StudentEntry Student(string id) => students[id];

    public TeacherEntry? Teacher(string? id) => id is not null && teachers.TryGetValue(id, out var entry) ? entry : null;

    public SubjectEntry? Subject(string? id) => id is not null && subjects.TryGetValue(id, out var entry) ? entry : null;

    private void Add(Shown shown)
    {
        var (from, until) = (shown.From.UtcTicks, shown.Until?.UtcTicks ?? long.MaxValue);
        switch (shown.Record)
        {
            case Term term:
                Terms.Add(term);
                break;
            case ClassGroup group:
                groups.Add(group.Id, new GroupEntry(groups.Count, group));
                break;
            case Teacher teacher:
                teachers.Add(teacher.Id, new TeacherEntry(teachers.Count, teacher));
                break;
            case Subject subject:
                subjects.Add(subject.Id, new SubjectEntry(subjects.Count, subject));
                break;
            case Student student:
                Entry(student).Versions.Add(new(from, until, student));
                break;
            case Lesson lesson:
                Entry(lesson).Versions.Add(new(from, until, lesson));
                break;
            case Homework homework:
                lessons[homework.LessonId].Homework = new(from, until, homework);
                break;
            case Mark mark:
                AddMark(mark, from, until);
                break;
            case Attendance attendance:
                lessons[attendance.LessonId].Absences.Add(new(absences++, students[attendance.StudentId], attendance.AttendanceKind, from, until, attendance.Entered?.At));
                break;
            case FinalMark final:
                FinalMarks.Add(new(from, until, final));
                break;
            default:
                break; // Neither system shows who signed in.
        }
    }

    private StudentEntry Entry(Student student)
    {
        if (!students.TryGetValue(student.Id, out var entry))
        {
            students.Add(student.Id, entry = new StudentEntry(students.Count, student.Id));
        }

        return entry;
    }

    private LessonEntry Entry(Lesson lesson)
    {
        if (!lessons.TryGetValue(lesson.Id, out var entry))
        {
            entry = new LessonEntry(lessonList.Count, lesson.Id, groups[lesson.ClassId], lesson.Day);
            lessons.Add(lesson.Id, entry);
            lessonList.Add(entry);
            if (!entry.Group.Days.TryGetValue(lesson.Day, out var day))
            {
                entry.Group.Days.Add(lesson.Day, day = []);
            }

            day.Add(entry);
        }

        return entry;
    }

    private void AddMark(Mark mark, long from, long until)
    {
        // Versions of one mark follow each other.
        if (mark.Id != lastMark)
        {
            lastMark = mark.Id;
            marks++;
        }

        var work = works.IndexOf(mark.Work!);
        if (work < 0)
        {
            work = works.Count;
            works.Add(mark.Work!);
            weights.Add(mark.Weight);
        }

        lessons[mark.LessonId].Marks.Add(new(marks - 1, students[mark.StudentId], (byte)work, from, until, mark.Entered?.At, mark.Value));
    }
}
