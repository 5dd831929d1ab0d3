using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ElJournal.Gateway.Safekeeping.Sealing;

/// <summary>The key of a set of sealed files, made from a password (PBKDF2, SHA-256). Format <c>eljournal-sealed/1</c>: see Decisions/0026.</summary>
internal sealed class SealingKey
{
    /// <summary>As OWASP advises for PBKDF2 with SHA-256.</summary>
    public const int UsualIterations = 600_000;

    public const int ChunkBytes = 1024 * 1024;
    public const int TagBytes = 16;
    public const int HeaderBytes = 8 + 4 + SaltBytes + SaltBytes + SaltBytes;

    private const int SaltBytes = 16;
    private const int LeastIterations = 10_000;
    private const int MostIterations = 10_000_000;

    private readonly int iterations;
    private readonly byte[] salt;
    private readonly byte[] master;

    private SealingKey(string password, byte[] salt, int iterations)
    {
        this.iterations = iterations;
        this.salt = salt;
        master = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, 32);
    }

    private static ReadOnlySpan<byte> Magic => "ELJSEAL1"u8;

    public static SealingKey Create(string password, int iterations = UsualIterations) => new(password, RandomNumberGenerator.GetBytes(SaltBytes), iterations);

    /// <summary>The key that a file's header asks for; the given one where it is the same, because making one takes its time.</summary>
    /// <exception cref="SealException">The header is not one, or the password is another.</exception>
    public static SealingKey For(ReadOnlySpan<byte> header, string password, SealingKey? known)
    {
        var asked = header.Length == HeaderBytes && header.StartsWith(Magic) ? BinaryPrimitives.ReadInt32BigEndian(header[8..]) : 0;
        if (asked is < LeastIterations or > MostIterations)
        {
            throw new SealException(Texts.SealNotSealed);
        }

        var wanted = header.Slice(12, SaltBytes);
        var key = known is not null && known.iterations == asked && wanted.SequenceEqual(known.salt) ? known : new SealingKey(password, wanted.ToArray(), asked);
        return CryptographicOperations.FixedTimeEquals(key.Proof(), header.Slice(12 + SaltBytes, SaltBytes)) ? key : throw new SealException(Texts.SealPassword);
    }

    /// <summary>The header of a new file. It proves the password, so that a wrong one is told from damage.</summary>
    public byte[] Header()
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), iterations);
        salt.CopyTo(header, 12);
        Proof().CopyTo(header, 12 + SaltBytes);
        RandomNumberGenerator.Fill(header.AsSpan(12 + SaltBytes + SaltBytes));
        return header;
    }

    /// <summary>The cipher of the file with this header: each file has a key of its own, so chunks can be counted from 0 in each.</summary>
    public AesGcm Cipher(ReadOnlySpan<byte> header) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, salt: header[^SaltBytes..].ToArray(), info: "eljournal-sealed/1 file"u8.ToArray()), TagBytes);

    /// <summary>Chunks cannot be exchanged, left out or cut off: the nonce counts them and marks the last.</summary>
    public static void Nonce(Span<byte> nonce, long chunk, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], chunk);
        nonce[11] = last ? (byte)1 : (byte)0;
    }

    private byte[] Proof() => HKDF.DeriveKey(HashAlgorithmName.SHA256, master, SaltBytes, info: "eljournal-sealed/1 proof"u8.ToArray());
}

/// <summary>A sealed file cannot be opened; the message is Russian.</summary>
internal sealed class SealException(string message, Exception? inner = null) : IOException(message, inner);
