using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>An answer's body, received whole into rented blocks and read from them as a stream: never one long string or array.</summary>
internal sealed class WholeBody : HttpContent
{
    private const int BlockSize = 64 * 1024;
    private const int HeadSize = 4000;

    private readonly List<byte[]> blocks = [];
    private long length;
    private bool returned;

    public long Length => length;

    /// <summary>Receives the body.</summary>
    /// <exception cref="AdapterException">It is larger than allowed.</exception>
    public static async ValueTask<WholeBody> ReadAsync(HttpResponseMessage response, long most, CancellationToken cancellationToken)
    {
        var body = new WholeBody();
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await body.FillAsync(stream, most, response.RequestMessage, cancellationToken).ConfigureAwait(false);
            }

            foreach (var header in response.Content.Headers)
            {
                body.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>The beginning as text, for judging the answer.</summary>
    public string Head() => blocks.Count == 0 ? "" : Encoding.UTF8.GetString(blocks[0], 0, (int)Math.Min(Math.Min(length, HeadSize), BlockSize));

    public Stream Open() => new BlockStream(this);

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Open();

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(Open());

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var left = length;
        foreach (var block in blocks)
        {
            var count = (int)Math.Min(left, BlockSize);
            await stream.WriteAsync(block.AsMemory(0, count)).ConfigureAwait(false);
            left -= count;
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !returned)
        {
            returned = true;
            blocks.ForEach(block => ArrayPool<byte>.Shared.Return(block));
            blocks.Clear();
            length = 0;
        }

        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(Stream stream, long most, HttpRequestMessage? request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var block = ArrayPool<byte>.Shared.Rent(BlockSize);
            blocks.Add(block);
            var count = await stream.ReadAtLeastAsync(block.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            length += count;
            if (length > most)
            {
                throw new AdapterException(
                    AdapterFailure.Final,
                    string.Create(CultureInfo.InvariantCulture, $"{HttpAddresses.Redacted(request?.RequestUri)} sent more than {most} bytes."),
                    string.Format(CultureInfo.GetCultureInfo("ru"), Texts.TooLarge, most / 1024 / 1024));
            }

            if (count < BlockSize)
            {
                return;
            }
        }
    }

    private sealed class BlockStream(WholeBody body) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => body.length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            ObjectDisposedException.ThrowIf(body.returned, body);
            var count = (int)Math.Min(Math.Min(buffer.Length, body.length - position), BlockSize - (position % BlockSize));
            if (count <= 0)
            {
                return 0;
            }

            body.blocks[(int)(position / BlockSize)].AsSpan((int)(position % BlockSize), count).CopyTo(buffer);
            position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(Read(buffer.Span));
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
