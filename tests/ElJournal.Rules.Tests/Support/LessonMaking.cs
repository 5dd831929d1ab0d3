using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Tests.Support;

internal static class LessonMaking
{
    public static LessonEntries With(this LessonEntries entries, HomeworkEntry homework)
    {
        entries.Homework = homework;
        return entries;
    }

    public static LessonEntries WithHomework(this LessonEntries entries, Evidence evidence = default, string text = "§ 5") => entries.With(new HomeworkEntry(entries.Lesson.Id, text, evidence));

    public static LessonEntries WithMark(this LessonEntries entries, Evidence evidence = default, string student = "s7", string? work = "Ответ на уроке", string value = "5", params MarkChange[] changes)
    {
        var id = $"{entries.Lesson.Id}-m{entries.Marks.Count + 1}";
        entries.Marks.Add(new MarkEntry(id, id, student, value, work, evidence, [.. changes]));
        return entries;
    }

    public static LessonEntries WithAbsence(this LessonEntries entries, Evidence evidence = default, string student = "s7", AttendanceKind kind = AttendanceKind.Absent, bool ambiguous = false)
    {
        entries.Attendance.Add(new AttendanceEntry(student, kind, ambiguous, evidence));
        return entries;
    }
}
