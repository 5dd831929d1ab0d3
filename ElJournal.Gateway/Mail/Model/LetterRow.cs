namespace ElJournal.Gateway.Mail.Model;

internal enum LetterStatus
{
    Queued = 1,
    Sent = 2,
    /// <summary>Refused for good; a person must look.</summary>
    Failed = 3,
}

/// <summary>A letter: stored before it is sent, kept as the trail of what was told to whom.</summary>
internal sealed class LetterRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    /// <summary>Stable: made of school, kind, day and recipient, so that the same letter is never queued twice. The local part names the pickup file.</summary>
    public required string MessageId { get; set; }

    /// <summary><c>daily</c>, <c>monthly</c>, <c>hold</c>, <c>failure</c> …</summary>
    public required string Kind { get; set; }

    /// <summary>Day number that the letter is about.</summary>
    public int Day { get; set; }

    public required string RecipientName { get; set; }

    public required string RecipientAddress { get; set; }

    public required string Subject { get; set; }

    public required string Html { get; set; }

    public required string Text { get; set; }

    public LetterStatus Status { get; set; }

    public long CreatedAt { get; set; }

    public int Tries { get; set; }

    public long? NextTryAt { get; set; }

    public long? SentAt { get; set; }

    public string? LastError { get; set; }
}

/// <summary>A finding that a letter told of; a finding is new in one letter to a person only.</summary>
internal sealed class LetterFindingRow
{
    public long Letter { get; set; }

    public required string School { get; set; }

    public required string Finding { get; set; }

    /// <summary><c>new</c>, <c>left</c>, <c>fixed</c>.</summary>
    public required string Section { get; set; }
}
