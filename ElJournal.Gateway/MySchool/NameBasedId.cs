using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ElJournal.Gateway.MySchool;

/// <summary>UUIDs that come out the same whenever they are asked for (RFC 9562, version 5).</summary>
internal static class NameBasedId
{
    /// <summary>Ours; it must never change, or every lesson gets another id.</summary>
    private static readonly Guid Namespace = new("6f1d3a52-8a0e-4d0b-9c55-3f2f6f0d7c11");

    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        // Each part with its length, so that no two lists of parts are one name.
        var name = new StringBuilder();
        foreach (var part in parts)
        {
            name.Append(part.Length).Append(':').Append(part);
        }

        var text = Encoding.UTF8.GetBytes(name.ToString());
        var bytes = new byte[16 + text.Length];
        Namespace.TryWriteBytes(bytes, bigEndian: true, out _);
        text.CopyTo(bytes, 16);
#pragma warning disable CA5350 // Version 5 is defined by SHA-1; nothing is protected by it.
        var hash = SHA1.HashData(bytes).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        return new Guid(hash, bigEndian: true);
    }
}
