using System.Security.Cryptography;

namespace ElJournal.Gateway.Safekeeping.Sealing;

/// <summary>Encrypts what is written to it. Only a stream that was disposed of is whole.</summary>
internal sealed class SealingStream : Stream
{
    private readonly Stream target;
    private readonly AesGcm cipher;
    private readonly byte[] plain = new byte[SealingKey.ChunkBytes];
    private readonly byte[] closed = new byte[SealingKey.ChunkBytes + SealingKey.TagBytes];
    private int filled;
    private long chunk;
    private bool ended;

    public SealingStream(Stream target, SealingKey key)
    {
        this.target = target;
        var header = key.Header();
        cipher = key.Cipher(header);
        target.Write(header);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // A full chunk goes out when more comes: whether it is the last is not known before.
            if (filled == plain.Length)
            {
                Close(last: false);
            }

            var taken = Math.Min(buffer.Length, plain.Length - filled);
            buffer[..taken].CopyTo(plain.AsSpan(filled));
            filled += taken;
            buffer = buffer[taken..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            ended = true;
            Close(last: true);
            cipher.Dispose();
            CryptographicOperations.ZeroMemory(plain);
            target.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Close(bool last)
    {
        Span<byte> nonce = stackalloc byte[12];
        SealingKey.Nonce(nonce, chunk++, last);
        cipher.Encrypt(nonce, plain.AsSpan(0, filled), closed.AsSpan(0, filled), closed.AsSpan(filled, SealingKey.TagBytes));
        target.Write(closed, 0, filled + SealingKey.TagBytes);
        filled = 0;
    }
}
