using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>The row at hand as the fields of its table: columns and codes by the site's mapping.</summary>
internal sealed class MappedRow : IFields
{
    private readonly EntityMapping entity;
    private readonly EntityShape shape;
    private readonly CellReader cells;
    private readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> values;
    private readonly string[] fields;
    private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, int> positions = [];
    private readonly bool isMarksOfAttendance;
    private readonly bool hasOwnKey;
    private (int Column, int Slot, EntityField Field)[] plan = [];
    private IRawRows? rows;
    private Told? flaw;

    /// <param name="entity">Its mapping; for attendance taken from marks, that of the marks.</param>
    /// <param name="shape">The kind that is wanted.</param>
    /// <param name="cells">Reads cells.</param>
    /// <param name="values">The site's codes.</param>
    /// <param name="hasAttendance">Whether the cells of marks hold attendance too.</param>
    public MappedRow(EntityMapping entity, EntityShape shape, CellReader cells, ImmutableDictionary<string, ImmutableDictionary<string, string>> values, bool hasAttendance)
    {
        this.entity = entity;
        this.shape = shape;
        this.cells = cells;
        this.values = values;
        TakesAttendance = entity.Kind == RecordKind.Mark && shape.Table.Kind == RecordKind.Attendance;
        isMarksOfAttendance = entity.Kind == RecordKind.Mark && hasAttendance && !TakesAttendance;
        hasOwnKey = entity.Maps("id");
        for (var i = 0; i < shape.Table.Columns.Length; i++)
        {
            slots.Add(shape.Table.Columns[i].Name, i);
        }

        foreach (var field in Shapes.Of(entity.Kind).Fields.Where(field => !slots.ContainsKey(field.Name)))
        {
            slots.Add(field.Name, slots.Count);
        }

        fields = new string[slots.Count];
    }

    /// <summary>Whether marks' rows are read for the attendance in them.</summary>
    private bool TakesAttendance { get; }

    /// <inheritdoc/>
    public string this[int column] => fields[column];

    /// <inheritdoc/>
    public int Line => rows!.Line;

    /// <summary>What is wrong with the row although its key can be read.</summary>
    public Told? Flaw => flaw ?? rows!.Flaw;

    /// <summary>Turns to rows with a header of their own.</summary>
    /// <exception cref="EntityUnreadException">A mapped column is not there, or there twice.</exception>
    public void Open(IRawRows opened)
    {
        rows = opened;
        var known = Shapes.Of(entity.Kind).Fields;
        plan = [.. Places.Of(entity.Columns.Keys, opened).SelectMany(place => entity.Columns[place.Name].Select(field => (place.Column, slots[field], known.First(candidate => candidate.Name == field))))];
    }

    /// <summary>The records that the row at hand says: none when its cell is empty, several when the cell holds several values.</summary>
    public IEnumerable<bool> Records()
    {
        Fill();
        if (shape.ValueField is null)
        {
            Complete();
            yield return true;
            yield break;
        }

        var value = slots[TakesAttendance ? "value" : shape.ValueField];
        var whole = fields[value];
        var position = 0;
        var ownKey = hasOwnKey ? fields[slots["id"]] : null;
        foreach (var part in Parts(whole))
        {
            flaw = null;
            position++;
            fields[value] = part;
            if (!Translate(part))
            {
                continue;
            }

            Complete();
            if (shape.Table.Kind == RecordKind.Mark)
            {
                fields[slots["id"]] = ownKey is null ? PositionKey() : position == 1 ? ownKey : string.Create(CultureInfo.InvariantCulture, $"{ownKey}#{position}");
            }

            yield return true;
        }
    }

    /// <summary>A line that is no row: its fields, as far as they go, so that its key is not taken for gone.</summary>
    public string? FieldOf(BrokenRow broken, int column)
    {
        foreach (var (place, slot, _) in plan)
        {
            if (slot == column)
            {
                return place < broken.Cells.Count ? cells.Text(broken.Cells[place]) : null;
            }
        }

        return null;
    }

    private void Fill()
    {
        flaw = null;
        Array.Fill(fields, string.Empty);
        foreach (var (name, value) in entity.Constants)
        {
            fields[slots[name]] = value;
        }

        foreach (var (column, slot, field) in plan)
        {
            fields[slot] = Read(rows![column], field);
        }
    }

