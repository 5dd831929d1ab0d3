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

    /// <summary>A mark of a work for each of the pupils <c>p1</c> to <c>p{count}</c>.</summary>
    public static LessonEntries WithWork(this LessonEntries entries, int count, string? work = "Контрольная работа", Evidence evidence = default, string value = "4", int weight = 1000)
    {
        for (var number = 1; number <= count; number++)
        {
            var id = $"{entries.Lesson.Id}-{work}-p{number}";
            entries.Marks.Add(new MarkEntry(id, id, $"p{number}", value, work, evidence, [], weight));
        }

        return entries;
    }

    public static LessonEntries WithAbsence(this LessonEntries entries, Evidence evidence = default, string student = "s7", AttendanceKind kind = AttendanceKind.Absent, bool ambiguous = false)
    {
        entries.Attendance.Add(new AttendanceEntry(student, kind, ambiguous, evidence));
        return entries;
    }
}
