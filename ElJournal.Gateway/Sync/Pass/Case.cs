using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

internal enum CaseType
{
    /// <summary>Not received from a scope that was read to its end.</summary>
    Vanished,

    /// <summary>First seen in this pass.</summary>
    New,

    /// <summary>Was gone and is back.</summary>
    Returned,

    /// <summary>Live before and now, with other content.</summary>
    Changed,
}

/// <summary>A record about which the end of the pass decides.</summary>
internal sealed class Case
{
    public required CaseType Type { get; init; }

    public required RecordKind Kind { get; init; }

    public required long Row { get; init; }

    /// <summary>The class whose scope it belongs to; empty for none.</summary>
    public required string Root { get; init; }

    public int? Day { get; init; }

    /// <summary>The day that the source shows; the same as <see cref="Day"/> unless it was put on another one.</summary>
    public int? DayNow { get; init; }

    /// <summary>Place in the day, to pair equal contents in their order.</summary>
    public int Order { get; init; }

    /// <summary>What the source shows; <see langword="null"/> when nothing, or when it is stored already.</summary>
    public JournalRecord? Record { get; init; }

    /// <summary>Whether the deletion or change counts towards a hold.</summary>
    public bool Harmful { get; set; }

    /// <summary>Only the ids that the record refers to are others; people see the same.</summary>
    public bool MovedInPlace { get; init; }

    /// <summary>The row says what it said; only the lesson under its lesson's key is another. Nothing but what is known of its entry may have to move.</summary>
    public bool SameText { get; init; }

    /// <summary>The lesson that it belonged to, or was.</summary>
    public string? LessonBefore { get; init; }

    /// <summary>The lesson that it belongs to, or is.</summary>
    public string? LessonNow { get; init; }

    public NaturalContent Before { get; set; }

    public NaturalContent Now { get; set; }

    /// <summary>The record whose content this one now has.</summary>
    public Case? From { get; set; }

    /// <summary>Where this one's earlier content is now.</summary>
    public Case? To { get; set; }

    /// <summary>It is taken for <see cref="From"/> by its place alone: it moved and was altered at once.</summary>
    public bool Edited { get; set; }

    /// <summary>Waits for a person.</summary>
    public bool Held { get; set; }

    /// <summary>Whether its earlier content is nowhere any more.</summary>
    public bool LosesContent => To is null or { Edited: true } && (Type == CaseType.Vanished || (Type == CaseType.Changed && (From is not null || To is not null)));

    /// <summary>Whether the content that is nowhere any more takes something along that can be shown.</summary>
    public bool LosesSomethingShown
    {
        get
        {
            var end = this;
            // Contents that changed places form a ring: nothing in it is gone.
            while (end is { SameText: true, From: { } from } && from != this)
            {
                end = from;
            }

            return !end.SameText;
        }
    }

    /// <summary>Whether it stays the same record and only says something else.</summary>
    public bool IsPlainChange => Type == CaseType.Changed && !SameText && From is null && To is null && !MovedInPlace;
}
