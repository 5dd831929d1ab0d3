namespace ElJournal.Rules.Journal;

/// <summary>Why a pupil was not at a lesson, or not from its start.</summary>
public enum AttendanceKind
{
    /// <summary>Absent, reason not given.</summary>
    Absent = 1,
    /// <summary>Absent through illness. Health data: a route can send plain absence instead.</summary>
    Ill = 2,
    /// <summary>Absent with a valid reason.</summary>
    Excused = 3,
    /// <summary>Came late.</summary>
    Late = 4,
}

/// <summary>That a pupil was absent from a lesson or came late.</summary>
public sealed record Attendance : JournalRecord
{
    /// <summary>Makes an attendance entry.</summary>
    /// <exception cref="ArgumentException">The lesson or the pupil is empty.</exception>
    public Attendance(string lessonId, string studentId, AttendanceKind kind, EntryTime? entered = null, bool ambiguous = false)
    {
        LessonId = Required(lessonId, nameof(lessonId));
        StudentId = Required(studentId, nameof(studentId));
        AttendanceKind = kind;
        Entered = entered;
        Ambiguous = ambiguous;
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Attendance;

    /// <inheritdoc/>
    public override string Key => RecordKey.Join(LessonId, StudentId);

    /// <summary>The lesson.</summary>
    public string LessonId { get; }

    /// <summary>The pupil.</summary>
    public string StudentId { get; }

    /// <summary>What the entry says.</summary>
    public AttendanceKind AttendanceKind { get; }

    /// <summary>When it was entered, as the source says.</summary>
    public EntryTime? Entered { get; }

    /// <summary>Whether the source uses this value for something else too, so that no finding may rest on it.</summary>
    public bool Ambiguous { get; }
}
