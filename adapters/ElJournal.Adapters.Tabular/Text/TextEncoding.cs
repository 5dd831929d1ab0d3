using System.Text;
using System.Text.Unicode;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Tabular.Text;

/// <summary>Which encoding a file is in.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="PreambleLength">Bytes of the byte order mark.</param>
/// <param name="Remark">What a person should know; <see langword="null"/> for sound UTF-8.</param>
internal sealed record TextEncoding(Encoding Encoding, int PreambleLength, Told? Remark)
{
    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    /// <summary>The encoding that a byte order mark names.</summary>
    public static TextEncoding? FromPreamble(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new(Encoding.UTF8, 3, Remark: null),
        [0xFF, 0xFE, ..] => new(Encoding.Unicode, 2, Told.Of("the file is UTF-16; it was read, but should be saved as UTF-8", Texts.Utf16)),
        [0xFE, 0xFF, ..] => new(Encoding.BigEndianUnicode, 2, Told.Of("the file is UTF-16; it was read, but should be saved as UTF-8", Texts.Utf16)),
        _ => null,
    };

    /// <summary>The encoding of a file without a byte order mark.</summary>
    /// <param name="isUtf8">Whether all of it is valid UTF-8.</param>
    /// <param name="multibyte">Valid sequences of several bytes.</param>
    /// <param name="invalid">Bytes that are no UTF-8.</param>
    public static TextEncoding FromContent(bool isUtf8, long multibyte, long invalid) =>
        isUtf8 ? new(Encoding.UTF8, 0, Remark: null)
        : multibyte > invalid ? new(Encoding.UTF8, 0, Told.Of("some bytes are not valid UTF-8 and were replaced", Texts.InvalidBytes))
        : new(Windows1251, 0, Told.Of("the file is not UTF-8; it was read as Windows-1251 and should be saved as UTF-8", Texts.Windows1251));

    /// <summary>Counts valid sequences of several bytes and invalid bytes. Russian text in Windows-1251 has hardly any of the first.</summary>
    public static void Count(ReadOnlySpan<byte> bytes, ref long multibyte, ref long invalid)
    {
        while (!bytes.IsEmpty)
        {
            var ascii = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
            {
                return;
            }

            bytes = bytes[ascii..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            multibyte += status == System.Buffers.OperationStatus.Done ? 1 : 0;
            invalid += status == System.Buffers.OperationStatus.Done ? 0 : 1;
            bytes = bytes[length..];
        }
    }

    /// <summary>How many bytes at the end may be the beginning of a character that goes on in the next block.</summary>
    public static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if ((b & 0xC0) == 0xC0)
            {
                var needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return needed > back ? back : 0;
            }

            if ((b & 0x80) == 0)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Whether the bytes are valid UTF-8 as they stand.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes);
}
