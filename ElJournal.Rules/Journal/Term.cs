namespace ElJournal.Rules.Journal;

/// <summary>What a term is.</summary>
public enum TermKind
{
    /// <summary>The whole school year.</summary>
    SchoolYear = 1,
    /// <summary>A quarter (четверть).</summary>
    Quarter = 2,
    /// <summary>A trimester.</summary>
    Trimester = 3,
    /// <summary>A half-year.</summary>
    HalfYear = 4,
}

/// <summary>A school year or a part of it. Both ends are included.</summary>
public sealed record Term : JournalRecord
{
    /// <summary>Makes a term.</summary>
    /// <exception cref="ArgumentException">The id is empty or the end lies before the start.</exception>
    public Term(string id, string? name, TermKind kind, DateOnly start, DateOnly end)
    {
        Id = Required(id, nameof(id));
        Name = Optional(name) ?? id;
        TermKind = kind;
        Start = start;
        End = end >= start ? end : throw new ArgumentException("end lies before start", nameof(end));
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Term;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>Identity.</summary>
    public string Id { get; }

    /// <summary>Name as the school writes it.</summary>
    public string Name { get; }

    /// <summary>What the term is.</summary>
    public TermKind TermKind { get; }

    /// <summary>First day.</summary>
    public DateOnly Start { get; }

    /// <summary>Last day, included.</summary>
    public DateOnly End { get; }

    /// <summary>Whether the day lies in the term, ends included.</summary>
    public bool Contains(DateOnly day) => day >= Start && day <= End;
}
