using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging;

/// <summary>Says what a lesson counts as: the worst of the parts that decide.</summary>
internal static class LessonOverviews
{
    private static readonly (EntryPart Part, string Name)[] Parts =
        [(EntryPart.Topic, "topic"), (EntryPart.Homework, "homework"), (EntryPart.Marks, "marks"), (EntryPart.Attendance, "attendance")];

    public static LessonOverview Of(LessonEntries entries, GroupInfo group, LessonAssessment assessment, JudgingScene scene, bool hasCause)
    {
        var lesson = entries.Lesson;
        var deciding = DaySurvey.UsualParts.Select(part => assessment[part]).ToList();
        return new LessonOverview
        {
            LessonId = lesson.Id,
            ClassId = lesson.ClassId,
            ClassName = group.Name,
            RootClassId = group.RootId,
            Grade = group.Grade,
            ClassKind = group.Kind,
            Number = lesson.Number,
            End = lesson.End,
            SubjectName = scene.Roster.Subject(lesson.SubjectId)?.Name ?? lesson.SubjectId,
            TeacherId = lesson.TeacherId,
            TeacherName = scene.Roster.Teacher(lesson.TeacherId)?.ShortName ?? lesson.TeacherId,
            ReplacesTeacherId = lesson.ReplacesTeacherId,
            Outcome = Outcome(assessment, deciding, hasCause),
            Missing = [.. Parts.Where(part => assessment[part.Part].Outcome == PartOutcome.Missing).Select(part => part.Name)],
            Due = deciding.Where(part => part.Outcome == PartOutcome.NotYetDue).Max(part => part.Deadline),
            Reason = deciding.FirstOrDefault(IsOpen).Reason,
            Excused = assessment.Excused || scene.Facts.Excuses.Covers(lesson.ReplacesTeacherId, lesson.Day),
        };
    }

    private static LessonOutcome Outcome(in LessonAssessment assessment, List<PartAssessment> deciding, bool hasCause)
    {
        if (!assessment.Asked)
        {
            return LessonOutcome.NotCounted;
        }

        if (deciding.Exists(part => part.Outcome == PartOutcome.Missing))
        {
            return hasCause ? LessonOutcome.Clarifying : LessonOutcome.Missing;
        }

        if (deciding.Exists(IsOpen))
        {
            return LessonOutcome.NotChecked;
        }

        return deciding.Exists(part => part.Outcome == PartOutcome.NotYetDue) ? LessonOutcome.NotYetDue : LessonOutcome.Recorded;
    }

    private static bool IsOpen(PartAssessment part) => part.Outcome == PartOutcome.NotChecked && part.Reason != NotCheckedReasons.NotShown;
}
