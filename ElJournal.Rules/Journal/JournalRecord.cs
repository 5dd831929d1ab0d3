namespace ElJournal.Rules.Journal;

/// <summary>One record of a journal: immutable and valid once made.</summary>
/// <remarks>
/// Empty optional texts are <see langword="null"/>: the journal does not say. Constructors throw <see cref="ArgumentException"/> when a
/// record cannot be meant seriously (no key, an end before its start); an adapter reports such a row as skipped.
/// Equality is by value; an entry time is not part of what a record says, but takes part in equality.
/// </remarks>
public abstract record JournalRecord
{
    private protected JournalRecord()
    {
    }

    /// <summary>Which table the record belongs to.</summary>
    public abstract RecordKind Kind { get; }

    /// <summary>The record's identity within its kind, source and school year: its id, or its key columns joined by <c>/</c> (see <see cref="RecordKey"/>).</summary>
    public abstract string Key { get; }

    private protected static string Required(string? value, string name) =>
        string.IsNullOrWhiteSpace(value) ? throw new ArgumentException($"{name} is empty", name) : value;

    private protected static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
