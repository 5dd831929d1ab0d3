using System.Collections.Immutable;

namespace ElJournal.Rules.Journal;

/// <summary>The people, groups, subjects and terms of a school at one moment. Tolerates dangling and circular references: the journal is as it is.</summary>
public sealed class Roster
{
    private readonly Dictionary<string, GroupInfo> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupInfo> _classOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Student> _students = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Teacher> _teachers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Subject> _subjects = new(StringComparer.Ordinal);

    private Roster(ImmutableArray<Term> terms) => Terms = terms;

    /// <summary>Nobody and nothing.</summary>
    public static Roster Empty { get; } = Create([]);

    /// <summary>The terms, by start.</summary>
    public ImmutableArray<Term> Terms { get; }

    /// <summary>The groups.</summary>
    public IReadOnlyCollection<GroupInfo> Groups => _groups.Values;

    /// <summary>The pupils.</summary>
    public IReadOnlyCollection<Student> Students => _students.Values;

    /// <summary>The teachers.</summary>
    public IReadOnlyCollection<Teacher> Teachers => _teachers.Values;

    /// <summary>The school subjects.</summary>
    public IReadOnlyCollection<Subject> Subjects => _subjects.Values;

    /// <summary>Makes a roster of the roster kinds among the records; others are ignored, of two with one key the later wins.</summary>
    public static Roster Create(IEnumerable<JournalRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var terms = new Dictionary<string, Term>(StringComparer.Ordinal);
        var classes = new Dictionary<string, ClassGroup>(StringComparer.Ordinal);
        var students = new List<Student>();
        var teachers = new List<Teacher>();
        var subjects = new List<Subject>();
        foreach (var record in records)
        {
            switch (record)
            {
                case Term term: terms[term.Id] = term; break;
                case ClassGroup group: classes[group.Id] = group; break;
                case Student student: students.Add(student); break;
                case Teacher teacher: teachers.Add(teacher); break;
                case Subject subject: subjects.Add(subject); break;
                default: break;
            }
        }

        var roster = new Roster([.. terms.Values.OrderBy(term => term.Start).ThenBy(term => term.Id, StringComparer.Ordinal)]);
        students.ForEach(student => roster._students[student.Id] = student);
        teachers.ForEach(teacher => roster._teachers[teacher.Id] = teacher);
        subjects.ForEach(subject => roster._subjects[subject.Id] = subject);
        foreach (var group in classes.Values)
        {
            roster._groups[group.Id] = Resolve(group, classes);
        }

        foreach (var student in roster._students.Values)
        {
            if (roster.Group(student.ClassId) is { } group)
            {
                roster._classOf[student.Id] = group;
            }
        }

        return roster;
    }

    /// <summary>The group, with class and grade; <see langword="null"/> when the roster does not know it.</summary>
    public GroupInfo? Group(string? classId) => classId is not null && _groups.TryGetValue(classId, out var group) ? group : null;

    /// <summary>The pupil.</summary>
    public Student? Student(string? id) => id is not null && _students.TryGetValue(id, out var student) ? student : null;

    /// <summary>The group that the pupil's record names: that, not the group taught, decides about a pupil of a mixed set.</summary>
    public GroupInfo? ClassOf(string? studentId) => studentId is not null && _classOf.TryGetValue(studentId, out var group) ? group : null;

    /// <summary>The teacher.</summary>
    public Teacher? Teacher(string? id) => id is not null && _teachers.TryGetValue(id, out var teacher) ? teacher : null;

    /// <summary>The school subject.</summary>
    public Subject? Subject(string? id) => id is not null && _subjects.TryGetValue(id, out var subject) ? subject : null;

    private static GroupInfo Resolve(ClassGroup group, Dictionary<string, ClassGroup> classes)
    {
        var root = group;
        var grade = group.Grade;
        for (var steps = 0; root.ParentId is { } parent && classes.TryGetValue(parent, out var above); steps++)
        {
            if (steps == classes.Count)
            {
                return new GroupInfo(group, group, group.Grade);
            }

            root = above;
            grade ??= above.Grade;
        }

        return new GroupInfo(group, root, grade);
    }
}
