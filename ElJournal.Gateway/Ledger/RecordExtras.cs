using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>What a record says beyond the columns of its CSV table.</summary>
[Flags]
internal enum RecordExtras
{
    None = 0,

    /// <summary>The entry time is a guess that the source's contract does not vouch for.</summary>
    Unvouched = 1,

    /// <summary>Attendance: the source uses the value for something else too.</summary>
    Ambiguous = 2,

    /// <summary>Lesson: the source says whether attendance was taken …</summary>
    TakenKnown = 4,

    /// <summary>… and it was.</summary>
    Taken = 8,
}

internal static class RecordExtrasExtensions
{
    public static RecordExtras Extras(this JournalRecord record)
    {
        var extras = record switch
        {
            Lesson { AttendanceTaken: { } taken } => RecordExtras.TakenKnown | (taken ? RecordExtras.Taken : RecordExtras.None),
            Attendance { Ambiguous: true } => RecordExtras.Ambiguous,
            _ => RecordExtras.None,
        };
        return record.Entered() is { Vouched: false } ? extras | RecordExtras.Unvouched : extras;
    }

    /// <summary>When the record (of a lesson: its topic) was entered, as the source says.</summary>
    public static EntryTime? Entered(this JournalRecord record) => record switch
    {
        Lesson lesson => lesson.TopicEntered,
        Homework homework => homework.Entered,
        Mark mark => mark.Entered,
        Attendance attendance => attendance.Entered,
        FinalMark final => final.Entered,
        _ => null,
    };
}
