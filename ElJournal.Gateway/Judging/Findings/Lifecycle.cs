using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>What becomes of a finding. Opened once; then it is what waiver, excuse and letter make of it, in this order, for as long as it holds.</summary>
internal static class Lifecycle
{
    /// <summary>A finding that rests on data older than this is shown «as of …» and never as newly missing.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    /// <summary>Whether the finding may not be opened now, because what it rests on is too old to accuse anybody anew.</summary>
    public static bool IsStale(FindingRow? stored, Finding found, DateTimeOffset now) =>
        found.State == FindingState.Missing && found.AsOf is { } asOf && asOf < now - Fresh && (stored is null || stored.Status == FindingStatus.Resolved);

    /// <summary>A finding that was never there before.</summary>
    public static FindingRow Open(string school, string id, Finding found, string rootClass, DateTimeOffset now, DateOnly today)
    {
        var row = new FindingRow
        {
            School = school,
            Id = id,
            Rule = found.Rule,
            Subject = found.Subject,
            Message = found.Message,
            Norm = found.Norm,
            State = found.State,
            OpenedAt = now.ToStored(),
        };
        Fill(row, found, rootClass);
        row.Status = StatusOf(row, today);
        return row;
    }

    /// <summary>The finding holds (still, or again).</summary>
    /// <returns>Whether it was resolved before.</returns>
    public static bool Hold(FindingRow row, Finding found, string rootClass, DateTimeOffset now, DateOnly today)
    {
        var reopened = row.Status == FindingStatus.Resolved;
        if (reopened)
        {
            row.ReopenedAt = now.ToStored();
            row.ResolvedAt = null;
        }

        if (row.Status == FindingStatus.Recorded)
        {
            row.RecordedAt ??= now.ToStored();
        }

        if (found.State == FindingState.Late && row.State == FindingState.Missing)
        {
            row.TurnedLateAt = now.ToStored();
        }
        else if (found.State == FindingState.Missing)
        {
            // The entry is gone again: what a letter said of the late one is not said of this.
            row.RecordedAt = null;
            row.TurnedLateAt = null;
        }

        Fill(row, found, rootClass);
        row.Status = StatusOf(row, today);
        return reopened;
    }

    /// <summary>The finding no longer holds.</summary>
    public static void Resolve(FindingRow row, DateTimeOffset now)
    {
        if (row.Status == FindingStatus.Recorded)
        {
            row.RecordedAt ??= now.ToStored();
        }

        row.Status = FindingStatus.Resolved;
        row.ResolvedAt = now.ToStored();
    }

    /// <summary>What a finding that holds counts as.</summary>
    public static FindingStatus StatusOf(FindingRow row, DateOnly today)
    {
        if (row.WaivedUntil is { } until && until >= today.DayNumber)
        {
            return FindingStatus.Waived;
        }

        if (row.Excused)
        {
            return FindingStatus.Excused;
        }

        return row is { State: FindingState.Late, RecordedAt: not null } ? FindingStatus.Recorded : FindingStatus.Open;
    }

    /// <summary>The kind of record that says whether the part is there; <see langword="null"/> for findings that are not about a part of a lesson.</summary>
    public static RecordKind? KindOf(string? part) => part switch
    {
        "topic" => RecordKind.Lesson,
        "homework" => RecordKind.Homework,
        "marks" => RecordKind.Mark,
        "attendance" => RecordKind.Attendance,
        _ => null,
    };

    private static void Fill(FindingRow row, Finding found, string rootClass)
    {
        row.Part = found.Part;
        row.State = found.State;
        row.Severity = found.Severity;
        row.Day = found.Date.DayNumber;
        row.RootClass = rootClass;
        row.Class = found.ClassId;
        row.Lesson = found.LessonId;
        row.SchoolSubject = found.SubjectId;
        row.Teacher = found.TeacherId;
        row.Student = found.StudentId;
        row.Deadline = found.Deadline.ToStored();
        row.EnteredAfter = found.EnteredAfter.ToStored();
        row.EnteredBy = found.EnteredBy.ToStored();
        row.AsOf = found.AsOf.ToStored();
        row.Message = found.Message;
        row.Norm = found.Norm;
        row.Excused = found.Excused;
    }
}
