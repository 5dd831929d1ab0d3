using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>Maps attendance. A pupil without an entry was there, so «was there» is no record.</summary>
internal static class Absences
{
    /// <summary>Adds an entry.</summary>
    /// <remarks>
    /// <c>Pass</c> and <c>Ill</c> are absences beyond doubt; whether the reason of a <c>Pass</c> was a valid one is not told, so it is a plain absence.
    /// <c>Absent</c> counts as present elsewhere, and of <c>Late</c> the meaning is guessed: no finding may rest on them.
    /// </remarks>
    public static void Add(WireLogEntry entry, TimeZoneInfo zone, Mapped mapped)
    {
        if (entry.Lesson is not { } lesson || entry.Person is not { } person)
        {
            mapped.Skip(RecordKind.Attendance, key: null, "an entry names no lesson or no pupil", Texts.SkippedEntry);
            return;
        }

        (AttendanceKind Kind, bool Ambiguous)? meaning = entry.Status?.Trim().ToUpperInvariant() switch
        {
            "PASS" => (AttendanceKind.Absent, false),
            "ILL" => (AttendanceKind.Ill, false),
            "ABSENT" => (AttendanceKind.Absent, true),
            "LATE" => (AttendanceKind.Late, true),
            _ => null,
        };
        if (meaning is { } known)
        {
            // Whether createdDate moves when an entry is corrected nobody says: it may acquit and never accuse.
            var entered = WireTime.Moment(entry.CreatedDate, zone) is { } at ? new EntryTime(at, Vouched: false) : (EntryTime?)null;
            mapped.Add(new Attendance(lesson, person, known.Kind, entered, known.Ambiguous));
        }
        else if (!WireScalars.Is(entry.Status, "Attend") && !WireScalars.Is(entry.Status, "NotSet"))
        {
            mapped.Skip(RecordKind.Attendance, RecordKey.Join(lesson, person), "the status is none of Attend, Absent, Ill, Late, Pass", Texts.SkippedStatus);
        }
    }
}
