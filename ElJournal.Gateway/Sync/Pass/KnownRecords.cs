using System.Runtime.InteropServices;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

[Flags]
internal enum KnownState
{
    None = 0,

    /// <summary>Received in this pass, or named as not understood: not gone.</summary>
    Seen = 1,

    /// <summary>Gone from the source before this pass.</summary>
    Gone = 2,

    /// <summary>Written by a pass that broke off, or by this one: its end decides what it is.</summary>
    Pending = 4,
}

/// <summary>What the pass needs to know of a stored record: 24 bytes, because there are most of a million.</summary>
internal struct Known
{
    public long Row;
    public ulong Content;
    public uint Entry;
    public KnownState State;

    public readonly bool Has(KnownState state) => (State & state) != KnownState.None;
}

/// <summary>The stored records of one kind, by the hash of their key.</summary>
internal sealed class KnownKind
{
    private readonly Dictionary<Fingerprint, Known> entries = [];

    /// <summary>The ledger holds nothing of this kind and has never read it, so that what comes can be neither moved nor stale and needs no decision at the end.</summary>
    public bool Direct { get; set; }

    /// <summary>The ledger holds records of this kind that were not loaded, because their days lie outside the windows.</summary>
    public bool Partial { get; set; }

    public bool Loaded { get; set; }

    /// <summary>Makes room at once: growing by doubling would hold the table twice.</summary>
    public void Expect(int count) => entries.EnsureCapacity(count);

    public ref Known Add(Fingerprint key, out bool exists) => ref CollectionsMarshal.GetValueRefOrAddDefault(entries, key, out exists);

    public ref Known Find(Fingerprint key) => ref CollectionsMarshal.GetValueRefOrNullRef(entries, key);

    /// <summary>Rows in one of these states and not in the others.</summary>
    public IEnumerable<Known> Where(KnownState has, KnownState hasNot)
    {
        foreach (var known in entries.Values)
        {
            if ((known.State & has) == has && (known.State & hasNot) == KnownState.None)
            {
                yield return known;
            }
        }
    }
}

/// <summary>All kinds.</summary>
internal sealed class KnownRecords
{
    private readonly KnownKind[] kinds = [.. Enumerable.Range(0, RecordKinds.All.Length + 1).Select(_ => new KnownKind())];

    public KnownKind this[RecordKind kind] => kinds[(int)kind];
}
