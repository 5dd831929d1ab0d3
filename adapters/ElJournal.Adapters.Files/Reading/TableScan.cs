using ElJournal.Adapters.Files.Csv;
using ElJournal.Adapters.Sources;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Files.Reading;

/// <summary>Reads one file from its first row to its last.</summary>
internal sealed class TableScan : IDisposable
{
    private const int RowsPerStep = 20_000;

    private readonly Table table;
    private readonly CsvTable? csv;
    private readonly TableIntake? intake;
    private readonly DefectLog defects;
    private readonly Queue<BrokenLine> broken = [];
    private readonly (string Reason, Told Message)? unreadable;

    /// <param name="table">The table.</param>
    /// <param name="file">Its file.</param>
    /// <param name="context">What the tables know of each other; this scan adds its own part.</param>
    /// <param name="isExtract">Whether <see cref="JournalFolder.IsExtract"/>.</param>
    /// <param name="emit">Whether records are wanted, or only what other tables need.</param>
    /// <param name="cancellationToken">Looked at with each block and each step.</param>
    public TableScan(Table table, SourceFile file, ReadContext context, bool isExtract, bool emit, CancellationToken cancellationToken)
    {
        this.table = table;
        defects = new DefectLog(table.Kind, file.Name);
        if (file.IsBlank)
        {
            unreadable = ("file-empty", Told.Of($"{file.Name} is empty; a table without rows has a header row", Texts.FileEmpty, file.Name));
            return;
        }

        if (file.EncodingRemark is { } remark)
        {
            defects.Remark(remark, line: null);
        }

        csv = CsvTable.TryOpen(file.OpenText(), table.Columns, broken.Enqueue, defects.Damaged, out var problem, cancellationToken);
        if (csv is null)
        {
            unreadable = ("header", Told.Of($"{file.Name}, line 1: {problem!.English}", Texts.Header, file.Name, problem.Russian));
            return;
        }

        intake = new TableIntake(table, defects, isExtract ? new ExtractFields(csv) : csv, context, emit, rows: file.Lines);
        if (!isExtract)
        {
            // Which rows can be dropped is told by their text as it stands.
            csv.DropWhere(intake.IsOutside);
        }

        foreach (var column in csv.UnknownColumns)
        {
            var name = column.Length <= 40 ? column : column[..40];
            defects.Remark(Told.Of($"column '{name}' is not known and was ignored", Texts.ColumnUnknown, name), line: 1);
        }
    }

    /// <summary>Why the table as a whole cannot be taken for read; known for certain at the end.</summary>
    public (string Reason, Told Message)? Unreadable => unreadable ?? intake?.Unreadable;

    /// <summary>Whether rows were skipped.</summary>
    public bool HasDefects => defects.Skipped > 0;

    /// <summary>Whether the header has the column.</summary>
    public bool HasColumn(string name) => csv is not null && table.Columns.Select((column, i) => column.Name == name && csv.PlaceOf(i) >= 0).Any(found => found);

    /// <summary>Reads on; <see langword="false"/> when the table is finished. Adds what came to the list.</summary>
    public bool Step(List<ReadItem> items, CancellationToken cancellationToken)
    {
        if (csv is null || intake is null)
        {
            defects.MoveTo(items);
            return false;
        }

        for (var rows = 0; rows < RowsPerStep && !intake.IsFull; rows++)
        {
            if ((rows & 0x3FF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!csv.Read())
            {
                Finish(items);
                return false;
            }

            TakeBroken(csv.LastLine);
            intake.Take(
                csv.LastLine,
                csv.IsOverfull ? Told.Overfull : null,
                isCutOff: csv.IsOpen && (csv.IsShort || !intake.IsWhole()));
        }

        intake.Flush(items);
        return true;
    }

    public void Dispose() => csv?.Dispose();

    private void TakeBroken(int before)
    {
        while (broken.TryPeek(out var next) && next.Number < before)
        {
            broken.Dequeue();
            intake!.TakeBroken(next.Number, next.Reason, column => csv!.PlaceOf(column) is >= 0 and var place && place < next.Beginning.Count ? next.Beginning[place] : null);
        }
    }

    private void Finish(List<ReadItem> items)
    {
        TakeBroken(int.MaxValue);
        if (csv!.EndsInOpenLine)
        {
            intake!.Unreadable ??= ("cut-off", Told.Of($"{table.FileName}: the file ends inside a row", Texts.CutOff, table.FileName));
        }

        intake!.Finish(items);
    }
}
