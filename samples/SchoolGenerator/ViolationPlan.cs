using ElJournal.Rules.Compliance;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>A violation that the generator wrote into the school on purpose.</summary>
/// <param name="Rule">The rule that must find it.</param>
/// <param name="Part">The part of the lesson (<c>topic</c>, <c>homework</c>, <c>marks</c>); <see langword="null"/> where the rule has only one.</param>
/// <param name="State">What is wrong in the end.</param>
/// <param name="Day">The lesson's day.</param>
/// <param name="LessonId">The lesson's key in the final state; <see langword="null"/> where it is about no single lesson.</param>
/// <param name="MarkId">The mark, where it is about one.</param>
/// <param name="StudentId">The pupil, where it is about one.</param>
/// <param name="TeacherId">Who gave the lesson, or whom it is about.</param>
/// <param name="NeedsReads">Provable only when the journal was read at <see cref="GeneratedSchool.Reads"/>, not from the final state alone.</param>
/// <param name="Why">What was done, in English.</param>
public sealed record PlannedFinding(string Rule, string? Part, FindingState State, DateOnly Day, string? LessonId, string? MarkId, string? StudentId, string? TeacherId, bool NeedsReads, string Why)
{
    /// <summary>The class or group, where it is about no single lesson.</summary>
    public string? ClassId { get; init; }

    /// <summary>The subject, where it is about no single lesson.</summary>
    public string? SubjectId { get; init; }
}

/// <summary>Something that looks like a violation and must never be found.</summary>
/// <param name="Rule">The rule that must keep silent.</param>
/// <param name="Part">The part of the lesson; <see langword="null"/> for every part.</param>
/// <param name="Day">The lesson's day.</param>
/// <param name="LessonId">The lesson's key in the final state; <see langword="null"/> where it is about no single lesson.</param>
/// <param name="WhyNot">Why it must not be found, in English.</param>
public sealed record NearMiss(string Rule, string? Part, DateOnly Day, string? LessonId, string WhyNot)
{
    /// <summary>The pupil, where it is about no single lesson.</summary>
    public string? StudentId { get; init; }

    /// <summary>The teacher, where it is about no single lesson.</summary>
    public string? TeacherId { get; init; }
}

/// <summary>What was written into the school on purpose. It is made by the scenarios alone and knows nothing of the program's rules.</summary>
public sealed class ViolationPlan
{
    private readonly List<PlannedFinding> findings = [];
    private readonly List<NearMiss> nearMisses = [];

    public IReadOnlyList<PlannedFinding> Findings => findings;

    public IReadOnlyList<NearMiss> NearMisses => nearMisses;

    internal void Add(PlannedFinding finding) => findings.Add(finding);

    internal void Add(NearMiss nearMiss) => nearMisses.Add(nearMiss);
}

/// <summary>Rule ids as the plan spells them.</summary>
public static class PlannedRules
{
    public const string EntryDeadline = "entry-deadline";
    public const string GradeOneNoMarks = "grade-one-no-marks";
    public const string GradeOneNoHomework = "grade-one-no-homework";
    public const string EntryOnDayOff = "entry-on-day-off";
    public const string MarkForAbsent = "mark-for-absent";
    public const string LateChange = "late-change";
    public const string WrittenWorkDeadline = "written-work-deadline";
    public const string RosterReady = "roster-ready";
    public const string FinalMarks = "final-marks";
    public const string CredentialSharing = "credential-sharing";
}
