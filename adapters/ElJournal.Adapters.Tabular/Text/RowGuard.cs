using System.Buffers;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Tabular.Text;

/// <summary>A line that is no row.</summary>
/// <param name="Number">Line, from 1.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Beginning">The line's beginning, as far as it can be trusted: whole fields only.</param>
internal readonly record struct BrokenLine(int Number, Told Reason, IReadOnlyList<string> Beginning);

/// <summary>Lets only well-formed rows of bounded length through to the parser.</summary>
/// <remarks>
/// The parser holds a whole row in memory and takes an unterminated quote for the rest of the file. Here a row that does not end well costs its first line only:
/// the line is reported and an empty one stands in for it, so that the parser goes on counting lines. Text without quotes passes in whole blocks.
/// </remarks>
internal sealed class RowGuard : TextReader
{
    /// <summary>Characters; no row of a journal comes near.</summary>
    internal const int LongestRow = 256 * 1024;

    private const char Damaged = '\uFFFD';
    private static readonly SearchValues<char> Special = SearchValues.Create("\"\0\uFFFD");
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n");

    private readonly TextReader inner;
    private readonly CancellationToken cancellationToken;
    private readonly Action<BrokenLine> onBroken;
    private readonly Action<int> onDamaged;
    private readonly char[] buffer = new char[LongestRow + 1024];
    private int start;
    private int safe;
    private int end;
    private bool atEnd;
    private bool isHeaderOut;
    private int line = 1;

    /// <param name="inner">The text.</param>
    /// <param name="onBroken">Told of each line that is no row.</param>
    /// <param name="onDamaged">Told of each line in which characters had to be replaced.</param>
    /// <param name="cancellationToken">Looked at with each block.</param>
    public RowGuard(TextReader inner, Action<BrokenLine> onBroken, Action<int> onDamaged, CancellationToken cancellationToken)
    {
        this.inner = inner;
        this.onBroken = onBroken;
        this.onDamaged = onDamaged;
        this.cancellationToken = cancellationToken;
        Fill();
    }

    /// <summary>What separates fields; set once the header has been looked at and before anything is read.</summary>
    public char Separator { get; set; } = ',';

    /// <summary>
    /// Asked of a line without quotes, with its number, whether it may be dropped; an empty one then stands in for it. Set once the header has been read.
    /// Never asked of a last line that no line break follows.
    /// </summary>
    public Func<ReadOnlySpan<char>, int, bool>? MayDrop { get; set; }

    /// <summary>The first line.</summary>
    public ReadOnlySpan<char> Header
    {
        get
        {
            var text = buffer.AsSpan(0, end).TrimStart("\r\n");
            var length = text.IndexOfAny(Breaks);
            return length < 0 ? text : text[..length];
        }
    }

