using ElJournal.Rules.Compliance.EntryDeadline;

namespace ElJournal.Gateway.Reports.ClassMonth;

/// <summary>Parts of lessons by how they stand.</summary>
internal readonly record struct PartTally(int InTime, int Late, int Missing, int Unproved, int NotChecked)
{
    public int Asked => InTime + Late + Missing + Unproved;

    public static PartTally operator +(PartTally one, PartTally other) =>
        new(one.InTime + other.InTime, one.Late + other.Late, one.Missing + other.Missing, one.Unproved + other.Unproved, one.NotChecked + other.NotChecked);

    /// <summary>The parts of a lesson that were asked for.</summary>
    public static PartTally Of(in LessonAssessment lesson) => lesson.Excused ? default : Of(lesson.Topic) + Of(lesson.Homework) + Of(lesson.Marks) + Of(lesson.Attendance);

    private static PartTally Of(in PartAssessment part) => part.Outcome switch
    {
        PartOutcome.InTime => new PartTally(1, 0, 0, 0, 0),
        PartOutcome.Late => new PartTally(0, 1, 0, 0, 0),
        PartOutcome.Missing => new PartTally(0, 0, 1, 0, 0),
        PartOutcome.Unproved => new PartTally(0, 0, 0, 1, 0),
        PartOutcome.NotChecked when part.Reason != Rules.Compliance.NotCheckedReasons.NotShown => new PartTally(0, 0, 0, 0, 1),
        _ => default,
    };
}
