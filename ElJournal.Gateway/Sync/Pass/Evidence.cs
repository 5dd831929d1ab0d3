using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>What a pass proves about when something was entered.</summary>
/// <param name="Slack">By how much lower bounds give way.</param>
internal sealed record PassEvidence(TimeSpan Slack)
{
    public static PassEvidence Of(TimeSpan? skew) => new(SourceLag.Usual + (skew ?? TimeSpan.Zero));

    /// <summary>The interval in which something appeared that the previous complete read did not show.</summary>
    public Seen Interval(in Coverage before, in Coverage now) => new(After(before), now.SeenBy.ToStored());

    public long? After(in Coverage before) => before.Before is { } started ? (started - Slack).ToStored() : null;

    /// <summary>The earlier of two entry times: what a source says later about the same entry never counts against anybody.</summary>
    public static EntryTime? Earliest(EntryTime? first, EntryTime? second) =>
        first is { } one && second is { } other ? (other.At < one.At ? other : one) : first ?? second;

    /// <summary>Of a record that is taken for another by its place alone: that it was entered in time may be its own proof, that it was not may be the other's.</summary>
    public static Identity OfGuess(Identity moved) => moved with
    {
        Entered = moved.Entered is { } entered ? entered with { Vouched = false } : null,
        Entry = moved.Entry with { After = null },
        Taken = moved.Taken with { After = null },
    };

    /// <summary>Evidence of a record that the ledger did not have.</summary>
    public static (Seen Entry, Seen Taken) OfNew(RecordKind kind, RecordColumns columns, Seen interval) =>
        (kind != RecordKind.Lesson || columns.Value is not null ? interval : default, columns.AttendanceTaken == true ? interval : default);

    /// <summary>Evidence of a record that says something else now: set once, when a part goes from empty to filled.</summary>
    public static Identity OfChanged(RecordKind kind, Identity identity, RecordColumns before, RecordColumns now, Seen interval)
    {
        var entry = identity.Entry;
        var taken = identity.Taken;
        if (kind == RecordKind.Lesson)
        {
            if (before.Value is null && now.Value is not null && entry == default)
            {
                entry = interval;
            }

            if (before.AttendanceTaken != true && now.AttendanceTaken == true && taken == default)
            {
                taken = interval;
            }
        }

        // A changed mark's entry time may be that of the change; the first entry is what counts.
        var valueChanged = kind == RecordKind.Mark && !string.Equals(before.Value, now.Value, StringComparison.Ordinal);
        var entered = valueChanged && identity.Entered is null && identity.Entry != default ? null : Earliest(identity.Entered, now.Entered);
        return identity with { Entered = entered, Entry = entry, Taken = taken };
    }
}
