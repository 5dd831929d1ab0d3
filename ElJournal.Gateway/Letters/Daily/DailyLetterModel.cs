using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>What a daily letter tells one person; no pupil appears in it.</summary>
internal sealed record DailyLetterModel
{
    public required string SchoolId { get; init; }

    public required string SchoolName { get; init; }

    /// <summary>The days it is about, earliest first; more than one after downtime.</summary>
    public required ImmutableArray<DateOnly> Days { get; init; }

    /// <summary>The moment the data is true for, in the school's zone; <see langword="null"/> when some of it was never read.</summary>
    public required DateTimeOffset? DataAsOf { get; init; }

    /// <summary>Whether the days were judged after their time.</summary>
    public bool LateRun { get; init; }

    /// <summary>Whether it takes the place of letters about earlier days that could not be sent.</summary>
    public bool Replaces { get; init; }

    /// <summary>The last day of the trial.</summary>
    public DateOnly? ObserveUntil { get; init; }

    public required DayTotals Totals { get; init; }

    public ImmutableArray<Cause> Causes { get; init; } = [];

    /// <summary>Not entered, never told before.</summary>
    public ImmutableArray<LessonLine> New { get; init; } = [];

    /// <summary>Not entered, told before.</summary>
    public ImmutableArray<LessonLine> Left { get; init; } = [];

    /// <summary>Entered after the deadline, never told before.</summary>
    public ImmutableArray<LessonLine> Late { get; init; } = [];

    /// <summary>What other rules found, never told before.</summary>
    public ImmutableArray<RuleLines> Others { get; init; } = [];

    /// <summary>What other rules found and was told before.</summary>
    public int OthersLeft { get; init; }

    /// <summary>Findings «к сведению»: only counted.</summary>
    public int Informational { get; init; }

    /// <summary>Findings of the time before the journal was first read: counted once, never listed.</summary>
    public int Before { get; init; }

    /// <summary>The day on which the journal was first read.</summary>
    public DateOnly? WatchedSince { get; init; }

    /// <summary>Entries that were told as missing and are there now.</summary>
    public int Fixed { get; init; }

    public ImmutableArray<UncheckedScope> NotChecked { get; init; } = [];

    public ImmutableArray<ExcusedTeacher> NotCounted { get; init; } = [];

    /// <summary>Clauses that the findings rest on.</summary>
    public ImmutableArray<string> Norms { get; init; } = [];

    /// <summary>A finding to show as an example of how to look one up.</summary>
    public string? Example { get; init; }

    /// <summary>Classes without a deputy of their own, told here because somebody must.</summary>
    public ImmutableArray<string> Orphans { get; init; } = [];

    /// <summary>Whether there is anything that could not be judged: then the day is not quiet, and the subject says so.</summary>
    public bool SomethingUnchecked => Totals.NotChecked > 0 || !NotChecked.IsEmpty;

    /// <summary>Whether no letter told this person anything before.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether there is anything that was not told before. On a day without lessons of one's own nothing else is worth a letter.</summary>
    public bool HasNews => !(New.IsEmpty && Late.IsEmpty && Others.IsEmpty && Fixed == 0 && Causes.All(cause => cause.Told));

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsQuiet =>
        !SomethingUnchecked && Totals.Missing == 0 && Causes.IsEmpty && New.IsEmpty && Left.IsEmpty && Late.IsEmpty && Others.IsEmpty && OthersLeft == 0 && Fixed == 0;
}

/// <summary>Lessons of the days, each counted once.</summary>
internal sealed record DayTotals
{
    /// <exception cref="InvalidOperationException">The parts do not add up to the whole: a defect, never a letter.</exception>
    public DayTotals(int lessons, int recorded, int missing, int clarifying, int notChecked, int notYetDue, int notCounted)
    {
        if (recorded + missing + clarifying + notChecked + notYetDue + notCounted != lessons)
        {
            throw new InvalidOperationException($"Totals of a letter do not add up: {recorded} + {missing} + {clarifying} + {notChecked} + {notYetDue} + {notCounted} is not {lessons}.");
        }

        (Lessons, Recorded, Missing, Clarifying, NotChecked, NotYetDue, NotCounted) = (lessons, recorded, missing, clarifying, notChecked, notYetDue, notCounted);
    }

    public int Lessons { get; }

    public int Recorded { get; }

    public int Missing { get; }

    public int Clarifying { get; }

    public int NotChecked { get; }

    public int NotYetDue { get; }

    /// <summary>Missing, but waived or excused.</summary>
    public int NotCounted { get; }

    /// <summary>What is not due yet, in words; set when it is one lesson.</summary>
    public string? OnlyNotYetDue { get; init; }

    /// <summary>When the last of it falls due, in the school's zone.</summary>
    public DateTimeOffset? LastDue { get; init; }
}

/// <summary>One cause behind many findings: a question to the deputy, without any teacher.</summary>
/// <param name="Class">The class; <see langword="null"/> for the school.</param>
/// <param name="Day">The day.</param>
/// <param name="Lessons">Lessons without any record.</param>
/// <param name="Of">Lessons of the class or the school that day.</param>
/// <param name="Told">Whether an earlier letter told of it.</param>
internal sealed record Cause(string? Class, DateOnly Day, int Lessons, int Of, bool Told);

/// <summary>A lesson with the parts that a line tells of.</summary>
internal sealed record LessonLine
{
    /// <summary><see langword="null"/>: a question to the deputy.</summary>
    public string? Teacher { get; init; }

    /// <summary>Who is absent without a named substitution.</summary>
    public string? AbsentTeacher { get; init; }

    public required string Class { get; init; }

    public required ClassKind ClassKind { get; init; }

    public string? Subject { get; init; }

    public int? Number { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary><c>topic</c>, <c>homework</c>, <c>marks</c>, <c>attendance</c>.</summary>
    public required ImmutableArray<string> Parts { get; init; }

    /// <summary>Which school day it is since the lesson's, that day being the first.</summary>
    public int SchoolDay { get; init; } = 1;

    /// <summary>Whether it was there and vanished again.</summary>
    public bool Again { get; init; }
}

/// <summary>What one rule found.</summary>
internal sealed record RuleLines(string Rule, string Title, ImmutableArray<RuleLine> Lines);

/// <summary>A lesson or class with the number of findings.</summary>
internal sealed record RuleLine(string? Teacher, string? Class, ClassKind ClassKind, string? Subject, int? Number, DateOnly Day, int Count, bool Blocked)
{
    /// <summary>Said instead of where it is: a matter of the school has no class, lesson or teacher to name.</summary>
    public string? Message { get; init; }
}

/// <summary>What could not be judged, and why.</summary>
/// <param name="Classes">Names; empty for the whole school.</param>
/// <param name="Lessons">How many lessons; 0 when only some kinds of entry.</param>
/// <param name="Kinds">Which kinds of record; empty for all.</param>
/// <param name="Reason">A word for machines.</param>
internal sealed record UncheckedScope(ImmutableArray<string> Classes, int Lessons, ImmutableArray<RecordKind> Kinds, string Reason);

/// <summary>A teacher who is not held to account now.</summary>
internal sealed record ExcusedTeacher(string Name, DateOnly Until, int Replaced);
