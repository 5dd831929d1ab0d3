using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Paragraf.Files;

/// <summary>The rows of a CSV file.</summary>
internal sealed class CsvRows : IRawRows
{
    private static readonly char[] Separators = [';', ',', '\t', '|'];

    private readonly SourceFile file;
    private readonly FileRule rule;
    private readonly CsvParser parser;
    private readonly RowGuard guard;
    private readonly Queue<BrokenLine> broken;
    private readonly string[] header;
    private bool ended;

    private CsvRows(SourceFile file, FileRule rule, CsvParser parser, RowGuard guard, Queue<BrokenLine> broken, string[] header, IReadOnlyList<string> titles)
    {
        this.file = file;
        this.rule = rule;
        this.parser = parser;
        this.guard = guard;
        this.broken = broken;
        this.header = header;
        Titles = titles;
    }

    /// <summary>The rows above the header, each as one text.</summary>
    public IReadOnlyList<string> Titles { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header => header;

    /// <inheritdoc/>
    public string Place => file.Name;

    /// <inheritdoc/>
    public int Line => parser.RawRow - Math.Max(0, parser.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n'));

    /// <inheritdoc/>
    public int LastLine => parser.RawRow;

    /// <inheritdoc/>
    public Told? Flaw
    {
        get
        {
            for (var i = header.Length; i < parser.Count; i++)
            {
                if (!string.IsNullOrWhiteSpace(parser[i]))
                {
                    return Told.Overfull;
                }
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public bool IsCutOff => IsOpen && (!rule.EndsWithoutLineBreak || parser.Count < header.Length);

    /// <inheritdoc/>
    public bool IsOpen => guard.OpenLine == parser.RawRow;

    /// <inheritdoc/>
    public EntityFailure? EndFailure => guard.OpenLine is { } line && (!rule.EndsWithoutLineBreak || line > parser.RawRow)
        ? new EntityFailure("cut-off", $"{Place}: no line break ends the last row, so it may be cut off; where a program never writes one, the mapping says endsWithoutLineBreak", MappingNode.Format(Texts.UnreadCutOff, Place))
        : null;

    /// <inheritdoc/>
    public object? this[int column] => column < parser.Count ? parser[column] : null;

    /// <summary>Opens a file.</summary>
    /// <exception cref="EntityUnreadException">There is no header.</exception>
    public static CsvRows Open(SourceFile file, FileRule rule, Action<int> onDamaged, CancellationToken cancellationToken)
    {
        var separator = rule.Separator ?? SeparatorOf(file, rule);
        var brokenLines = new Queue<BrokenLine>();
        var sound = new RowGuard(file.OpenText(rule.Encoding), brokenLines.Enqueue, onDamaged, cancellationToken) { Separator = separator };
        var rows = new CsvParser(sound, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            Mode = CsvMode.RFC4180,
            BadDataFound = null,
            IgnoreBlankLines = false,
            DetectDelimiter = false,
            BufferSize = 64 * 1024,
        });
        var titles = new List<string>();
        for (var i = 0; i < rule.SkipRows && rows.Read(); i++)
        {
            titles.Add(string.Join(' ', rows.Record ?? []));
        }

        if (rows.Read() && rows.Record is { } names && names.Any(name => !string.IsNullOrWhiteSpace(name)))
        {
            return new CsvRows(file, rule, rows, sound, brokenLines, names, titles);
        }

        rows.Dispose();
        throw new EntityUnreadException(new EntityFailure("header", $"{file.Name}: there is no header row after {rule.SkipRows.ToString(CultureInfo.InvariantCulture)} rows", MappingNode.Format(Texts.UnreadHeader, file.Name)));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if ((parser.RawRow & 0xFF) == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        ended = !parser.Read();
        return ValueTask.FromResult(!ended);
    }

    /// <inheritdoc/>
    public bool TryTakeBroken(out BrokenRow row)
    {
        row = default;
        if (!broken.TryPeek(out var next) || !(ended || next.Number < parser.RawRow))
        {
            return false;
        }

        broken.Dequeue();
        row = new BrokenRow(next.Number, next.Reason, next.Beginning);
        return true;
    }

    public ValueTask DisposeAsync()
    {
        parser.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The separator that the header has most of.</summary>
    private static char SeparatorOf(SourceFile file, FileRule rule)
    {
        var reader = file.OpenText(rule.Encoding);
        string? line = null;
        for (var i = 0; i <= rule.SkipRows; i++)
        {
            line = reader.ReadLine();
        }

        return Separators.MaxBy(separator => line?.Count(c => c == separator) ?? 0);
    }
}
