namespace ElJournal.Gateway.Mail.Model;

internal enum LetterStatus
{
    Queued = 1,
    Sent = 2,
    /// <summary>Refused for good; a person must look.</summary>
    Failed = 3,
    /// <summary>Never went: a later letter to the same person tells of its day too, or nothing of it was left to tell.</summary>
    Replaced = 4,
}

/// <summary>A letter: stored before it is sent, kept as the trail of what was told to whom.</summary>
internal sealed class LetterRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    /// <summary>Stable: made of school, kind, day, recipient and sequence, so that the same letter is never queued twice. Names the pickup file.</summary>
    public required string MessageId { get; set; }

    /// <summary><c>daily</c>, <c>monthly</c>, <c>hold</c>, <c>failure</c> …</summary>
    public required string Kind { get; set; }

    /// <summary>Day number that the letter is about; of several days the last.</summary>
    public int Day { get; set; }

    /// <summary>1, or more when contents about the same day are due again.</summary>
    public int Sequence { get; set; }

    public required string RecipientName { get; set; }

    public required string RecipientAddress { get; set; }

    public required string Subject { get; set; }

    public required string Html { get; set; }

    public required string Text { get; set; }

    public LetterStatus Status { get; set; }

    /// <summary>Unix ms, as are all moments here.</summary>
    public long CreatedAt { get; set; }

    public int Tries { get; set; }

    public long? NextTryAt { get; set; }

    public long? SentAt { get; set; }

    public string? LastError { get; set; }

    public List<LetterAttachmentRow> Attachments { get; set; } = [];
}

/// <summary>A file that goes with a letter.</summary>
internal sealed class LetterAttachmentRow
{
    public long Id { get; set; }

    public long Letter { get; set; }

    public required string Name { get; set; }

    public required byte[] Bytes { get; set; }
}

/// <summary>A finding that a letter told of; a finding is new in one letter to a person only.</summary>
internal sealed class LetterFindingRow
{
    public long Letter { get; set; }

    public required string School { get; set; }

    public required string Finding { get; set; }

    public LetterSection Section { get; set; }
}

/// <summary>In which part of a letter a finding was told.</summary>
internal enum LetterSection
{
    /// <summary>Not entered, told for the first time.</summary>
    Missing = 1,
    /// <summary>Not entered, told again.</summary>
    Left = 2,
    /// <summary>Told as missing, entered now.</summary>
    Fixed = 3,
    /// <summary>Entered after the deadline.</summary>
    Late = 4,
    /// <summary>What other rules found.</summary>
    Other = 5,
    /// <summary>«К сведению»: counted, not listed.</summary>
    Info = 6,
    /// <summary>The results of a month's review, as brought to one teacher.</summary>
    Results = 7,
    /// <summary>Of the time before the journal was first read: counted, not listed.</summary>
    Before = 8,
}

/// <summary>One try to hand a letter over: the delivery trail.</summary>
internal sealed class LetterTryRow
{
    public long Id { get; set; }

    public long Letter { get; set; }

    public required string School { get; set; }

    public long At { get; set; }

    /// <summary>One of <see cref="LetterOutcome"/>.</summary>
    public required string Outcome { get; set; }

    /// <summary>Where it went (folder or host), why it did not, or the Message-ID of the letter that replaces it.</summary>
    public required string Detail { get; set; }
}

/// <summary>How a try ended.</summary>
internal static class LetterOutcome
{
    public const string Sent = "sent";

    /// <summary>Certainly not taken; it is tried again.</summary>
    public const string Later = "later";

    /// <summary>No answer was heard, so it may have been taken; it is tried again.</summary>
    public const string Unknown = "unknown";

    public const string Refused = "refused";

    public const string Replaced = "replaced";
}
