using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync;

/// <summary>Kinds of records as a school calls them.</summary>
internal static class KindNames
{
    public static string Of(RecordKind kind) => kind switch
    {
        RecordKind.Term => Texts.KindTerm,
        RecordKind.Class => Texts.KindClass,
        RecordKind.Teacher => Texts.KindTeacher,
        RecordKind.Student => Texts.KindStudent,
        RecordKind.Subject => Texts.KindSubject,
        RecordKind.Lesson => Texts.KindLesson,
        RecordKind.Homework => Texts.KindHomework,
        RecordKind.Mark => Texts.KindMark,
        RecordKind.Attendance => Texts.KindAttendance,
        RecordKind.FinalMark => Texts.KindFinalMark,
        _ => Texts.KindSignIn,
    };

    public static string Of(string wireName) => RecordKinds.TryParse(wireName, out var kind) ? Of(kind) : wireName;
}
