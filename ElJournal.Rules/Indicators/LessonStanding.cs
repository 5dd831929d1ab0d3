using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;

namespace ElJournal.Rules.Indicators;

/// <summary>What a lesson counts as in a tally.</summary>
internal enum Standing
{
    NotCounted,
    Recorded,
    Missing,
    NotChecked,
    NotYetDue,
}

/// <summary>Reads an assessment the way totals count: by lesson, the worst part decides.</summary>
internal static class LessonStanding
{
    public static Standing Of(in LessonAssessment assessment, IReadOnlySet<EntryPart> parts)
    {
        if (!assessment.Asked)
        {
            return Standing.NotCounted;
        }

        var standing = Standing.Recorded;
        Look(assessment.Topic, EntryPart.Topic, parts, ref standing);
        Look(assessment.Homework, EntryPart.Homework, parts, ref standing);
        Look(assessment.Marks, EntryPart.Marks, parts, ref standing);
        Look(assessment.Attendance, EntryPart.Attendance, parts, ref standing);
        return standing;
    }

    /// <summary>Whether anything at all was entered for the lesson.</summary>
    public static bool HasAnyEntry(LessonEntries entries) =>
        entries.Lesson.Topic is not null || entries.Homework is not null || entries.Marks.Count > 0 || entries.Attendance.Count > 0 || entries.Lesson.AttendanceTaken == true;

    private static void Look(in PartAssessment part, EntryPart name, IReadOnlySet<EntryPart> parts, ref Standing standing)
    {
        if (!parts.Contains(name))
        {
            return;
        }

        var own = part.Outcome switch
        {
            PartOutcome.Missing => Standing.Missing,
            PartOutcome.NotChecked when part.Reason != NotCheckedReasons.NotShown => Standing.NotChecked,
            PartOutcome.NotYetDue => Standing.NotYetDue,
            _ => Standing.Recorded,
        };
        if (Weight(own) > Weight(standing))
        {
            standing = own;
        }
    }

    private static int Weight(Standing standing) => standing switch
    {
        Standing.Missing => 3,
        Standing.NotChecked => 2,
        Standing.NotYetDue => 1,
        _ => 0,
    };
}
