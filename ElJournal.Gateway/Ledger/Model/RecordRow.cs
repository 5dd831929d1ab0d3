using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger.Model;

/// <summary>A record of a journal as last seen. Typed columns are for rules and queries, the payload for delivery only.</summary>
/// <remarks>
/// What the typed columns hold by kind (what is not named is <see langword="null"/>):
/// <list type="bullet">
/// <item>Term: <c>Value</c> name, <c>Status</c> <see cref="TermKind"/>.</item>
/// <item>Class: <c>RootClass</c>, <c>Class</c> itself, <c>Value</c> name, <c>Number</c> grade, <c>Status</c> <see cref="ClassKind"/>, <c>Teacher</c> class teacher.</item>
/// <item>Teacher: <c>Teacher</c> itself, <c>Value</c> full name. Subject: <c>Subject</c> itself, <c>Value</c> name.</item>
/// <item>Student: <c>Student</c> itself, <c>RootClass</c> and <c>Class</c> of the class, <c>Value</c> full name and day of birth.</item>
/// <item>Lesson: <c>Lesson</c> itself, <c>RootClass</c>, <c>Class</c>, <c>Day</c>, <c>Number</c>, <c>StartMinute</c>, <c>EndMinute</c>, <c>Subject</c>, <c>Teacher</c>, <c>Value</c> topic,
/// <c>Status</c>, <c>ReplacesTeacher</c>, <c>AttendanceTaken</c>; entry columns are those of the topic.</item>
/// <item>Homework, Mark, Attendance: <c>Lesson</c> and, from the lesson, <c>RootClass</c>, <c>Class</c>, <c>Day</c>, <c>Subject</c>, <c>Teacher</c> (all <see langword="null"/> while the lesson is unknown);
/// <c>Student</c>, <c>Value</c>, <c>Work</c>; Mark: <c>Number</c> weight in thousandths.</item>
/// <item>FinalMark: <c>Student</c>, <c>Subject</c>, <c>Work</c> the term's id, <c>Value</c>, <c>Number</c> the journal's own average in thousandths, <c>RootClass</c> and <c>Class</c> of the pupil. SignIn: <c>Student</c> the person, <c>Status</c> <see cref="PersonRole"/>, <c>Work</c> the place, where the source tells.</item>
/// </list>
/// <see cref="Book"/>, <see cref="Kind"/> and <see cref="Key"/> are the identity. <see cref="RecordPayload"/> makes a record of a row.
/// </remarks>
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

    /// <summary>
    /// Written by a pass that has not ended yet: whether the record is new, or an old one under a new key, is decided at its end. Such rows are also
    /// <see cref="Deleted"/>, so that nobody judges or delivers them should the pass break off.
    /// </summary>
    public bool Pending { get; set; }

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

    /// <summary>Start of the last complete read that did not show the entry, already given way by the source's lag and the clocks' difference (Unix ms).</summary>
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
