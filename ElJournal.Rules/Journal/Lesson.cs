namespace ElJournal.Rules.Journal;

/// <summary>What the source says about a lesson having taken place.</summary>
public enum LessonStatus
{
    /// <summary>The source does not say.</summary>
    Unknown = 0,
    /// <summary>In the timetable.</summary>
    Planned = 1,
    /// <summary>Given.</summary>
    Held = 2,
    /// <summary>Taken off (урок снят).</summary>
    Cancelled = 3,
}

/// <summary>A lesson of a group on a day.</summary>
public sealed record Lesson : JournalRecord
{
    /// <summary>Makes a lesson.</summary>
    /// <param name="id">Identity.</param>
    /// <param name="day">The day it is dated, in the school's zone.</param>
    /// <param name="classId">The group taught.</param>
    /// <param name="number">Its place in the day's timetable, from 0; <see langword="null"/> when unknown.</param>
    /// <param name="start">Start by the school's clock.</param>
    /// <param name="end">End by the school's clock, after <paramref name="start"/>.</param>
    /// <param name="subjectId">The subject, when known.</param>
    /// <param name="teacherId">Who gave it (the substitute, when there was one).</param>
    /// <param name="topic">What was taught.</param>
    /// <param name="status">Whether it took place.</param>
    /// <param name="replacesTeacherId">Whom the teacher stood in for.</param>
    /// <param name="topicEntered">When the topic was entered.</param>
    /// <param name="attendanceTaken">Whether attendance was taken; <see langword="null"/> when the source does not say, and then nothing follows from empty attendance.</param>
    /// <exception cref="ArgumentException">An empty id or class, a number outside 0 to 30, or an end not after the start.</exception>
    public Lesson(string id, DateOnly day, string classId, int? number = null, TimeOnly? start = null, TimeOnly? end = null, string? subjectId = null, string? teacherId = null, string? topic = null, LessonStatus status = LessonStatus.Unknown, string? replacesTeacherId = null, EntryTime? topicEntered = null, bool? attendanceTaken = null)
    {
        Id = Required(id, nameof(id));
        Day = day;
        ClassId = Required(classId, nameof(classId));
        Number = number is null or (>= 0 and <= 30) ? number : throw new ArgumentException("number lies outside 0 to 30", nameof(number));
        Start = start;
        End = end is null || start is null || end > start ? end : throw new ArgumentException("end is not after start", nameof(end));
        SubjectId = Optional(subjectId);
        TeacherId = Optional(teacherId);
        Topic = Optional(topic);
        Status = status;
        ReplacesTeacherId = Optional(replacesTeacherId);
        TopicEntered = topicEntered;
        AttendanceTaken = attendanceTaken;
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Lesson;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>Identity.</summary>
    public string Id { get; }

    /// <summary>The day it is dated.</summary>
    public DateOnly Day { get; }

    /// <summary>The group taught.</summary>
    public string ClassId { get; }

    /// <summary>Its place in the day's timetable.</summary>
    public int? Number { get; }

    /// <summary>Start by the school's clock.</summary>
    public TimeOnly? Start { get; }

    /// <summary>End by the school's clock.</summary>
    public TimeOnly? End { get; }

    /// <summary>The subject, when known.</summary>
    public string? SubjectId { get; }

    /// <summary>Who gave it.</summary>
    public string? TeacherId { get; }

    /// <summary>What was taught; <see langword="null"/> while not entered.</summary>
    public string? Topic { get; }

    /// <summary>What the source says about its having taken place.</summary>
    public LessonStatus Status { get; }

    /// <summary>Whom the teacher stood in for.</summary>
    public string? ReplacesTeacherId { get; }

    /// <summary>When the topic was entered, as the source says.</summary>
    public EntryTime? TopicEntered { get; }

    /// <summary>Whether attendance was taken, where the source shows it.</summary>
    public bool? AttendanceTaken { get; }
}
