using System.Collections.Immutable;
using System.Collections.Frozen;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Recipients;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>What a daily letter to one person is made of.</summary>
internal sealed record DailyLetterInput
{
    public required string SchoolId { get; init; }

    public required string SchoolName { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required DeputyCare Care { get; init; }

    /// <summary>The days that the letter is about, earliest first.</summary>
    public required ImmutableArray<DayOverview> Days { get; init; }

    /// <summary>Earlier days that still have something missing, so that a class's whole day is still one cause and no teacher's account.</summary>
    public ImmutableArray<DayOverview> Earlier { get; init; } = [];

    /// <summary>What letters told this person before, by the finding's id, in the latest section.</summary>
    public FrozenDictionary<string, LetterSection> Told { get; init; } = FrozenDictionary<string, LetterSection>.Empty;

    /// <summary>Findings told before as missing that are entered now.</summary>
    public FrozenSet<string> Entered { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Findings whose records are withheld from delivery.</summary>
    public FrozenSet<string> Blocking { get; init; } = FrozenSet<string>.Empty;

    /// <summary>A rule's Russian title.</summary>
    public required Func<string, string> RuleTitle { get; init; }

    /// <summary>Which school day the second is, counted from the first, that being 1.</summary>
    public required Func<DateOnly, DateOnly, int> SchoolDays { get; init; }

    public bool LateRun { get; init; }

    /// <summary>Whether it takes the place of letters that could not be sent.</summary>
    public bool Replaces { get; init; }

    public DateOnly? ObserveUntil { get; init; }
}
