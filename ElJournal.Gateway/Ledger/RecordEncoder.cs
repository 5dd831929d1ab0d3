using System.Buffers;
using System.Text.Json;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>Makes payload and hash of records, one after the other in the same memory.</summary>
internal sealed class RecordEncoder : IDisposable
{
    /// <summary>Bytes of a stored hash: what the record says, then when it was entered.</summary>
    public const int HashSize = Fingerprint.Size + sizeof(ulong);

    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter writer;

    public RecordEncoder() => writer = new Utf8JsonWriter(buffer, RecordPayload.WriterOptions);

    /// <summary>The record as JSON; valid until the next one.</summary>
    public ReadOnlySpan<byte> Payload => buffer.WrittenSpan;

    /// <summary>What the record says, its entry time apart.</summary>
    public Fingerprint Content { get; private set; }

    /// <summary>The entry time.</summary>
    public ulong Entry { get; private set; }

    public RecordExtras Extras { get; private set; }

    public void Encode(JournalRecord record)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        var content = (int)RecordPayload.Write(record, writer);
        Extras = record.Extras();
        Content = Fingerprint.Of(Payload[..content], (uint)(Extras & ~RecordExtras.Unvouched));
        Entry = Fingerprint.Of(Payload[content..], (uint)(Extras & RecordExtras.Unvouched)).Low;
    }

    /// <summary>The hash as it is stored.</summary>
    public void WriteHash(Span<byte> target) => WriteHash(target, Content, Entry);

    public static void WriteHash(Span<byte> target, Fingerprint content, ulong entry)
    {
        content.Write(target);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(target[Fingerprint.Size..], entry);
    }

    public static (Fingerprint Content, ulong Entry) ReadHash(ReadOnlySpan<byte> stored) =>
        (Fingerprint.Read(stored), System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(stored[Fingerprint.Size..]));

    public void Dispose() => writer.Dispose();
}
