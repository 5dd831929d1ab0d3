namespace ElJournal.Rules.Journal;

/// <summary>The kinds of record a school journal is made of; one per table of the CSV folder.</summary>
/// <remarks>The order is the order of delivery: what others refer to comes first. The numbers are stored, so they never change.</remarks>
public enum RecordKind
{
    /// <summary>A school year, quarter, trimester or half-year.</summary>
    Term = 1,
    /// <summary>A class, subgroup, elective, extracurricular or other group.</summary>
    Class = 2,
    /// <summary>A teacher.</summary>
    Teacher = 3,
    /// <summary>A pupil.</summary>
    Student = 4,
    /// <summary>A school subject.</summary>
    Subject = 5,
    /// <summary>A lesson on a day.</summary>
    Lesson = 6,
    /// <summary>Homework given at a lesson.</summary>
    Homework = 7,
    /// <summary>A current mark.</summary>
    Mark = 8,
    /// <summary>An absence or a late arrival.</summary>
    Attendance = 9,
    /// <summary>A mark for a term or the year.</summary>
    FinalMark = 10,
    /// <summary>A sign-in of a teacher, pupil or parent.</summary>
    SignIn = 11,
}
