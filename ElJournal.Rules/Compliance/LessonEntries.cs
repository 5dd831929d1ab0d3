using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>A lesson with all that was entered for it.</summary>
/// <remarks>Whoever enumerates lessons may fill the same object again for the next one, so that judging allocates nothing per record: do not keep it.</remarks>
public sealed class LessonEntries
{
    /// <summary>The lesson.</summary>
    public required Lesson Lesson { get; set; }

    /// <summary>Identity that survives renumbering and new ids: the key under which the lesson was first seen.</summary>
    public required string Origin { get; set; }

    /// <summary>When the topic was entered.</summary>
    public Evidence TopicEvidence { get; set; }

    /// <summary>When attendance was taken, where the source shows it.</summary>
    public Evidence AttendanceTakenEvidence { get; set; }

    /// <summary>The homework given at the lesson.</summary>
    public HomeworkEntry? Homework { get; set; }

    /// <summary>Whether there was homework that the journal does not show any more, and that stands nowhere else.</summary>
    public bool HomeworkGone { get; set; }

    /// <summary>The marks dated by the lesson.</summary>
    public List<MarkEntry> Marks { get; } = [];

    /// <summary>Marks that were removed, each with its changes. To rules other than that about changes they say only that somebody had a mark there.</summary>
    public List<MarkEntry> RemovedMarks { get; } = [];

    /// <summary>The absences and late arrivals.</summary>
    public List<AttendanceEntry> Attendance { get; } = [];
}

/// <summary>Homework as judged.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Text">Its text.</param>
/// <param name="Evidence">When it was entered.</param>
public readonly record struct HomeworkEntry(string Key, string Text, Evidence Evidence);

/// <summary>A mark as judged.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Origin">The key under which it was first seen.</param>
/// <param name="StudentId">The pupil.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Work">The kind of work as the journal names it.</param>
/// <param name="Evidence">When it was first entered.</param>
/// <param name="Changes">How its value changed since it was first seen, oldest first; empty or <c>default</c> for none.</param>
/// <param name="Weight">Its weight in the average in thousandths; 0 when unknown.</param>
public readonly record struct MarkEntry(string Key, string Origin, string StudentId, string Value, string? Work, Evidence Evidence, ImmutableArray<MarkChange> Changes, int Weight = 0);

/// <summary>A mark for a term or the year as judged.</summary>
/// <param name="Key">The record's key.</param>
/// <param name="Origin">The key under which it was first seen.</param>
/// <param name="StudentId">The pupil.</param>
/// <param name="SubjectId">The school subject.</param>
/// <param name="TermId">The term.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Day">The day by which it is known to have been set.</param>
/// <param name="Average">The average as the journal itself reckons it; <see langword="null"/> when it shows none.</param>
public readonly record struct FinalMarkEntry(string Key, string Origin, string StudentId, string SubjectId, string TermId, string Value, DateOnly Day, decimal? Average = null);

/// <summary>One change of a mark's value.</summary>
/// <param name="From">The value before.</param>
/// <param name="To">The value after; <see langword="null"/> when the mark was removed.</param>
/// <param name="After">The last complete read that still showed the value before began then.</param>
/// <param name="By">The change was seen by then.</param>
public readonly record struct MarkChange(string From, string? To, DateTimeOffset? After, DateTimeOffset By);

/// <summary>An absence or late arrival as judged.</summary>
/// <param name="StudentId">The pupil.</param>
/// <param name="Kind">What the entry says.</param>
/// <param name="Ambiguous">Whether no finding may rest on it.</param>
/// <param name="Evidence">When it was entered.</param>
public readonly record struct AttendanceEntry(string StudentId, AttendanceKind Kind, bool Ambiguous, Evidence Evidence);
