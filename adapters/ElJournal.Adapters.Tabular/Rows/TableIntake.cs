using ElJournal.Adapters.Sources;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>Takes the rows of one table, one after another: which become records, which are doubted, which lie outside the days wanted.</summary>
internal sealed class TableIntake
{
    private const int BatchSize = 5000;

    private readonly Table table;
    private readonly DefectLog defects;
    private readonly IFields fields;
    private readonly ReadContext context;
    private readonly bool emit;
    private readonly Row row;
    private readonly RowKeys keys;
    private readonly HomeworkDrafts drafts = new();
    private readonly Dictionary<string, string?>? parents;
    private List<JournalRecord> batch = [];

    /// <param name="table">The table.</param>
    /// <param name="defects">Takes what is wrong with the rows.</param>
    /// <param name="fields">The row that the reader stands at.</param>
    /// <param name="context">What the tables know of each other; this intake adds its own part.</param>
    /// <param name="emit">Whether records are wanted, or only what other tables need.</param>
    /// <param name="vouchesForEntries">Whether the source vouches for its moments of entry.</param>
    /// <param name="rows">About how many rows the table has; 0 when that is not known.</param>
    public TableIntake(Table table, DefectLog defects, IFields fields, ReadContext context, bool emit, bool vouchesForEntries = true, int rows = 0)
    {
        this.table = table;
        this.fields = fields;
        this.context = context;
        this.emit = emit;
        this.defects = defects;
        keys = new RowKeys(table, table.Kind == RecordKind.Lesson || table.Repeats == Repeats.Joined ? 0 : rows);
        row = new Row(fields, table.Columns) { VouchesForEntries = vouchesForEntries };
        context.Lessons = table.Kind == RecordKind.Lesson ? new LessonDays() : context.Lessons;
        parents = table.Kind == RecordKind.Class ? new(StringComparer.Ordinal) : null;
    }

    /// <summary>Why the table as a whole cannot be taken for read; known for certain at the end.</summary>
    public (string Reason, Told Message)? Unreadable { get; set; }

    /// <summary>Whether enough has come to be handed on.</summary>
    public bool IsFull => batch.Count >= BatchSize;

