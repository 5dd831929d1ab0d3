using System.IO.Compression;
using System.Text;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Paragraf.Reading;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;
using ExcelDataReader;

namespace ElJournal.Adapters.Paragraf.Files;

/// <summary>The rows of a sheet of an XLSX or XLS file.</summary>
internal sealed class ExcelRows : IRawRows
{
    /// <summary>What a workbook may unpack to: far more than a school's year, far less than what fills a machine.</summary>
    private const long MostUnpacked = 512L * 1024 * 1024;

    /// <summary>So many merged cells no school's sheet has: each row looks at those around it.</summary>
    private const int MostMerged = 100_000;

    private readonly string place;
    private readonly IExcelDataReader reader;
    private readonly string[] header;
    private readonly ILookup<int, CellRange> merged;
    private readonly List<CellRange> around = [];
    private readonly Dictionary<CellRange, object?> values = [];

    static ExcelRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private ExcelRows(string place, IExcelDataReader reader, string[] header, CellRange[] merged, IReadOnlyList<string> titles)
    {
        this.place = place;
        this.reader = reader;
        this.header = header;
        this.merged = merged.ToLookup(range => range.FromRow);
        Titles = titles;
    }

    /// <summary>The rows above the header, each as one text.</summary>
    public IReadOnlyList<string> Titles { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header => header;

    /// <inheritdoc/>
    public string Place => place;

    /// <inheritdoc/>
    public int Line => reader.Depth + 1;

    /// <inheritdoc/>
    public int LastLine => Line;

    /// <inheritdoc/>
    public Told? Flaw => null;

    /// <inheritdoc/>
    public bool IsCutOff => false;

    /// <inheritdoc/>
    public bool IsOpen => false;

    /// <inheritdoc/>
    public EntityFailure? EndFailure => null;

    /// <inheritdoc/>
    public object? this[int column]
    {
        get
        {
            var cell = column < reader.FieldCount ? reader.GetValue(column) : null;
            if (cell is null && around.Count > 0 && RangeOf(column) is { } range)
            {
                return values.GetValueOrDefault(range);
            }

            return cell;
        }
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="EntityUnreadException">It is no such file, is cut off, or has no such sheet or header.</exception>
    public static ExcelRows Open(SourceFile file, FileRule rule)
    {
        IExcelDataReader? opened = null;
        try
        {
            RefuseBomb(file);
            opened = ExcelReaderFactory.CreateReader(file.OpenBytes(), new ExcelReaderConfiguration { FallbackEncoding = CodePagesEncodingProvider.Instance.GetEncoding(1251)!, LeaveOpen = true });
            while (rule.Sheet is not null && !string.Equals(CellText.Clean(opened.Name), CellText.Clean(rule.Sheet), StringComparison.OrdinalIgnoreCase))
            {
                if (!opened.NextResult())
                {
                    throw new EntityUnreadException(new EntityFailure("sheet-missing", $"{file.Name}: there is no sheet '{rule.Sheet}'", MappingNode.Format(Texts.UnreadSheet, file.Name, rule.Sheet)));
                }
            }

            var titles = new List<string>();
            while (opened.Read())
            {
                var cells = Enumerable.Range(0, opened.FieldCount).Select(i => CellText.Clean(opened.GetValue(i)?.ToString() ?? string.Empty)).ToArray();
                if (opened.Depth < rule.SkipRows)
                {
                    titles.Add(string.Join(' ', cells.Where(cell => cell.Length > 0)));
                }
                else if (cells.Any(cell => cell.Length > 0))
                {
                    return new ExcelRows(file.Name, opened, cells, rule.MergedCells ? Merged(file, opened) : [], titles);
                }
            }

            throw new EntityUnreadException(new EntityFailure("header", $"{file.Name}: there is no header row", MappingNode.Format(Texts.UnreadHeader, file.Name)));
        }
        catch (Exception cause)
        {
            opened?.Dispose();
            throw cause is EntityUnreadException ? cause : Unreadable(file.Name, cause);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (!reader.Read())
            {
                return ValueTask.FromResult(false);
            }

            around.RemoveAll(IsAbove);
            foreach (var range in merged[reader.Depth])
            {
                around.Add(range);
                if (range.FromColumn < reader.FieldCount)
                {
                    values[range] = reader.GetValue(range.FromColumn);
                }
            }

            return ValueTask.FromResult(true);
        }
        catch (Exception cause)
        {
            throw Unreadable(place, cause);
        }
    }

    /// <inheritdoc/>
    public bool TryTakeBroken(out BrokenRow broken)
    {
        broken = default;
        return false;
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A packed workbook says how long its parts are, and none unpacks to more than it says.</summary>
    private static void RefuseBomb(SourceFile file)
    {
        var bytes = file.OpenBytes();
        if (bytes.ReadByte() != 'P' || bytes.ReadByte() != 'K')
        {
            return;
        }

        bytes.Position = 0;
        using var parts = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
        if (parts.Entries.Sum(part => part.Length) > MostUnpacked)
        {
            throw new EntityUnreadException(new EntityFailure("too-large", $"{file.Name}: it unpacks to more than {MostUnpacked / 1024 / 1024} MB", MappingNode.Format(Texts.UnreadTooLarge, file.Name, MostUnpacked / 1024 / 1024)));
        }
    }

    private CellRange? RangeOf(int column)
    {
        foreach (var range in around)
        {
            if (range.FromColumn <= column && column <= range.ToColumn)
            {
                return range;
            }
        }

        return null;
    }

    private bool IsAbove(CellRange range)
    {
        var above = range.ToRow < reader.Depth;
        if (above)
        {
            values.Remove(range);
        }

        return above;
    }

    private static CellRange[] Merged(SourceFile file, IExcelDataReader sheet) =>
        sheet.MergeCells is not { } cells ? []
        : cells.Length <= MostMerged ? cells
        : throw new EntityUnreadException(new EntityFailure("too-large", $"{file.Name}: more than {MostMerged} merged cells", MappingNode.Format(Texts.UnreadTooManyMerged, file.Name, MostMerged)));

    /// <summary>The library throws whatever the damage happens to lead to; all of it means that the file is not whole.</summary>
    private static EntityUnreadException Unreadable(string name, Exception cause) =>
        new(new EntityFailure("unreadable", $"{name} is no whole spreadsheet ({cause.GetType().Name}); it may be half written, or saved by another program under this name", MappingNode.Format(Texts.UnreadSpreadsheet, name)), cause);
}
