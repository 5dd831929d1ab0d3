using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Files.Csv;

/// <summary>A file open at its rows: the columns of a layout are found by the header's names.</summary>
internal sealed class CsvTable : IFields, IDisposable
{
    private readonly CsvParser parser;
    private readonly RowGuard guard;
    private readonly int[] places;

    private CsvTable(CsvParser parser, RowGuard guard, int[] places, int width, IReadOnlyList<string> unknownColumns)
    {
        this.parser = parser;
        this.guard = guard;
        this.places = places;
        Width = width;
        UnknownColumns = unknownColumns;
    }

    /// <summary>Columns of the header.</summary>
    public int Width { get; }

    /// <summary>Columns of the header that the layout does not have.</summary>
    public IReadOnlyList<string> UnknownColumns { get; }

    /// <summary>The line that the row ends on.</summary>
    public int LastLine => parser.RawRow;

    /// <summary>The line that the row begins on. Not free; for reports.</summary>
    public int Line => parser.RawRow - Math.Max(0, parser.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n'));

    /// <summary>Whether the row has fewer fields than the header: trailing empty ones, as some programs leave them out.</summary>
    public bool IsShort => parser.Count < Width;

    /// <summary>Whether a field beyond the header's columns holds something.</summary>
    public bool IsOverfull
    {
        get
        {
            for (var i = Width; i < parser.Count; i++)
            {
                if (!string.IsNullOrWhiteSpace(parser[i]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the row is the file's last and no line break follows it: it may have been cut off.</summary>
    public bool IsOpen => guard.OpenLine == parser.RawRow;

    /// <summary>Whether the file ends in a line that had to be dropped and that no line break follows.</summary>
    public bool EndsInOpenLine => guard.OpenLine > parser.RawRow;

    /// <summary>Opens a file.</summary>
    /// <param name="text">Its text; the table disposes it.</param>
    /// <param name="columns">The columns wanted.</param>
    /// <param name="onBroken">Told of lines that are no rows.</param>
    /// <param name="onDamaged">Told of lines in which characters were replaced.</param>
    /// <param name="problem">Why the file is no such table.</param>
    /// <param name="cancellationToken">Looked at with each block of text.</param>
    public static CsvTable? TryOpen(TextReader text, IReadOnlyList<Column> columns, Action<BrokenLine> onBroken, Action<int> onDamaged, out Told? problem, CancellationToken cancellationToken)
    {
        var rows = new RowGuard(text, onBroken, onDamaged, cancellationToken);
        rows.Separator = SeparatorOf(rows.Header, columns);
        var fields = new CsvParser(rows, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = rows.Separator.ToString(),
            Mode = CsvMode.RFC4180,
            BadDataFound = null,
            IgnoreBlankLines = true,
            DetectDelimiter = false,
            BufferSize = 64 * 1024,
        });
        problem = Told.Of("there is no header row", Texts.HeaderMissing);
        if (fields.Read())
        {
            var header = new string[fields.Count];
            for (var i = 0; i < header.Length; i++)
            {
                header[i] = fields[i].Trim();
            }

            var found = columns.Select(column => Array.FindIndex(header, name => name.Equals(column.Name, StringComparison.OrdinalIgnoreCase))).ToArray();
            problem = ProblemOf(header, columns, found);
            if (problem is null)
            {
                var unknown = header.Where((name, i) => name.Length > 0 && !found.Contains(i)).ToList();
                return new CsvTable(fields, rows, found, header.Length, unknown);
            }
        }

        fields.Dispose();
        return null;
    }

    /// <summary>From now on, lets lines without quotes be dropped before they are taken apart. Is given line, number, separator and the place of each column.</summary>
    public void DropWhere(Func<ReadOnlySpan<char>, int, char, ReadOnlySpan<int>, bool> mayDrop) => guard.MayDrop = (line, number) => mayDrop(line, number, guard.Separator, places);

    /// <summary>Goes to the next row.</summary>
    public bool Read()
    {
        while (parser.Read())
        {
            // A row of separators only is what spreadsheets leave below a table.
            for (var i = 0; i < parser.Count; i++)
            {
                if (!string.IsNullOrWhiteSpace(parser[i]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The field of a column, as it stands; empty when the file has no such column or the row ends before it.</summary>
    public string this[int column] => places[column] is var place && place >= 0 && place < parser.Count ? parser[place] : string.Empty;

    /// <summary>Where the header has the column, or -1.</summary>
    public int PlaceOf(int column) => places[column];

    public void Dispose() => parser.Dispose();

    /// <summary>The separator under which more of the header's names are known.</summary>
    private static char SeparatorOf(ReadOnlySpan<char> header, IReadOnlyList<Column> columns)
    {
        return Known(header, ';') > Known(header, ',') ? ';' : ',';

        int Known(ReadOnlySpan<char> line, char separator)
        {
            var known = 0;
            foreach (var part in line.Split(separator))
            {
                var name = line[part].Trim(" \t\"");
                foreach (var column in columns)
                {
                    known += name.Equals(column.Name, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                }
            }

            return known;
        }
    }

    private static Told? ProblemOf(string[] header, IReadOnlyList<Column> columns, int[] places)
    {
        var twice = header.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(names => names.Count() > 1)?.Key;
        if (twice is not null)
        {
            return Told.Of($"column '{Told.Shown(twice)}' stands in the header twice", Texts.ColumnTwice, Told.Shown(twice));
        }

        var missing = columns.Where((column, i) => column.Required && places[i] < 0).Select(column => column.Name).ToList();
        if (missing.Count == 0)
        {
            return null;
        }

        var there = header.Take(20).Select(Told.Shown).ToList();
        return Told.Of(
            $"required column {string.Join(", ", missing.Select(name => $"'{name}'"))} is missing; the header has {string.Join(", ", there.Select(name => $"'{name}'"))}",
            Texts.ColumnMissing,
            string.Join(", ", missing.Select(name => $"«{name}»")),
            string.Join(", ", there.Select(name => $"«{name}»")));
    }
}
