using System.Collections.Immutable;
using ElJournal.Gateway.Mail.Model;

namespace ElJournal.Gateway.Mail;

/// <summary>Who gets a letter.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Address">E-mail address.</param>
internal sealed record Recipient(string Name, string Address);

/// <summary>A letter as composed, before it is queued.</summary>
/// <param name="School">The school's id.</param>
/// <param name="Kind">One of <see cref="LetterKind"/>.</param>
/// <param name="Day">The day it is about; of several days the last.</param>
/// <param name="To">Who gets it.</param>
/// <param name="Subject">Never holds a pupil's or teacher's name.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The same as HTML.</param>
internal sealed record Letter(string School, string Kind, DateOnly Day, Recipient To, string Subject, string Text, string Html)
{
    /// <summary>What tells apart letters of one kind, day and person: the hold's id, the route's name. It goes into the Message-ID.</summary>
    public string? About { get; init; }

    /// <summary>1, or more when contents about the same day are due again.</summary>
    public int Sequence { get; init; } = 1;

    /// <summary>Whether it goes, as composed now, where the same letter was refused for good: it is composed when it is due or asked for, and not at every pass.</summary>
    public bool AgainIfRefused { get; init; }

    /// <summary>The findings told, each once.</summary>
    public ImmutableArray<ToldFinding> Findings { get; init; } = [];

    /// <summary>Files that go with it.</summary>
    public ImmutableArray<LetterAttachment> Attachments { get; init; } = [];
}

/// <summary>A file that goes with a letter.</summary>
/// <param name="Name">Its name: ASCII letters, digits, dots and hyphens.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record LetterAttachment(string Name, byte[] Bytes);

/// <summary>A finding that a letter tells of.</summary>
/// <param name="Id">The finding's id.</param>
/// <param name="Section">In which part.</param>
internal readonly record struct ToldFinding(string Id, LetterSection Section);
