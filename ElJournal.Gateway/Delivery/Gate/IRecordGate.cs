using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>Decides which records may leave. Fails closed: what it cannot place it withholds.</summary>
internal interface IRecordGate
{
    /// <summary>Opens the gate in a transaction; its answers are true for as long as that transaction lasts.</summary>
    IOpenGate Open(LedgerTransaction transaction, string school);
}

/// <summary>The gate as it stands in one transaction.</summary>
internal interface IOpenGate : IDisposable
{
    /// <summary>Whether the live record may leave.</summary>
    GateVerdict Decide(in GateSubject record);
}

/// <summary>What the gate needs to know of a record.</summary>
internal readonly record struct GateSubject(int Book, RecordKind Kind, string Key, string? RootClass, int? Day, string? Lesson, string? Student);

/// <summary>The gate's answer.</summary>
/// <param name="Kept"><see cref="KeptBack.Withheld"/>, <see cref="KeptBack.Unjudged"/>, or <see langword="null"/>: the record may leave.</param>
/// <param name="Reason">The finding's id, or what could not be resolved.</param>
internal readonly record struct GateVerdict(string? Kept, string? Reason)
{
    public static GateVerdict Free => default;

    public static GateVerdict Withheld(string finding) => new(KeptBack.Withheld, finding);

    public static GateVerdict Unjudged(string reason) => new(KeptBack.Unjudged, reason);
}