    private string Read(object? cell, EntityField field) => field.Type switch
    {
        FieldType.Day => cells.Day(cell, entity.DateFormats),
        FieldType.Time => cells.Time(cell, entity.TimeFormats),
        FieldType.Moment => cells.Moment(cell, entity.MomentFormats),
        FieldType.Number => cells.Number(cell),
        FieldType.Grade => Grade(cells.Text(cell)),
        FieldType.Code when field.Name != shape.ValueField && !TakesAttendance => Code(cells.Text(cell), field),
        _ => cells.Text(cell),
    };

    /// <summary>The number that a class's name begins with: <c>7 б</c> is of grade 7.</summary>
    private static string Grade(string text) => new([.. text.TakeWhile(char.IsAsciiDigit)]);

    private IEnumerable<string> Parts(string whole) =>
        entity.Split.IsEmpty || whole.Length == 0 ? [whole] : whole.Split([.. entity.Split], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Finds out what a value means; <see langword="false"/> when it says nothing of the kind wanted.</summary>
    private bool Translate(string part)
    {
        if (part.Length == 0)
        {
            return false;
        }

        if (TakesAttendance)
        {
            return AttendanceOf(CellText.Clean(part));
        }

        if (isMarksOfAttendance && values["attendance"].ContainsKey(CellText.Clean(part)))
        {
            return false;
        }

        var field = shape.Fields.First(candidate => candidate.Name == shape.ValueField);
        return field.CodeMap is null || Set(field.Name, Code(part, field));
    }

    /// <summary>A code that is neither of a mark nor of attendance may be either, so what is known of the pupil's attendance must stay.</summary>
    private bool AttendanceOf(string code)
    {
        if (values["attendance"].TryGetValue(code, out var meaning))
        {
            return Set("kind", meaning);
        }

        if (values["marks"].ContainsKey(code))
        {
            return false;
        }

        var shown = code.Length <= 40 ? code : code[..40];
        flaw = Told.Of($"'{shown}' is neither in values.attendance nor in values.marks of the mapping", Texts.CodeNowhere, shown);
        return true;
    }

    private bool Set(string field, string value)
    {
        fields[slots[field]] = value;
        return value != Codes.Nothing;
    }

    private string Code(string text, EntityField field)
    {
        if (text.Length == 0 || !values.TryGetValue(field.CodeMap!, out var map))
        {
            return text;
        }

        if (map.TryGetValue(CellText.Clean(text), out var meaning))
        {
            return meaning;
        }

        var shown = text.Length <= 40 ? text : text[..40];
        flaw ??= Told.Of($"{field.Name} '{shown}' is not in values.{field.CodeMap} of the mapping", Texts.CodeUnknown, field.Name, shown, field.CodeMap);
        return text;
    }

    /// <summary>What follows from other fields.</summary>
    private void Complete()
    {
        if (shape.Table.Kind == RecordKind.Lesson && !hasOwnKey)
        {
            fields[slots["id"]] = LessonKey();
        }
        else if (shape.Table.LessonColumn is not null && !entity.Maps("lessonId"))
        {
            fields[slots["lessonId"]] = LessonKey();
        }

        if (slots.TryGetValue("fullName", out var full) && fields[full].Length > 0)
        {
            var names = fields[full].Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            fields[slots["familyName"]] = names[0];
            fields[slots["givenName"]] = names.Length > 1 ? names[1] : string.Empty;
            fields[slots["middleName"]] = names.Length > 2 ? names[2] : string.Empty;
        }
    }

    /// <summary>A lesson without an id is known by class, day, number and subject; where one of them is not known, so is the lesson.</summary>
    private string LessonKey()
    {
        var parts = Shapes.LessonParts.Select(part => fields[slots[part]]).ToList();
        return parts.TrueForAll(part => part.Length > 0) ? RecordKey.Join(RecordKey.Join(parts[0], parts[1]), parts[2], parts[3]) : string.Empty;
    }

    /// <summary>A mark without an id is known by its place among the pupil's marks of the lesson.</summary>
    private string PositionKey()
    {
        var (lesson, student) = (fields[slots["lessonId"]], fields[slots["studentId"]]);
        if (lesson.Length == 0 || student.Length == 0)
        {
            return string.Empty;
        }

        var pair = RecordKey.Join(lesson, student);
        ref var position = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(positions, StableHash.Of(pair), out _);
        position++;
        return RecordKey.Join(lesson, student, position.ToString(CultureInfo.InvariantCulture));
    }
}
