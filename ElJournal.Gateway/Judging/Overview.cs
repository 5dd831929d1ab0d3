using ElJournal.Gateway.Judging.Findings;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging;

/// <summary>What a lesson counts as in the totals of a day: each lesson is exactly one of these, so that totals add up.</summary>
internal enum LessonOutcome
{
    /// <summary>Everything asked of it is there.</summary>
    Recorded = 1,
    /// <summary>Something is not entered although it was due.</summary>
    Missing = 2,
    /// <summary>A question to the deputy: its class has no record all day, or its teacher is absent and no substitution is named.</summary>
    Clarifying = 3,
    /// <summary>Could not be judged.</summary>
    NotChecked = 4,
    /// <summary>Something is not due yet, and nothing is missing.</summary>
    NotYetDue = 5,
    /// <summary>Nothing is asked of it: cancelled, a day off. Not counted.</summary>
    NotCounted = 6,
}

/// <summary>A lesson of the day as judged.</summary>
internal sealed record LessonOverview
{
    public required string LessonId { get; init; }

    public required string ClassId { get; init; }

    public required string ClassName { get; init; }

    public required string RootClassId { get; init; }

    public required int? Grade { get; init; }

    public required ClassKind ClassKind { get; init; }

    public required int? Number { get; init; }

    public required TimeOnly? End { get; init; }

    public required string? SubjectName { get; init; }

    public required string? TeacherId { get; init; }

    public required string? TeacherName { get; init; }

    /// <summary>Whom the teacher stood in for.</summary>
    public required string? ReplacesTeacherId { get; init; }

    public required LessonOutcome Outcome { get; init; }

    /// <summary>Parts that are not entered although they were due: <c>topic</c>, <c>homework</c>, <c>marks</c>, <c>attendance</c>.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>When the last part falls due, where something is not due yet.</summary>
    public required DateTimeOffset? Due { get; init; }

    /// <summary>Why it was not checked, as a word for machines.</summary>
    public required string? Reason { get; init; }

    /// <summary>Whether the teacher, or the one stood in for, is excused that day.</summary>
    public required bool Excused { get; init; }
}

/// <summary>What could not be judged, with the class's name.</summary>
/// <param name="ClassId">The class; <see langword="null"/> for the whole school.</param>
internal sealed record NotCheckedView(string? ClassId, string? ClassName, RecordKind Kind, DateOnly From, DateOnly To, string Reason)
{
    /// <summary>The classes that it is about, as far as the roster knows them: on a Saturday the whole school is those who have lessons. Empty where it is about the school itself.</summary>
    public IReadOnlyCollection<GroupInfo> Groups { get; init; } = [];
}

/// <summary>A teacher who is not held to account for some days.</summary>
internal sealed record ExcusedView(string TeacherId, string TeacherName, DateOnly From, DateOnly To);

/// <summary>A day of a school as judged: what letters are made of.</summary>
internal sealed record DayOverview
{
    public required DateOnly Day { get; init; }

    /// <summary>The earliest moment that the day's data is true for; <see langword="null"/> when some of it was never read.</summary>
    public required DateTimeOffset? DataAsOf { get; init; }

    /// <summary>The day on which the journal was first read; nobody is reminded of what fell due before.</summary>
    public DateOnly? WatchedSince { get; init; }

    public required IReadOnlyList<LessonOverview> Lessons { get; init; }

    /// <summary>Findings of the day and of days before that hold now, waived and excused ones among them.</summary>
    public required IReadOnlyList<FindingView> Findings { get; init; }

    /// <summary>Findings that were resolved since the moment asked for.</summary>
    public required IReadOnlyList<FindingView> Resolved { get; init; }

    public required IReadOnlyList<NotCheckedView> NotChecked { get; init; }

    /// <summary>Who is excused on the day.</summary>
    public required IReadOnlyList<ExcusedView> Excused { get; init; }
}
