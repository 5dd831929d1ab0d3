using System.Security.Cryptography;

namespace ElJournal.Gateway.Safekeeping.Sealing;

/// <summary>Decrypts a sealed file while it is read. Nothing is handed out that was not proved to be whole.</summary>
internal sealed class OpeningStream : Stream
{
    private readonly Stream source;
    private readonly AesGcm cipher;
    private readonly byte[] closed = new byte[SealingKey.ChunkBytes + SealingKey.TagBytes];
    private readonly byte[] plain = new byte[SealingKey.ChunkBytes];
    private int filled;
    private int given;
    private long chunk;
    private bool ended;

    /// <param name="source">The file; its length must be known.</param>
    /// <param name="password">The password.</param>
    /// <param name="key">The key of the file before, when it is of the same set; afterwards this file's.</param>
    /// <exception cref="SealException">It is no sealed file, or the password is another.</exception>
    public OpeningStream(Stream source, string password, ref SealingKey? key)
    {
        this.source = source;
        var header = new byte[SealingKey.HeaderBytes];
        var read = source.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        key = SealingKey.For(header.AsSpan(0, read), password, key);
        cipher = key.Cipher(header);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (given == filled && !ended)
        {
            Open();
        }

        var taken = Math.Min(buffer.Length, filled - given);
        plain.AsSpan(given, taken).CopyTo(buffer);
        given += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            source.Dispose();
            CryptographicOperations.ZeroMemory(plain);
        }

        base.Dispose(disposing);
    }

    private void Open()
    {
        var read = source.ReadAtLeast(closed, closed.Length, throwOnEndOfStream: false);
        if (read < SealingKey.TagBytes)
        {
            throw new SealException(Texts.SealBroken);
        }

        ended = source.Position == source.Length;
        (filled, given) = (read - SealingKey.TagBytes, 0);
        Span<byte> nonce = stackalloc byte[12];
        SealingKey.Nonce(nonce, chunk++, ended);
        try
        {
            cipher.Decrypt(nonce, closed.AsSpan(0, filled), closed.AsSpan(filled, SealingKey.TagBytes), plain.AsSpan(0, filled));
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new SealException(Texts.SealBroken, exception);
        }
    }
}
