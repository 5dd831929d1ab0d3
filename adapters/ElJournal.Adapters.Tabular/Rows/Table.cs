using System.Buffers;
using System.Collections.Immutable;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>One table of the CSV folder: its file, its columns and how a row becomes a record.</summary>
/// <param name="Kind">The kind of its records.</param>
/// <param name="FileName">The file.</param>
/// <param name="Columns">The columns, in the order in which <paramref name="Map"/> numbers them.</param>
/// <param name="KeyColumns">The columns that make the key.</param>
/// <param name="Map">Makes the record; not called for the result when the row has a problem.</param>
internal sealed record Table(RecordKind Kind, string FileName, ImmutableArray<Column> Columns, ImmutableArray<int> KeyColumns, Func<Row, JournalRecord?> Map)
{
    private static readonly SearchValues<char> Unkeyed = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '\uFFFD']);

    /// <summary>Whether a folder without the file is incomplete; without the others a school can do.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The column with the lesson that says which day the row belongs to.</summary>
    public int? LessonColumn { get; init; }

    /// <summary>The columns that refer to other tables, apart from lessons.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>The column with the day, of lessons.</summary>
    public int? DayColumn { get; init; }

    /// <summary>The column with the class or subgroup, of lessons.</summary>
    public int? ClassColumn { get; init; }

    /// <summary>The tables whose content decides how this one is read.</summary>
    public ImmutableArray<RecordKind> DependsOn { get; init; } = [];

    /// <summary>What to do with a second row of the same key.</summary>
    public Repeats Repeats { get; init; }

    /// <summary>The key as records of this table spell it, or <see langword="null"/> when it cannot be read.</summary>
    /// <param name="field">The field of a column; <see langword="null"/> when it is damaged.</param>
    public string? KeyOf(Func<int, string?> field)
    {
        // A sign-in's key holds its moment, not the text of it.
        var parts = KeyColumns.Select(column => field(column)?.Trim() ?? string.Empty).ToArray();
        return Kind == RecordKind.SignIn || !Array.TrueForAll(parts, part => IsKeyPart(part)) ? null
            : parts switch
            {
                [var only] => only,
                [var first, var second] => RecordKey.Join(first, second),
                [var first, var second, var third] => RecordKey.Join(first, second, third),
                _ => null,
            };
    }

    /// <summary>A key that is empty, enormous or damaged could be any record's.</summary>
    public static bool IsKeyPart(ReadOnlySpan<char> part) => part.Length is > 0 and <= 200 && !part.ContainsAny(Unkeyed);
}

/// <summary>What a second row of the same key means.</summary>
internal enum Repeats
{
    /// <summary>A defect: the first row counts.</summary>
    Refused,
    /// <summary>Another part of the same record.</summary>
    Joined,
    /// <summary>The same fact said twice.</summary>
    Ignored,
}

/// <summary>A column that refers to another table.</summary>
/// <param name="Column">The column.</param>
/// <param name="To">The table.</param>
/// <param name="IsEssential">Whether the row means nothing when the reference leads nowhere; otherwise that is only told.</param>
internal sealed record Reference(int Column, RecordKind To, bool IsEssential = false);
