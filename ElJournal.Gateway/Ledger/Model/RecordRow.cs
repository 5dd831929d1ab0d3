using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger.Model;

/// <summary>A record of a journal as last seen. Typed columns are for rules and queries, the payload for delivery only.</summary>
internal sealed class RecordRow
{
    public long Id { get; set; }

    public int Book { get; set; }

    public RecordKind Kind { get; set; }

    public required string Key { get; set; }

    /// <summary>The key under which the record was first seen; kept when it is renumbered or gets a new id, so that findings stay the same findings.</summary>
    public required string Origin { get; set; }

    /// <summary>The school's sequence at the last change: the version that portals see.</summary>
    public long Seq { get; set; }

    /// <summary>Hash of the content: equal means unchanged.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Gone from the source; the row stays for delivery of the delete and for evidence, should it return.</summary>
    public bool Deleted { get; set; }

    /// <summary>The class (not the subgroup) whose scope the record belongs to.</summary>
    public string? RootClass { get; set; }

    /// <summary>The group itself.</summary>
    public string? Class { get; set; }

    /// <summary>Day number (<see cref="DateOnly.DayNumber"/>); of homework, marks and attendance that of their lesson.</summary>
    public int? Day { get; set; }

    public string? Lesson { get; set; }

    public string? Student { get; set; }

    public string? Teacher { get; set; }

    public string? Subject { get; set; }

    /// <summary>Mark and final mark: the value. Lesson: the topic. Homework: the text. Attendance: the kind as a number.</summary>
    public string? Value { get; set; }

    /// <summary>Mark: kind of work.</summary>
    public string? Work { get; set; }

    /// <summary>Lesson: place in the day.</summary>
    public int? Number { get; set; }

    /// <summary>Lesson: start in minutes of the day.</summary>
    public int? StartMinute { get; set; }

    /// <summary>Lesson: end in minutes of the day.</summary>
    public int? EndMinute { get; set; }

    /// <summary>Lesson: <see cref="LessonStatus"/>. Attendance: 1 when ambiguous.</summary>
    public int? Status { get; set; }

    /// <summary>Lesson: whom the teacher stood in for.</summary>
    public string? ReplacesTeacher { get; set; }

    /// <summary>Lesson: whether attendance was taken.</summary>
    public bool? AttendanceTaken { get; set; }

    /// <summary>The earliest moment of entry that the source ever gave (Unix ms).</summary>
    public long? EnteredAt { get; set; }

    /// <summary>Whether the source's contract vouches for it.</summary>
    public bool EnteredVouched { get; set; }

    /// <summary>Start of the last complete read that did not show the entry (Unix ms).</summary>
    public long? SeenAfter { get; set; }

    /// <summary>The entry was seen by then (Unix ms).</summary>
    public long? SeenBy { get; set; }

    /// <summary>Lesson: as <see cref="SeenAfter"/>, of attendance having been taken.</summary>
    public long? TakenSeenAfter { get; set; }

    /// <summary>Lesson: as <see cref="SeenBy"/>, of attendance having been taken.</summary>
    public long? TakenSeenBy { get; set; }

    /// <summary>Mark: how many value changes are kept.</summary>
    public int Changes { get; set; }

    /// <summary>The columns of the record's CSV table as a JSON object, with the names of design §5.</summary>
    public required string Payload { get; set; }
}