    /// <summary>The number of the last line when the file ends without a line break after it; it may have been cut off.</summary>
    public int? OpenLine { get; private set; }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> target)
    {
        if (start == safe && !Release())
        {
            return 0;
        }

        var count = Math.Min(target.Length, safe - start);
        buffer.AsSpan(start, count).CopyTo(target);
        start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override int Peek() => start < safe || Release() ? buffer[start] : -1;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static int CountBreaks(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");

    /// <summary>Moves <see cref="safe"/> on; <see langword="false"/> at the end of the text.</summary>
    private bool Release()
    {
        while (true)
        {
            if (start == end && !Fill())
            {
                return false;
            }

            var text = buffer.AsSpan(start, end - start);
            var whole = atEnd ? text.Length : LastBreak(text);
            whole = isHeaderOut ? whole : FirstBreak(text[..whole]);
            if (whole == 0)
            {
                if (!Fill() && !atEnd)
                {
                    DropOverlong();
                }

                continue;
            }

            if (text[..whole].IndexOfAny(Special) is >= 0 and var special)
            {
                // Everything up to the line with the first special character passes as it is; that line's row is looked at closely.
                var before = text[..special].LastIndexOfAny(Breaks) + 1;
                whole = before > 0 ? before : CheckRow();
                if (whole == 0)
                {
                    continue;
                }

                whole = before > 0 ? Condense(whole) : whole;
            }
            else
            {
                whole = Condense(whole);
            }

            var passed = buffer.AsSpan(start, whole);
            line += CountBreaks(passed);
            safe = start + whole;
            isHeaderOut = true;
            OpenLine = atEnd && safe == end && !Breaks.Contains(passed[^1]) ? line : null;
            return true;
        }
    }

    /// <summary>Takes out the lines that may be dropped of so much text without quotes. What is left ends where the text ended.</summary>
    /// <returns>How much is left.</returns>
    private int Condense(int whole)
    {
        if (MayDrop is null)
        {
            return whole;
        }

        var (kept, number) = (0, line);
        for (var text = buffer.AsSpan(start, whole); text.Length > 0;)
        {
            var length = text.IndexOfAny(Breaks);
            var next = length < 0 ? text.Length : length + 1;
            var left = text[(length > 0 && MayDrop(text[..length], number) ? length : 0)..next];
            number += length >= 0 && !(text[length] == '\r' && next < text.Length && text[next] == '\n') ? 1 : 0;
            text = text[next..];
            left.CopyTo(buffer.AsSpan(start + kept));
            kept += left.Length;
        }

        buffer.AsSpan(start, kept).CopyTo(buffer.AsSpan(start + whole - kept));
        start += whole - kept;
        return kept;
    }

    /// <summary>How much of the text is whole lines. A carriage return at the very end may be half a line break.</summary>
    private static int LastBreak(ReadOnlySpan<char> text) => text[^1] == '\n' ? text.Length : text[..^1].LastIndexOfAny(Breaks) + 1;

    /// <summary>How much of the text is its first line that holds something; what follows waits until it is known what may be dropped.</summary>
    private static int FirstBreak(ReadOnlySpan<char> lines)
    {
        var begin = lines.IndexOfAnyExcept(Breaks);
        var length = begin < 0 ? -1 : lines[begin..].IndexOfAny(Breaks);
        return length < 0 ? lines.Length : begin + length + (lines[(begin + length)..].StartsWith("\r\n") ? 2 : 1);
    }

    /// <summary>Looks at the row at <see cref="start"/>: its length, or 0 when its first line had to be dropped or more text has come.</summary>
    private int CheckRow()
    {
        var isAll = atEnd;
        var scan = QuoteScan.Scan(buffer.AsSpan(start, end - start), Separator, isAll);
        if (scan.Outcome == QuoteOutcome.NeedsMore && (Fill() || atEnd != isAll))
        {
            return 0;
        }

        if (scan.Outcome != QuoteOutcome.Whole)
        {
            var reason = scan.Outcome == QuoteOutcome.TextAfterQuote ? Told.Of("there is text after a closing quote", Texts.TextAfterQuote) : Told.Of("a quote is opened and never closed", Texts.OpenQuote);
            onBroken(new BrokenLine(line, reason, QuoteScan.Fields(buffer.AsSpan(start, scan.Trusted), Separator)));
            SkipLine();
            return 0;
        }

        var row = buffer.AsSpan(start, scan.Length);
        if (row.IndexOfAny('\0', Damaged) >= 0)
        {
            row.Replace('\0', Damaged);
            onDamaged(line);
        }

        return scan.Length;
    }

    private void DropOverlong()
    {
        var head = buffer.AsSpan(start, Math.Min(4096, end - start));
        var quote = head.IndexOf('"');
        head = quote < 0 ? head : head[..quote];
        onBroken(new BrokenLine(line, Told.Of($"the line is longer than {LongestRow} characters", Texts.Overlong, LongestRow), QuoteScan.Fields(head[..(head.LastIndexOf(Separator) + 1)], Separator)));
        SkipLine();
    }

    /// <summary>Takes out the line at <see cref="start"/>; its line break stays and keeps the count right.</summary>
    private void SkipLine()
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOfAny(Breaks);
            start = safe = length < 0 ? end : start + length;
            if (length >= 0)
            {
                return;
            }

            if (!Fill())
            {
                OpenLine = line;
                return;
            }
        }
    }

    /// <summary>Reads more text behind what is there; <see langword="false"/> when there is none or no room for it.</summary>
    private bool Fill()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            safe -= start;
            start = 0;
        }

        var had = end;
        while (!atEnd && end < buffer.Length)
        {
            var count = inner.Read(buffer, end, buffer.Length - end);
            atEnd = count == 0;
            end += count;
        }

        return end > had;
    }
}
