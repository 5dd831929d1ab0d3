using ElJournal.Gateway.Delivery.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>A record that may be due, with what the route knows of it.</summary>
internal readonly record struct Candidate(
    long Record,
    int Book,
    RecordKind Kind,
    string Key,
    long Seq,
    bool Deleted,
    string? RootClass,
    int? Day,
    string? Lesson,
    string? Student,
    string Payload,
    RouteState Route,
    CandidatePosition Position)
{
    public GateSubject Subject => new(Book, Kind, Key, RootClass, Day, Lesson, Student);
}

/// <summary>What the route knows of a record; <c>default</c>: nothing yet.</summary>
internal readonly record struct RouteState(
    bool Known,
    long DeliveredSeq,
    DeliveryOp DeliveredOp,
    long SentSeq,
    DeliveryOp SentOp,
    string? KeptBack,
    string? Reason,
    long? RejectedSeq,
    string? RejectedReason,
    long RejectedAt,
    long RejectedTick,
    bool InDoubt)
{
    /// <summary>Whether the portal has its last version and is to get it anew (<see cref="SendAgain"/>).</summary>
    public bool IsToGoAgain => DeliveredOp == DeliveryOp.Upsert && DeliveredSeq == 0;

    /// <summary>Whether the portal has the record, or may have it because nobody knows what became of the last sending or of one before.</summary>
    public bool PortalMayHave => DeliveredOp == DeliveryOp.Upsert || InDoubt || (SentSeq > DeliveredSeq && RejectedSeq != SentSeq);
}

/// <summary>How far the candidates have been read: everything up to and including it is done with.</summary>
/// <param name="Step">Index of the step.</param>
/// <param name="Source">0: records whose row says that they wait; then one per book, 1-based: records after the cursor.</param>
/// <param name="After">The last record id (source 0) or version.</param>
internal readonly record struct CandidatePosition(int Step, int Source, long After);
