using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

internal static class LessonKinds
{
    /// <summary>Whether records of the kind are entered for a lesson and have their class, day and subject from it.</summary>
    public static bool HasLesson(this RecordKind kind) => kind is RecordKind.Homework or RecordKind.Mark or RecordKind.Attendance;
}