    /// <summary>Whether the row that the reader stands at can be understood to its end, wherever its day lies. Asked of a last row that no line end closes.</summary>
    public bool IsWhole()
    {
        row.Begin();
        try
        {
            return keys.TryRead(row, out _) && table.Map(row) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Takes the row that the reader stands at.</summary>
    /// <param name="lastLine">The line that it ends on.</param>
    /// <param name="flaw">Why it cannot be trusted although its key can.</param>
    /// <param name="isCutOff">Whether the file ends inside it.</param>
    public void Take(int lastLine, Told? flaw = null, bool isCutOff = false)
    {
        row.Begin();
        if (!keys.TryRead(row, out var hash))
        {
            Skip(key: null, Told.Of("the key cannot be read", Texts.KeyUnreadable));
            return;
        }

        if (isCutOff)
        {
            Unreadable ??= ("cut-off", Told.Of($"{defects.Place}, line {fields.Line}: the file ends inside a row", Texts.CutOffAt, defects.Place, fields.Line));
            Skip(key: null, Told.Of("the file ends inside this row", Texts.CutOffHere));
            return;
        }

        if (!IsNew(hash, lastLine) || !IsWanted())
        {
            return;
        }

        if (flaw is not null)
        {
            Refuse(flaw);
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
            row.Fail(refused.ParamName is { } name
                ? Told.Of(refused.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal), Texts.Impossible, name)
                : Told.Of(refused.Message, Texts.NoRecord));
        }

        Refuse(row.Problem ?? Told.Of("the row is no record", Texts.NoRecord));
    }

    /// <summary>
    /// Whether a row without quotes would be dropped without a word: it is a lesson, or belongs to one, on a day that is not wanted, and no line before has its key.
    /// Then its key is noted here. Asked ahead of <see cref="Take"/>, it saves taking most rows of a year apart when a few weeks are wanted.
    /// </summary>
    /// <param name="line">The row.</param>
    /// <param name="number">Its line.</param>
    /// <param name="separator">What separates its fields.</param>
    /// <param name="places">Where the row has each column, or -1.</param>
    public bool IsOutside(ReadOnlySpan<char> line, int number, char separator, ReadOnlySpan<int> places)
    {
        if (table.LessonColumn is { } column)
        {
            return context.Lessons!.TryGet(PlainRow.Field(line, separator, places[column]), out var lesson) && lesson is { Day: not null, IsWanted: false }
                && keys.TryRead(line, separator, places, out var hash) && (table.Repeats == Repeats.Joined || keys.TryAdd(hash, number, out _));
        }

        return table.DayColumn is { } dayColumn
            && IsoText.TryDay(PlainRow.Field(line, separator, places[dayColumn]), out var day) && !context.Windows.Contains(day, rootClass: null)
            && PlainRow.Field(line, separator, places[0]) is var id && Table.IsKeyPart(id) && context.Lessons!.TryAddOutside(id, number, day);
    }

    /// <summary>Takes what stands in a row's place and is none; its key counts as there when it can be read.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="field">A column's field, as far as it can be trusted.</param>
    public void TakeBroken(int line, Told reason, Func<int, string?> field)
    {
        var key = table.KeyOf(field);
        if (key is not null && table.Kind == RecordKind.Lesson)
        {
            _ = context.Lessons!.TryAdd(key, line, out _);
        }

        if (key is not null)
        {
            keys.Known?.Add(key);
        }

        Spoil(key);
        defects.Skip(key, reason, line);
    }

    /// <summary>Says what can be said at the end of the table.</summary>
    public void Finish(List<ReadItem> items)
    {
        if (defects.HasUnknownKey)
        {
            Unreadable ??= ("key-unreadable", Told.Of($"{defects.Place}: a row's key cannot be read, so none of its records may be taken for gone", Texts.SomeKeyUnreadable, defects.Place));
        }

        if (defects.IsFull)
        {
            Unreadable ??= ("too-many-defects", Told.Of($"{defects.Place}: {defects.Skipped} rows have defects; the first {DefectLog.MostSkipped} are named", Texts.TooManyDefects, defects.Place, defects.Skipped, DefectLog.MostSkipped));
        }

        context.Parents = parents is not null && defects.Skipped == 0 && Unreadable is null ? parents : context.Parents;
        if (keys.Known is { } known && !defects.HasUnknownKey)
        {
            context.Keys[table.Kind] = known;
        }

        foreach (var work in drafts.All())
        {
            batch.Add(work);
            if (IsFull)
            {
                Flush(items);
            }
        }

        defects.Close();
        Flush(items);
    }

    /// <summary>Hands on what has come.</summary>
    public void Flush(List<ReadItem> items)
    {
        defects.MoveTo(items);
        if (batch.Count > 0)
        {
            items.Add(new Records(batch));
            batch = [];
        }
    }

    private bool IsNew(ulong hash, int line)
    {
        if (table.Repeats == Repeats.Joined)
        {
            return true;
        }

        var isNew = table.Kind == RecordKind.Lesson ? context.Lessons!.TryAdd(row[0], line, out var first) : keys.TryAdd(hash, line, out first);
        if (table.Repeats == Repeats.Refused && (!isNew || first > line))
        {
            // A row further down that was dropped for its day may have the key as well: then that one repeats.
            var (repeat, counts) = isNew ? (first, line) : (fields.Line, first);
            Skip(table.KeyOf(Field), Told.Of($"'{table.KeyOf(Field)}' stands in line {counts} already; the first row counts", Texts.Repeated, table.KeyOf(Field), counts), repeat);
        }

        keys.Known?.Add(row[0]);
        return isNew;
    }

    /// <summary>Whether the row lies in the windows and refers to what is there. Rows outside are dropped before anything else of them is read.</summary>
    private bool IsWanted()
    {
        var place = RowPlace.Of(row, table, context);
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
            if (context.Keys.TryGetValue(reference.To, out var known) && row[reference.Column] is { Length: > 0 } id && !known.Contains(id))
            {
                var (column, there) = (table.Columns[reference.Column].Name, context.NameOf(reference.To));
                var message = Told.Of($"{column} '{id}' is not in {there}", Texts.Dangling, column, id, there);
                if (reference.IsEssential)
                {
                    Refuse(message);
                    return false;
                }

                defects.Dangling(message, fields.Line);
            }
        }

        return true;
    }

    private void Add(JournalRecord record)
    {
        if (record is ClassGroup group)
        {
            parents![group.Id] = group.ParentId;
        }

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
    private void Refuse(Told reason)
    {
        if (table.Kind == RecordKind.Lesson)
        {
            context.Lessons!.SetDay(row[0], day: null, isWanted: false);
        }

        Skip(table.KeyOf(Field), reason);
    }

    private void Skip(string? key, Told reason) => Skip(key, reason, fields.Line);

    private void Skip(string? key, Told reason, int line)
    {
        Spoil(key);
        defects.Skip(key, reason, line);
    }

    private void Spoil(string? key)
    {
        if (key is not null && table.Repeats == Repeats.Joined)
        {
            drafts.Spoil(key);
        }
    }

    private string Field(int column) => row[column];
}
