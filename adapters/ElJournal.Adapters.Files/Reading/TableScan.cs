using ElJournal.Adapters.Files.Csv;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Files.Reading;

/// <summary>Reads one file from its first row to its last.</summary>
internal sealed class TableScan : IDisposable
{
    private const int BatchSize = 5000;
    private const int RowsPerStep = 20_000;

    private readonly Table table;
    private readonly ReadContext context;
    private readonly bool emit;
    private readonly DefectLog defects;
    private readonly CsvTable? csv;
    private readonly Row? row;
    private readonly RowKeys keys;
    private readonly HomeworkDrafts drafts = new();
    private readonly Queue<BrokenLine> broken = [];
    private List<JournalRecord> batch = [];

    /// <param name="table">The table.</param>
    /// <param name="file">Its file.</param>
    /// <param name="context">What the tables know of each other; this scan adds its own part.</param>
    /// <param name="emit">Whether records are wanted, or only what other tables need.</param>
    /// <param name="cancellationToken">Looked at with each block and each step.</param>
    public TableScan(Table table, SourceFile file, ReadContext context, bool emit, CancellationToken cancellationToken)
    {
        this.table = table;
        this.context = context;
        this.emit = emit;
        defects = new DefectLog(table.Kind, file.Name);
        keys = new RowKeys(table);
        if (file.IsBlank)
        {
            Unreadable = ("file-empty", $"{file.Name} is empty; a table without rows has a header row");
            return;
        }

        if (file.EncodingRemark is { } remark)
        {
            defects.Remark(remark, line: null);
        }

        csv = CsvTable.TryOpen(file.OpenText(), table.Columns, broken.Enqueue, defects.Damaged, out var problem, cancellationToken);
        if (csv is null)
        {
            Unreadable = ("header", $"{file.Name}, line 1: {problem}");
            return;
        }

        row = new Row(csv, table.Columns);
        context.Lessons = table.Kind == RecordKind.Lesson ? new LessonDays() : context.Lessons;
        foreach (var column in csv.UnknownColumns)
        {
            defects.Remark($"column '{(column.Length <= 40 ? column : column[..40])}' is not known and was ignored", line: 1);
        }
    }

    /// <summary>Why the table as a whole cannot be taken for read; known for certain at the end.</summary>
    public (string Reason, string Message)? Unreadable { get; private set; }

    /// <summary>Whether rows were skipped.</summary>
    public bool HasDefects => defects.Skipped > 0;

    /// <summary>Whether the header has the column.</summary>
    public bool HasColumn(string name) => csv is not null && table.Columns.Select((column, i) => column.Name == name && csv.PlaceOf(i) >= 0).Any(found => found);

    /// <summary>Reads on; <see langword="false"/> when the table is finished. Adds what came to the list.</summary>
    public bool Step(List<ReadItem> items, CancellationToken cancellationToken)
    {
        if (csv is null)
        {
            defects.MoveTo(items);
            return false;
        }

        for (var rows = 0; rows < RowsPerStep && batch.Count < BatchSize; rows++)
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
            Take();
        }

