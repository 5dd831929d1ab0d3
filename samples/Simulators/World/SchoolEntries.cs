using ElJournal.Rules.Journal;

namespace ElJournal.Samples.Simulators.World;

/// <summary>A group with its place in the school. Indexes never change, so that systems make their ids of them.</summary>
internal sealed class GroupEntry(int index, ClassGroup record)
{
    public int Index { get; } = index;

    public ClassGroup Record { get; } = record;

    /// <summary>The class that it is part of, or itself.</summary>
    public GroupEntry Root { get; set; } = null!;

    public List<GroupEntry> Parts { get; } = [];

    public IReadOnlyList<StudentEntry> Members { get; set; } = [];

    public SortedList<DateOnly, List<LessonEntry>> Days { get; } = [];

    /// <summary>Whether it is a class or part of one; circles, electives and the like are not.</summary>
    public bool IsClass => Root.Record.ClassKind == ClassKind.Class;

    public bool IsRoot => ReferenceEquals(Root, this);

    public int Grade => Root.Record.Grade ?? 0;

    /// <summary>When lessons of the class begin and end, by number: as most of its lessons with that number do.</summary>
    public SortedDictionary<int, (TimeOnly Start, TimeOnly End)> Bells => field ??= new(
        new[] { Root }.Concat(Root.Parts).SelectMany(group => group.Days.Values).SelectMany(day => day).Select(entry => entry.Versions[^1].Record)
            .Where(lesson => lesson is { Number: not null, Start: not null, End: not null })
            .GroupBy(lesson => lesson.Number!.Value)
            .ToDictionary(lessons => lessons.Key, lessons => lessons.GroupBy(lesson => (lesson.Start!.Value, lesson.End!.Value)).MaxBy(same => same.Count())!.Key));
}

/// <summary>A pupil; the record changes when the pupil leaves.</summary>
internal sealed class StudentEntry(int index, string key)
{
    public int Index { get; } = index;

    public string Key { get; } = key;

    public List<Version<Student>> Versions { get; } = [];

    /// <summary>The class and what else the pupil is taught in.</summary>
    public List<GroupEntry> Groups { get; } = [];

    public StudentEntry? Twin { get; set; }
}

internal sealed record TeacherEntry(int Index, Teacher Record);

internal sealed record SubjectEntry(int Index, Subject Record);

/// <summary>What was shown from one moment to another, in UTC ticks.</summary>
internal readonly record struct Version<T>(long From, long Until, T Record)
{
    public bool At(long moment) => From <= moment && moment < Until;
}

/// <summary>A lesson with all that hangs on it, in all versions.</summary>
internal sealed class LessonEntry(int index, string key, GroupEntry group, DateOnly day)
{
    public int Index { get; } = index;

    public string Key { get; } = key;

    public GroupEntry Group { get; } = group;

    public DateOnly Day { get; } = day;

    public List<Version<Lesson>> Versions { get; } = [];

    public Version<Homework>? Homework { get; set; }

    public List<MarkEntry> Marks { get; } = [];

    public List<AbsenceEntry> Absences { get; } = [];
}

/// <summary>One version of a mark; versions of one mark share the id. Small, because a school year has half a million.</summary>
internal readonly record struct MarkEntry(int Id, StudentEntry Student, byte Work, long From, long Until, DateTimeOffset? EnteredAt, string Value);

/// <summary>An absence or late arrival.</summary>
internal readonly record struct AbsenceEntry(int Id, StudentEntry Student, AttendanceKind Kind, long From, long Until, DateTimeOffset? EnteredAt);
