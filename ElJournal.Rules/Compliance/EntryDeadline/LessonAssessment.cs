namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>A part of what is entered for a lesson.</summary>
public enum EntryPart
{
    /// <summary>The topic.</summary>
    Topic = 1,
    /// <summary>The homework.</summary>
    Homework = 2,
    /// <summary>The marks.</summary>
    Marks = 3,
    /// <summary>Who was absent.</summary>
    Attendance = 4,
}

/// <summary>How a part stands.</summary>
public enum PartOutcome
{
    /// <summary>Nobody asks for it here.</summary>
    NotAsked = 0,
    /// <summary>Provably entered by its deadline.</summary>
    InTime = 1,
    /// <summary>Provably entered after its deadline.</summary>
    Late = 2,
    /// <summary>Provably not entered although due.</summary>
    Missing = 3,
    /// <summary>Entered; whether in time cannot be told. <see cref="PartAssessment.Reason"/> is set when the gap was too wide for the benefit of the doubt.</summary>
    Unproved = 4,
    /// <summary>Neither entered nor due.</summary>
    NotYetDue = 5,
    /// <summary>Due, and nothing can be said; <see cref="PartAssessment.Reason"/> says why.</summary>
    NotChecked = 6,
}

/// <summary>Why a deadline is not simply its clock time.</summary>
[Flags]
public enum DeadlineShift
{
    /// <summary>It is.</summary>
    None = 0,
    /// <summary>The lesson, or the class's last one, ended too late.</summary>
    LessonEnd = 1,
    /// <summary>It would have been too late in the evening.</summary>
    NextDay = 2,
    /// <summary>The lesson was replaced.</summary>
    Replaced = 4,
    /// <summary>The kind of group has a longer time.</summary>
    Kind = 8,
    /// <summary>The journal could not be reached.</summary>
    Outage = 16,
    /// <summary>The teacher was excused, or has just come back.</summary>
    Grace = 32,
}

/// <summary>How a part of a lesson stands.</summary>
/// <param name="Outcome">How it stands.</param>
/// <param name="Deadline">By when it is due; <see langword="null"/> when it is not asked.</param>
/// <param name="Shift">Why that is not simply its clock time.</param>
/// <param name="Evidence">When it was entered, where it was.</param>
/// <param name="AsOf">The data is true for this moment, where that matters.</param>
/// <param name="Reason">Why it is not checked, in the words of <see cref="NotChecked.Reason"/>.</param>
/// <param name="Entered">Whether it is there, whatever the clock says.</param>
public readonly record struct PartAssessment(PartOutcome Outcome, DateTimeOffset? Deadline, DeadlineShift Shift, Evidence Evidence, DateTimeOffset? AsOf, string? Reason, bool Entered)
{
    /// <summary>Nobody asks for it; it may be there all the same.</summary>
    public static PartAssessment NotAsked(bool entered) => new(PartOutcome.NotAsked, null, DeadlineShift.None, default, null, null, entered);

    /// <summary>By which terms the deadline is to be kept once it has passed; <see langword="null"/> when the lesson's own day says all.</summary>
    internal long? KeptBy { get; init; }

    /// <summary>Whether it is asked of this lesson.</summary>
    public bool Asked => Outcome != PartOutcome.NotAsked;
}

/// <summary>How a lesson stands.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Homework">Its homework.</param>
/// <param name="Marks">Its marks.</param>
/// <param name="Attendance">Its attendance.</param>
/// <param name="Excused">Whether the teacher is excused on the lesson's day.</param>
public readonly record struct LessonAssessment(PartAssessment Topic, PartAssessment Homework, PartAssessment Marks, PartAssessment Attendance, bool Excused)
{
    /// <summary>A part by name.</summary>
    public PartAssessment this[EntryPart part] => part switch
    {
        EntryPart.Topic => Topic,
        EntryPart.Homework => Homework,
        EntryPart.Marks => Marks,
        EntryPart.Attendance => Attendance,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part."),
    };

    /// <summary>Whether anything is asked of the lesson: it was, or will be, given on an open day.</summary>
    public bool Asked => Topic.Asked || Homework.Asked || Marks.Asked || Attendance.Asked;
}