        Flush(items);
        return true;
    }

    public void Dispose() => csv?.Dispose();

    private void Take()
    {
        row!.Begin();
        if (!keys.TryRead(row, out var hash))
        {
            Skip(key: null, "the key cannot be read");
            return;
        }

        if (csv!.IsOpen && csv.IsShort)
        {
            Unreadable ??= ("cut-off", $"{table.FileName}, line {csv.Line}: the file ends inside a row");
            Skip(key: null, "the file ends inside this row");
            return;
        }

        if (!IsNew(hash) || !IsWanted())
        {
            return;
        }

        if (csv.IsOverfull)
        {
            Refuse("the row has more fields than the header; is a text with a separator not in quotes?");
            return;
        }

        try
        {
            if (table.Map(row) is { } record)
            {
                Add(record);
                return;
            }
        }
        catch (ArgumentException refused)
        {
            // The vocabulary's own checks: an end before its start, a weight of nothing.
            row.Fail(refused.ParamName is { } name ? refused.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal) : refused.Message);
        }

        Refuse(row.Problem ?? "the row is no record");
    }

    private bool IsNew(ulong hash)
    {
        if (table.Repeats == Repeats.Joined)
        {
            return true;
        }

        var line = csv!.LastLine;
        var isNew = table.Kind == RecordKind.Lesson ? context.Lessons!.TryAdd(row![0], line, out var first) : keys.TryAdd(hash, line, out first);
        if (!isNew && table.Repeats == Repeats.Refused)
        {
            Skip(table.KeyOf(Field), $"'{table.KeyOf(Field)}' stands in line {first} already; the first row counts");
        }

        keys.Known?.Add(row![0]);
        return isNew;
    }

    /// <summary>Whether the row lies in the windows and refers to what is there. Rows outside are dropped before anything else of them is read.</summary>
    private bool IsWanted()
    {
        var place = RowPlace.Of(row!, table, context);
        if (place.Problem is { } problem)
        {
            Refuse(problem);
            return false;
        }

        if (!place.IsInside)
        {
            return false;
        }

        foreach (var reference in table.References)
        {
            if (context.Keys.TryGetValue(reference.To, out var known) && row![reference.Column] is { Length: > 0 } id && !known.Contains(id))
            {
                var message = $"{table.Columns[reference.Column].Name} '{id}' is not in {Tables.Of(reference.To).FileName}";
                if (reference.IsEssential)
                {
                    Refuse(message);
                    return false;
                }

                defects.Dangling(message, csv!.Line);
            }
        }

        return true;
    }

    private void Add(JournalRecord record)
    {
        if (!emit)
        {
            return;
        }

        if (record is Homework work)
        {
            drafts.Add(work);
        }
        else
        {
            batch.Add(record);
        }
    }

    /// <summary>Skips a row whose key is known; what depends on it must not take it for absent.</summary>
    private void Refuse(string reason)
    {
        if (table.Kind == RecordKind.Lesson)
        {
            context.Lessons!.SetDay(row![0], day: null);
        }

        Skip(table.KeyOf(Field), reason);
    }

    private void Skip(string? key, string reason)
    {
        Spoil(key);
        defects.Skip(key, reason, csv!.Line);
    }

    private void Spoil(string? key)
    {
        if (key is not null && table.Repeats == Repeats.Joined)
        {
            drafts.Spoil(key);
        }
    }

    private string Field(int column) => row![column];

    private void TakeBroken(int before)
    {
        while (broken.TryPeek(out var next) && next.Number < before)
        {
            broken.Dequeue();
            var key = table.KeyOf(column => csv!.PlaceOf(column) is >= 0 and var place && place < next.Beginning.Count ? next.Beginning[place] : null);
            if (key is not null && table.Kind == RecordKind.Lesson)
            {
                _ = context.Lessons!.TryAdd(key, next.Number, out _);
            }

            if (key is not null)
            {
                keys.Known?.Add(key);
            }

            Spoil(key);
            defects.Skip(key, next.Reason, next.Number);
        }
    }

    private void Finish(List<ReadItem> items)
    {
        TakeBroken(int.MaxValue);
        if (csv!.EndsInOpenLine)
        {
            Unreadable ??= ("cut-off", $"{table.FileName}: the file ends inside a row");
        }

        if (defects.HasUnknownKey)
        {
            Unreadable ??= ("key-unreadable", $"{table.FileName}: a row's key cannot be read, so none of its records may be taken for gone");
        }

        if (defects.IsFull)
        {
            Unreadable ??= ("too-many-defects", $"{table.FileName}: {defects.Skipped} rows have defects; the first {DefectLog.MostSkipped} are named");
        }

        if (keys.Known is { } known && !defects.HasUnknownKey)
        {
            context.Keys[table.Kind] = known;
        }

        foreach (var work in drafts.All())
        {
            batch.Add(work);
            if (batch.Count == BatchSize)
            {
                Flush(items);
            }
        }

        defects.Close();
        Flush(items);
    }

    private void Flush(List<ReadItem> items)
    {
        defects.MoveTo(items);
        if (batch.Count > 0)
        {
            items.Add(new Records(batch));
            batch = [];
        }
    }
}
