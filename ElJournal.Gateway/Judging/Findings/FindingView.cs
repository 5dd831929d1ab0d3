using ElJournal.Gateway.Judging.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>A finding with the names that people read.</summary>
internal sealed record FindingView
{
    public required string Id { get; init; }

    public required string Rule { get; init; }

    public required string? Part { get; init; }

    public required FindingState State { get; init; }

    public required Severity Severity { get; init; }

    public required FindingStatus Status { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>The group it is about; the class itself is <see cref="RootClassId"/>.</summary>
    public required string? ClassId { get; init; }

    /// <summary>The group's name as the school writes it.</summary>
    public required string? ClassName { get; init; }

    public required string? RootClassId { get; init; }

    /// <summary>The group's grade, for the deputy in whose care it is.</summary>
    public required int? Grade { get; init; }

    public required ClassKind? ClassKind { get; init; }

    public required string? SubjectName { get; init; }

    public required string? LessonId { get; init; }

    /// <summary>The lesson's place in the day.</summary>
    public required int? LessonNumber { get; init; }

    /// <summary>Whose finding it is; <see langword="null"/> for a question to the deputy.</summary>
    public required string? TeacherId { get; init; }

    /// <summary>«Иванова А. П.»</summary>
    public required string? TeacherName { get; init; }

    public required string? StudentId { get; init; }

    /// <summary>Never in a letter.</summary>
    public required string? StudentName { get; init; }

    public required DateTimeOffset? Deadline { get; init; }

    public required DateTimeOffset? EnteredAfter { get; init; }

    public required DateTimeOffset? EnteredBy { get; init; }

    public required DateTimeOffset? AsOf { get; init; }

    public required string Norm { get; init; }

    public required string Message { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset? ResolvedAt { get; init; }

    public required DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>When a missing entry appeared and the finding turned into a late one.</summary>
    public DateTimeOffset? TurnedLateAt { get; init; }

    /// <summary>When the letter that told of the late entry had gone.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    public required string? WaivedBy { get; init; }

    public required string? WaivedReason { get; init; }

    public required DateOnly? WaivedUntil { get; init; }
}

/// <summary>Which findings.</summary>
internal sealed record FindingFilter
{
    /// <value>Default: those that hold (all but resolved).</value>
    public IReadOnlyCollection<FindingStatus> Statuses { get; init; } = Holding;

    public DayRange? Days { get; init; }

    public string? Rule { get; init; }

    /// <summary>Those that hold, whatever has been decided about them.</summary>
    public static IReadOnlyCollection<FindingStatus> Holding { get; } = [FindingStatus.Open, FindingStatus.Recorded, FindingStatus.Waived, FindingStatus.Excused];

    public static IReadOnlyCollection<FindingStatus> Everything { get; } = Enum.GetValues<FindingStatus>();
}
