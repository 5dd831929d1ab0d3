namespace ElJournal.Adapters.Sources;

/// <summary>One item of a read.</summary>
public abstract record ReadItem
{
    private protected ReadItem()
    {
    }
}

/// <summary>Records, at most 5,000.</summary>
/// <param name="Items">The records, of any kinds.</param>
public sealed record Records(IReadOnlyList<JournalRecord> Items) : ReadItem;

/// <summary>A part of the journal: one kind, some groups, some days.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ClassIds">The classes, each with its subgroups; <see langword="null"/> for the whole school.</param>
/// <param name="Days">The days; <see langword="null"/> for a kind that has none (roster, terms, final marks, sign-ins).</param>
public sealed record ReadScope(RecordKind Kind, IReadOnlyList<string>? ClassIds, DayRange? Days);

/// <summary>The scope has been read to its end: what was not among the records of this read is not in the journal.</summary>
/// <param name="Scope">What has been read.</param>
/// <param name="StartedAt">When reading it began.</param>
/// <param name="AsOf">The moment the data is true for: <paramref name="StartedAt"/>, or, for an export file or a restored backup, the earlier moment when that was made.</param>
/// <param name="Token">
/// Anything by which the source recognises that nothing has changed (a hash, an ETag); handed back under <paramref name="TokenName"/> with later requests.
/// The host stores it only together with all that it stands for: not while a change of the scope is held back.
/// </param>
/// <param name="TokenName">The token's name; needed with a token.</param>
public sealed record ScopeRead(ReadScope Scope, DateTimeOffset StartedAt, DateTimeOffset AsOf, string? TokenName = null, string? Token = null) : ReadItem;

/// <summary>The scope is as it was when its token was stored; its records are not sent. Moves the read times only.</summary>
/// <param name="Scope">What is unchanged; all of it was covered by the read that left the token.</param>
/// <param name="StartedAt">When the comparison began.</param>
/// <param name="AsOf">As for <see cref="ScopeRead"/>.</param>
public sealed record ScopeUnchanged(ReadScope Scope, DateTimeOffset StartedAt, DateTimeOffset AsOf) : ReadItem;

/// <summary>The scope could not be read (to its end) in this pass; it is listed as not checked and nothing of it is deleted.</summary>
/// <param name="Scope">What was not read.</param>
/// <param name="Reason">A word for machines, such as <c>unreachable</c> or <c>file-missing</c>.</param>
/// <param name="Message">English: file, line, what was wrong.</param>
public sealed record ScopeUnread(ReadScope Scope, string Reason, string Message) : ReadItem
{
    /// <summary>The same in Russian for the school's technician: file, line, what was wrong; <see langword="null"/> leaves it at what the host knows of <see cref="Reason"/>.</summary>
    public string? InRussian { get; init; }
}

/// <summary>A record that could not be understood. Its key, when it is known, does not count as gone; without a key nothing of its kind does.</summary>
/// <remarks>What the host holds of the record is older than the read, so nothing may be concluded from it: neither that something is missing nor that it is late.</remarks>
/// <param name="Kind">The kind.</param>
/// <param name="Key">The record's key, when it could be read.</param>
/// <param name="Reason">English: what was wrong, without personal data.</param>
/// <param name="Where">File or request; never with secrets.</param>
/// <param name="Line">Line in the file, from 1.</param>
public sealed record Skipped(RecordKind Kind, string? Key, string Reason, string? Where = null, long? Line = null) : ReadItem
{
    /// <summary>The reason in Russian for the school's technician, without <see cref="Where"/> and <see cref="Line"/>; <see langword="null"/> when there is none.</summary>
    public string? InRussian { get; init; }
}

/// <summary>Something a person should know about the data, without effect on what was read: another encoding, an unknown column, a damaged character.</summary>
/// <param name="Kind">The kind that it concerns.</param>
/// <param name="Message">English, without personal data.</param>
/// <param name="Where">File or request; never with secrets.</param>
/// <param name="Line">Line in the file, from 1.</param>
public sealed record Remark(RecordKind Kind, string Message, string? Where = null, long? Line = null) : ReadItem
{
    /// <summary>The message in Russian for the school's technician, without <see cref="Where"/> and <see cref="Line"/>; <see langword="null"/> when there is none.</summary>
    public string? InRussian { get; init; }
}

/// <summary>How much was asked of the other side since the last such item; for the figures of a run.</summary>
/// <param name="Requests">Requests sent, files opened.</param>
/// <param name="Retries">Of them repeated.</param>
/// <param name="ClockSkew">The other side's clock minus the machine's, where it shows one.</param>
public sealed record ReadEffort(int Requests, int Retries, TimeSpan? ClockSkew = null) : ReadItem;
