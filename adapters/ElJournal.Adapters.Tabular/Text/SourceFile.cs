using System.Security.Cryptography;
using System.Text;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Tabular.Text;

/// <summary>A file as it was when it was first looked at: its hash, encoding and last write.</summary>
/// <remarks>A file that is written while it is being read shows by its length or last write, and then counts as not read.</remarks>
internal sealed class SourceFile : IDisposable
{
    private const int BlockSize = 128 * 1024;

    private readonly Stream stream;
    private readonly TextEncoding encoding;

    private SourceFile(string path, Stream stream, DateTimeOffset lastWrite, long length, string hash, TextEncoding encoding, bool isBlank, bool isAscii, int lines)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
        this.stream = stream;
        this.encoding = encoding;
        LastWrite = lastWrite;
        Length = length;
        Hash = hash;
        IsBlank = isBlank;
        IsAscii = isAscii;
        Lines = lines;
    }

    public string Path { get; }

    /// <summary>The name without the folder, which is what reports show.</summary>
    public string Name { get; }

    public DateTimeOffset LastWrite { get; }

    public long Length { get; }

    /// <summary>SHA-256 of the whole file, hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Whether the file holds nothing but white space.</summary>
    public bool IsBlank { get; }

    /// <summary>English: what is odd about the encoding.</summary>
    public Told? EncodingRemark => encoding.Remark;

    /// <summary>About how many lines it has.</summary>
    public int Lines { get; }

    /// <summary>Looks at a file: one pass for its hash and encoding.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SourceFile Open(string path, CancellationToken cancellationToken)
    {
        var (lastWrite, length) = Stat(path);
        var opened = OpenShared(path);
        try
        {
            var (hash, found, isBlank, isAscii, lines) = Survey(opened, cancellationToken);
            return new SourceFile(path, opened, lastWrite, length, hash, found, isBlank, isAscii, lines);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file beside whoever writes it. What has no length is not opened: a pipe has none either, and whoever opened it would wait for a writer without end.</summary>
    public static Stream OpenShared(string path) => new FileInfo(path).Length == 0
        ? Stream.Null
        : new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });

    /// <summary>The encoding that was recognised.</summary>
    public Encoding Encoding => encoding.Encoding;

    /// <summary>Whether every byte is ASCII, so that the encoding does not matter.</summary>
    public bool IsAscii { get; }

    /// <summary>The text from its beginning, without the byte order mark. May be asked for again once the former reader is no longer used.</summary>
    /// <param name="declared">An encoding that somebody vouches for, instead of the recognised one.</param>
    public TextReader OpenText(Encoding? declared = null)
    {
        stream.Position = encoding.PreambleLength;
        return new StreamReader(stream, declared ?? encoding.Encoding, detectEncodingFromByteOrderMarks: false, BlockSize, leaveOpen: true);
    }

    /// <summary>The bytes from the beginning; the caller leaves the stream open.</summary>
    public Stream OpenBytes()
    {
        stream.Position = 0;
        return stream;
    }

    /// <summary>Whether somebody has written to the file, replaced or removed it since it was looked at.</summary>
    public bool HasChanged()
    {
        try
        {
            return Stat(Path) != (LastWrite, Length);
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => stream.Dispose();

    private static (DateTimeOffset LastWrite, long Length) Stat(string path)
    {
        var info = new FileInfo(path);
        return (new DateTimeOffset(info.LastWriteTimeUtc), info.Length);
    }

    private static (string Hash, TextEncoding Encoding, bool IsBlank, bool IsAscii, int Lines) Survey(Stream file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockSize];
        TextEncoding? preamble = null;
        var isFirst = true;
        var isUtf8 = true;
        var isBlank = true;
        var isAscii = true;
        var (kept, lines) = (0, 0L);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = file.ReadAtLeast(block.AsSpan(kept), BlockSize - kept, throwOnEndOfStream: false);
            hash.AppendData(block, kept, count);
            lines += block.AsSpan(kept, count).Count((byte)'\n');
            var bytes = block.AsSpan(0, kept + count);
            preamble = isFirst ? TextEncoding.FromPreamble(bytes) : preamble;
            isBlank = isBlank && bytes[(isFirst ? preamble?.PreambleLength ?? 0 : 0)..].IndexOfAnyExcept(" \t\r\n\0"u8) < 0;
            isAscii = isAscii && Ascii.IsValid(bytes);
            isFirst = false;
            kept = count == 0 ? 0 : TextEncoding.Unfinished(bytes);
            isUtf8 = isUtf8 && TextEncoding.IsUtf8(bytes[..^kept]);
            if (count == 0)
            {
                break;
            }

            bytes[^kept..].CopyTo(block);
        }

        var found = preamble ?? (isUtf8 ? TextEncoding.FromContent(isUtf8: true, 0, 0) : CountAgain(file, cancellationToken));
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), found, isBlank, isAscii, (int)Math.Min(lines, int.MaxValue));
    }

    private static TextEncoding CountAgain(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var block = new byte[BlockSize];
        long multibyte = 0, invalid = 0;
        int count;
        while ((count = file.Read(block)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TextEncoding.Count(block.AsSpan(0, count), ref multibyte, ref invalid);
        }

        return TextEncoding.FromContent(isUtf8: false, multibyte, invalid);
    }
}
