using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>Kinds of records as a school calls them.</summary>
internal static class KindNames
{
    public static string Of(RecordKind kind) => kind switch
    {
        RecordKind.Term => LedgerTexts.KindTerm,
        RecordKind.Class => LedgerTexts.KindClass,
        RecordKind.Teacher => LedgerTexts.KindTeacher,
        RecordKind.Student => LedgerTexts.KindStudent,
        RecordKind.Subject => LedgerTexts.KindSubject,
        RecordKind.Lesson => LedgerTexts.KindLesson,
        RecordKind.Homework => LedgerTexts.KindHomework,
        RecordKind.Mark => LedgerTexts.KindMark,
        RecordKind.Attendance => LedgerTexts.KindAttendance,
        RecordKind.FinalMark => LedgerTexts.KindFinalMark,
        _ => LedgerTexts.KindSignIn,
    };

    public static string Of(string wireName) => RecordKinds.TryParse(wireName, out var kind) ? Of(kind) : wireName;
}
