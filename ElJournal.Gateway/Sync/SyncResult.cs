using System.Text.Json.Serialization;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync;

/// <summary>What a reading pass did: the answer of <c>sync</c>.</summary>
internal sealed record SyncResult
{
    public required string School { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Whether all that was asked for was read and nothing of it is in doubt.</summary>
    public required bool Complete { get; init; }

    /// <summary>Whether anything at all was read to its end.</summary>
    public required bool AnythingRead { get; init; }

    /// <summary>Records received, by the kind's wire name.</summary>
    public required IReadOnlyDictionary<string, long> Read { get; init; }

    public required long Added { get; init; }

    public required long Changed { get; init; }

    public required long Deleted { get; init; }

    public required long Unchanged { get; init; }

    /// <summary>Old records under new keys or with new references: neither added, changed nor deleted.</summary>
    public required long Moved { get; init; }

    /// <summary>Changes and deletions that wait for a person.</summary>
    public required long Held { get; init; }

    public required int Requests { get; init; }

    public required int Retries { get; init; }

    public required IReadOnlyList<SkippedRecord> Skipped { get; init; }

    /// <summary>What a person should know about the data, without effect on what was read.</summary>
    public IReadOnlyList<SkippedRecord> Remarks { get; init; } = [];

    /// <summary>Scopes that were not read, are stale or in doubt.</summary>
    public required IReadOnlyList<UnreadScope> NotRead { get; init; }

    /// <summary>Why the source broke off, in English for the log; <see langword="null"/> when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>What the technician can do about it, in Russian.</summary>
    public string? Instruction { get; init; }
}

/// <summary>A record that could not be understood, or whose text had to be repaired.</summary>
internal sealed record SkippedRecord(string Kind, string? Key, string Reason, string? Where, long? Line)
{
    /// <summary>The reason for people; programs have <see cref="Reason"/>.</summary>
    [JsonIgnore]
    public string? InRussian { get; init; }
}

/// <summary>What was not read.</summary>
/// <param name="Kind">Wire name.</param>
/// <param name="Class">The class's id; <see langword="null"/> for the whole school.</param>
/// <param name="From">First day; <see langword="null"/> for kinds without days.</param>
/// <param name="To">Last day.</param>
/// <param name="Reason"><c>unread</c>, <c>stale-read</c>, <c>clock</c>, <c>held</c> or the source's own word.</param>
/// <param name="Message">English, for the technician.</param>
internal sealed record UnreadScope(string Kind, string? Class, DateOnly? From, DateOnly? To, string Reason, string? Message)
{
    /// <summary>The reason for people; programs have <see cref="Reason"/> and <see cref="Message"/>.</summary>
    [JsonIgnore]
    public string? InRussian { get; init; }

    public static UnreadScope Of(RecordKind kind, string? classId, DayRange? days, string reason, string? message) =>
        new(kind.WireName(), classId, days?.From, days?.To, reason, message);
}
