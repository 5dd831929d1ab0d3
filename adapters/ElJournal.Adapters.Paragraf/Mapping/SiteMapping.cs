using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace ElJournal.Adapters.Paragraf.Mapping;

/// <summary>One site's mapping: where its records stand and how its values are spelled. Valid once made.</summary>
/// <param name="Hash">SHA-256 of the file: with another mapping the same data means other records.</param>
/// <param name="Database">How a database is read; <see langword="null"/> when the mapping does not say.</param>
/// <param name="Files">The entities that come as files; <see langword="null"/> when the mapping does not say.</param>
/// <param name="Values">By name of the map, the site's codes and what they mean.</param>
/// <param name="Backup">What is backed up.</param>
internal sealed record SiteMapping(string Hash, DatabaseMapping? Database, ImmutableArray<EntityMapping>? Files, ImmutableDictionary<string, ImmutableDictionary<string, string>> Values, BackupMapping? Backup);

/// <summary>How a database is read.</summary>
/// <param name="Entities">The entities and their SQL.</param>
/// <param name="AsOf">The moment that a restored backup is true for.</param>
/// <param name="DateParameters">How days are bound.</param>
/// <param name="ReadOnly">How a transaction becomes read-only; <see langword="null"/> for what is known of the provider.</param>
/// <param name="BinaryEncoding">The encoding of texts that come as bytes.</param>
/// <param name="Repair">How texts that the provider decoded wrongly are put right.</param>
internal sealed record DatabaseMapping(ImmutableArray<EntityMapping> Entities, AsOfRule? AsOf, DateParameters DateParameters, ReadOnlyRule? ReadOnly, Encoding? BinaryEncoding, TextRepair? Repair);

/// <summary>How days are bound to an SQL text.</summary>
internal enum DateParameters
{
    /// <summary>As dates.</summary>
    Date,
    /// <summary>As moments at midnight.</summary>
    Timestamp,
    /// <summary>As text like <c>2026-10-05</c>.</summary>
    Text,
}

/// <summary>Where the moment is found that a restored backup is true for; one of the three is set.</summary>
internal sealed record AsOfRule(DateTimeOffset? Moment, string? File, string? Sql);

/// <summary>What makes a transaction read-only.</summary>
/// <param name="Statements">Run at its beginning.</param>
/// <param name="ByAccount">Whether the site says that the account can only read.</param>
internal sealed record ReadOnlyRule(ImmutableArray<string> Statements, bool ByAccount);

/// <summary>Texts of one encoding that were read as another.</summary>
internal sealed record TextRepair(Encoding ReadAs, Encoding WrittenAs)
{
    public string Apply(string text) => WrittenAs.GetString(ReadAs.GetBytes(text));
}

/// <summary>What is backed up.</summary>
/// <param name="Databases">By name (BASE, BIN, BLOB), what the backup tool calls the database.</param>
/// <param name="Compress">Whether the copies are stored as <c>.fbk.gz</c>.</param>
/// <param name="ScratchDirectory">Where a copy is restored to prove it; a temporary folder of this machine when not set.</param>
internal sealed record BackupMapping(ImmutableArray<KeyValuePair<string, string>> Databases, bool Compress, string? ScratchDirectory);

/// <summary>One kind of record on one site.</summary>
internal sealed record EntityMapping(RecordKind Kind, string Name, string JsonPath)
{
    /// <summary>By the column's normalised name (or <c>#3</c> for the third), the fields it feeds.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Columns { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Fields with one value for all rows.</summary>
    public ImmutableDictionary<string, string> Constants { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<string> DateFormats { get; init; } = [];

    public ImmutableArray<string> TimeFormats { get; init; } = [];

    public ImmutableArray<string> MomentFormats { get; init; } = [];

    /// <summary>What separates several values in one cell.</summary>
    public ImmutableArray<string> Split { get; init; } = [];

    /// <summary>Whether the site proves that <c>enteredAt</c> is the moment of entry.</summary>
    public bool EnteredAtProved { get; init; }

    /// <summary>Whether homework stands at the lesson at which it was given, which a site has to say.</summary>
    public bool GivenAtLesson { get; init; }

    /// <summary>Whether attendance is taken from the cells of the marks.</summary>
    public bool FromMarks { get; init; }

    public SqlRule? Sql { get; init; }

    public FileRule? File { get; init; }

    public bool Maps(string field) => Constants.ContainsKey(field) || Columns.Values.Any(fields => fields.Contains(field));
}

/// <summary>An entity's SQL.</summary>
/// <param name="Text">One statement that only reads.</param>
/// <param name="Parameters">Bound in this order: <c>from</c>, <c>to</c>, <c>dayAfter</c>, <c>classId</c>.</param>
internal sealed record SqlRule(string Text, ImmutableArray<string> Parameters);

/// <summary>An entity's files.</summary>
/// <param name="Pattern">Name with <c>*</c> and <c>?</c>.</param>
internal sealed record FileRule(string Pattern)
{
    /// <summary>Whether only the newest of several files counts; otherwise all of them together.</summary>
    public bool NewestOnly { get; init; }

    public string? Sheet { get; init; }

    public Encoding? Encoding { get; init; }

    public char? Separator { get; init; }

    /// <summary>Rows above the header.</summary>
    public int SkipRows { get; init; }

    /// <summary>A row that a whole file ends with; it is no data.</summary>
    public Regex? Footer { get; init; }

    /// <summary>Whether the program that writes the file ends its last row without a line break.</summary>
    public bool EndsWithoutLineBreak { get; init; }

    /// <summary>By column: rows whose cell matches are no data.</summary>
    public ImmutableDictionary<string, Regex> SkipWhere { get; init; } = ImmutableDictionary<string, Regex>.Empty;

    /// <summary>Whether the header comes again within the rows.</summary>
    public bool RepeatedHeader { get; init; }

    /// <summary>Columns in which an empty cell means the one above.</summary>
    public ImmutableArray<string> FillDown { get; init; } = [];

    /// <summary>Whether a merged cell's value holds for all the cells that it covers.</summary>
    public bool MergedCells { get; init; }

    public ExportTimeRule? ExportedAt { get; init; }
}

/// <summary>Where a file says when it was made.</summary>
/// <param name="InTitle">In the rows above the header; otherwise in the file's name.</param>
/// <param name="Pattern">Its one group is the moment.</param>
/// <param name="Format">How the moment is spelled, in the school's zone.</param>
internal sealed record ExportTimeRule(bool InTitle, Regex Pattern, string Format);
