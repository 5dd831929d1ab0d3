using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>What evidence says about a deadline.</summary>
internal enum Timeliness
{
    /// <summary>Provably after the deadline.</summary>
    Late = 1,
    /// <summary>Cannot be told, and the gap is too wide for the benefit of the doubt.</summary>
    WideGap = 2,
    /// <summary>Cannot be told within the gap that gets the benefit of the doubt, or nothing was looked at then.</summary>
    Doubtful = 3,
    /// <summary>Provably by the deadline.</summary>
    InTime = 4,
}

/// <summary>Reads evidence. A guess may acquit, never accuse.</summary>
internal static class EvidenceReading
{
    /// <summary>Compares with the deadline; the deadline's own second is in time.</summary>
    public static Timeliness Compare(in Evidence evidence, DateTimeOffset deadline, TimeSpan sourceLag, TimeSpan maxGap)
    {
        // «By 17:00» includes 17:00:00, and a journal that shows seconds shows no more than that.
        var end = deadline.AddSeconds(1);
        if (evidence.SeenBy < end)
        {
            return Timeliness.InTime;
        }

        if (evidence.Entered is { } entered)
        {
            if (entered.At < end)
            {
                return Timeliness.InTime;
            }

            if (entered.Vouched)
            {
                return Timeliness.Late;
            }
        }

        if (evidence.SeenAfter is not { } after || evidence.SeenBy is not { } by)
        {
            return evidence.SeenBy is null ? Timeliness.Doubtful : Timeliness.WideGap;
        }

        var lower = after - sourceLag;
        if (lower >= end)
        {
            return Timeliness.Late;
        }

        return by - after <= maxGap ? Timeliness.Doubtful : Timeliness.WideGap;
    }

    /// <summary>The evidence with what the record itself says about its entry, unless a moment is known already.</summary>
    public static Evidence WithEntered(in Evidence evidence, EntryTime? entered) =>
        evidence.Entered is null && entered is not null ? evidence with { Entered = entered } : evidence;

    /// <summary>The earliest evidence of attendance; <see langword="null"/> when nothing shows that it was entered.</summary>
    public static Evidence? EarliestAttendance(LessonEntries entries)
    {
        Evidence? earliest = entries.Lesson.AttendanceTaken == true ? entries.AttendanceTakenEvidence : null;
        foreach (var entry in entries.Attendance)
        {
            if (earliest is not { } known || Upper(entry.Evidence) < Upper(known))
            {
                earliest = entry.Evidence;
            }
        }

        return earliest;
    }

    private static DateTimeOffset Upper(in Evidence evidence)
    {
        var upper = evidence.SeenBy ?? DateTimeOffset.MaxValue;
        return evidence.Entered is { } entered && entered.At < upper ? entered.At : upper;
    }
}
