using System.Runtime.InteropServices;
using System.Text;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>Gives the same string for the same bytes, so that ids, marks and names of works, which repeat a hundred thousand times, are made once.</summary>
internal sealed class Utf8Pool
{
    private const int Limit = 1 << 18;
    private (int Hash, byte[] Bytes, string Text)[] slots = new (int, byte[], string)[1 << 10];
    private int count;

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        var hash = Hash(utf8);
        var mask = slots.Length - 1;
        for (var at = hash & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot.Bytes is null)
            {
                return Add(utf8, hash);
            }

            if (slot.Hash == hash && utf8.SequenceEqual(slot.Bytes))
            {
                return slot.Text;
            }
        }
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15UL;
            while (bytes.Length >= sizeof(ulong))
            {
                hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
                bytes = bytes[sizeof(ulong)..];
            }

            var rest = 0UL;
            foreach (var value in bytes)
            {
                rest = (rest << 8) | value;
            }

            return (int)(Mix(hash ^ rest) & 0x7FFFFFFF);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value ^= value >> 32;
            value *= 0xD6E8FEB86659FD93UL;
            return value ^ (value >> 29);
        }
    }

    private string Add(ReadOnlySpan<byte> utf8, int hash)
    {
        if (count >= Limit)
        {
            Array.Clear(slots);
            count = 0;
        }
        else if (count * 2 >= slots.Length)
        {
            Grow();
        }

        var text = Encoding.UTF8.GetString(utf8);
        Put(slots, (hash, utf8.ToArray(), text));
        count++;
        return text;
    }

    private void Grow()
    {
        var larger = new (int, byte[], string)[slots.Length * 2];
        foreach (var slot in slots)
        {
            if (slot.Bytes is not null)
            {
                Put(larger, slot);
            }
        }

        slots = larger;
    }

    private static void Put((int Hash, byte[] Bytes, string Text)[] into, (int Hash, byte[] Bytes, string Text) slot)
    {
        var mask = into.Length - 1;
        var at = slot.Hash & mask;
        while (into[at].Bytes is not null)
        {
            at = (at + 1) & mask;
        }

        into[at] = slot;
    }
}
