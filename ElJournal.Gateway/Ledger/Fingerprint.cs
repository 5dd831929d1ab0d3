using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ElJournal.Gateway.Ledger;

/// <summary>A 128-bit hash that is the same on every machine and in every version: MurmurHash3 x64. Tells contents apart; protects from nobody.</summary>
internal readonly record struct Fingerprint(ulong High, ulong Low)
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    /// <summary>Bytes of its stored form.</summary>
    public const int Size = 16;

    public static Fingerprint Of(ReadOnlySpan<byte> data, uint seed = 0)
    {
        unchecked
        {
            ulong first = seed, second = seed;
            var rest = data;
            while (rest.Length >= 16)
            {
                first ^= Left(BinaryPrimitives.ReadUInt64LittleEndian(rest));
                first = ((BitOperations.RotateLeft(first, 27) + second) * 5) + 0x52dce729;
                second ^= Right(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
                second = ((BitOperations.RotateLeft(second, 31) + first) * 5) + 0x38495ab5;
                rest = rest[16..];
            }

            Span<byte> tail = stackalloc byte[16];
            tail.Clear();
            rest.CopyTo(tail);
            second ^= Right(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]));
            first ^= Left(BinaryPrimitives.ReadUInt64LittleEndian(tail));

            first ^= (ulong)data.Length;
            second ^= (ulong)data.Length;
            first += second;
            second += first;
            first = Mix(first);
            second = Mix(second);
            first += second;
            second += first;
            return new Fingerprint(first, second);
        }
    }

    public static Fingerprint Of(string text)
    {
        Span<byte> buffer = stackalloc byte[384];
        return text.Length * 3 <= buffer.Length ? Of(buffer[..Encoding.UTF8.GetBytes(text, buffer)]) : Of(Encoding.UTF8.GetBytes(text));
    }

    public static Fingerprint Read(ReadOnlySpan<byte> stored) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(stored), BinaryPrimitives.ReadUInt64LittleEndian(stored[8..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, High);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], Low);
    }

    public override int GetHashCode() => unchecked((int)Low);

    private static ulong Left(ulong value) => unchecked(BitOperations.RotateLeft(value * C1, 31) * C2);

    private static ulong Right(ulong value) => unchecked(BitOperations.RotateLeft(value * C2, 33) * C1);

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value ^= value >> 33;
            value *= 0xff51afd7ed558ccd;
            value ^= value >> 33;
            value *= 0xc4ceb9fe1a85ec53;
            return value ^ (value >> 33);
        }
    }
}
