using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>New records that wait to be written together.</summary>
internal sealed class Additions
{
    /// <summary>How many go into one transaction: each costs a flush to the disk.</summary>
    public const int Batch = 5_000;

    private readonly List<Addition> items = new(Batch);
    private byte[] payloads = new byte[256 * Batch];
    private int used;

    public int Count => items.Count;

    public IReadOnlyList<Addition> Items => items;

    public void Add(JournalRecord record, Fingerprint key, RecordEncoder encoded)
    {
        var payload = encoded.Payload;
        if (used + payload.Length > payloads.Length)
        {
            Array.Resize(ref payloads, Math.Max(payloads.Length * 2, used + payload.Length));
        }

        payload.CopyTo(payloads.AsSpan(used));
        items.Add(new Addition(record, key, encoded.Content, encoded.Entry, used, payload.Length));
        used += payload.Length;
    }

    public ReadOnlySpan<byte> Payload(in Addition addition) => payloads.AsSpan(addition.Offset, addition.Length);

    public void Clear()
    {
        items.Clear();
        used = 0;
    }

    public readonly record struct Addition(JournalRecord Record, Fingerprint Key, Fingerprint Content, ulong Entry, int Offset, int Length);
}
