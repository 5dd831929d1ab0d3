using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>What is wrong with a part.</summary>
public enum FindingState
{
    /// <summary>Not entered although it was due.</summary>
    Missing = 1,
    /// <summary>Entered provably after its deadline.</summary>
    Late = 2,
    /// <summary>There, and should not be (or: is as it is and should not be).</summary>
    Present = 3,
}

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>«к сведению».</summary>
    Info = 1,
    /// <summary>«обратить внимание».</summary>
    Warning = 2,
    /// <summary>«замечание».</summary>
    Violation = 3,
}

/// <summary>What a rule found: one part of one subject, provable from the ledger.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Part">The part of the lesson, or another word that tells findings of one subject apart.</param>
/// <param name="Subject">What it is about, by a key that survives renumbering and new ids; with school, rule and part it makes the finding's id.</param>
/// <param name="State">What is wrong.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Date">The lesson's day, or the day it belongs to.</param>
/// <param name="Message">Russian explanation without pupils' names.</param>
/// <param name="Norm">The clause of the school's order, or «основание не указано школой».</param>
public sealed record Finding(string Rule, string? Part, string Subject, FindingState State, Severity Severity, DateOnly Date, string Message, string Norm)
{
    /// <summary>The class or group.</summary>
    public string? ClassId { get; init; }

    /// <summary>The lesson's present key.</summary>
    public string? LessonId { get; init; }

    /// <summary>The school subject.</summary>
    public string? SubjectId { get; init; }

    /// <summary>Who gave the lesson; <see langword="null"/> when the question goes to the deputy and no teacher is named.</summary>
    public string? TeacherId { get; init; }

    /// <summary>The pupil, where it is about one.</summary>
    public string? StudentId { get; init; }

    /// <summary>By when it was due.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Not entered at this moment.</summary>
    public DateTimeOffset? EnteredAfter { get; init; }

    /// <summary>Entered by this moment.</summary>
    public DateTimeOffset? EnteredBy { get; init; }

    /// <summary>The data it rests on is true for this moment.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether an excuse silences it.</summary>
    public bool Excused { get; init; }

    /// <summary>Records that are withheld from delivery while it is open; empty unless the rule is blocking.</summary>
    public ImmutableArray<RecordReference> Blocks { get; init; } = [];
}

/// <summary>Names a record.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Key">The key.</param>
public readonly record struct RecordReference(RecordKind Kind, string Key);

/// <summary>What could not be judged, and why. Never «all good».</summary>
/// <param name="ClassId">The class; <see langword="null"/> for the whole school.</param>
/// <param name="Kind">The kind that was not read or proves nothing.</param>
/// <param name="Day">The day.</param>
/// <param name="Reason">A word for machines: <c>unread</c>, <c>stale</c>, <c>held</c>, <c>clock</c>, <c>no-read-around-deadline</c>, <c>not-shown</c>, <c>places-not-shown</c>, <c>gone</c>.</param>
public readonly record struct NotChecked(string? ClassId, RecordKind Kind, DateOnly Day, string Reason);

/// <summary>A teacher is excused for lesson days, both ends included.</summary>
/// <param name="TeacherId">Who.</param>
/// <param name="Days">Lesson days.</param>
public sealed record Excuse(string TeacherId, DayRange Days);
