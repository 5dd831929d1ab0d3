using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>What is known of the school beside lessons and final marks: who signed in, who teaches, what people did with reviews and copies. Asked only by rules that are on.</summary>
public interface ISchoolFacts
{
    /// <summary>When each person signed in last, the gateway's own account left out.</summary>
    IReadOnlyList<LastSignIn> LastSignIns();

    /// <summary>Who gave lessons on these days, and how many.</summary>
    IReadOnlyList<LessonsGiven> Teaching(DayRange days);

    /// <summary>Sign-ins with their places; <see langword="null"/> when no source gives places.</summary>
    IReadOnlyList<PlacedSignIn>? PlacedSignIns(DayRange days) => null;

    /// <summary>The monthly reviews that were due; <see langword="null"/> when the gateway keeps none.</summary>
    IReadOnlyList<MonthlyReview>? MonthlyReviews() => null;

    /// <summary>The state of the copies; <see langword="null"/> when none are configured.</summary>
    BackupState? Backups() => null;
}

/// <summary>When a person signed in last.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Role">In which role.</param>
/// <param name="At">When.</param>
public readonly record struct LastSignIn(string PersonId, PersonRole Role, DateTimeOffset At);

/// <summary>Lessons that a teacher gave.</summary>
/// <param name="TeacherId">The teacher.</param>
/// <param name="Lessons">How many; at least 1.</param>
/// <param name="Last">The day of the latest.</param>
public readonly record struct LessonsGiven(string TeacherId, int Lessons, DateOnly Last);

/// <summary>A sign-in of which the source tells the place.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Role">In which role.</param>
/// <param name="At">When.</param>
/// <param name="Place">The place as the source names it: compared, never shown.</param>
public readonly record struct PlacedSignIn(string PersonId, PersonRole Role, DateTimeOffset At, string Place);

/// <summary>A month's review and what became of it.</summary>
/// <param name="Month">The month's first day.</param>
/// <param name="DueOn">The day on which it is made: the first school day of the next month.</param>
/// <param name="MadeAt">When it was frozen; <see langword="null"/> while it is not made.</param>
/// <param name="AcknowledgedAt">When the last deputy director whose matter it is acknowledged it; <see langword="null"/> until then.</param>
public readonly record struct MonthlyReview(DateOnly Month, DateOnly DueOn, DateTimeOffset? MadeAt, DateTimeOffset? AcknowledgedAt)
{
    /// <summary>Deputy directors who have not acknowledged it while others have, by name.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];
}

/// <summary>The state of the copies.</summary>
/// <param name="Media">The configured media.</param>
/// <param name="Since">Since when copies are made here: nothing is owed for the time before.</param>
public sealed record BackupState(ImmutableArray<BackupMedium> Media, DateTimeOffset Since);

/// <summary>A medium for copies.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="IsPresent">Whether it can be written to now.</param>
/// <param name="LastGood">When the last copy on it was made that could be read back; <see langword="null"/> when there is none.</param>
/// <param name="LastArchive">When the last monthly archive was put on it; <see langword="null"/> when there is none.</param>
public sealed record BackupMedium(string Name, bool IsPresent, DateTimeOffset? LastGood, DateTimeOffset? LastArchive);
