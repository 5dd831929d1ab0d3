namespace ElJournal.Rules.Journal;

/// <summary>What a group of pupils is.</summary>
public enum ClassKind
{
    /// <summary>A class.</summary>
    Class = 1,
    /// <summary>A part of a class for a subject.</summary>
    Subgroup = 2,
    /// <summary>An elective course.</summary>
    Elective = 3,
    /// <summary>Extracurricular activity (внеурочная деятельность).</summary>
    Extracurricular = 4,
    /// <summary>Extended-day group (ГПД).</summary>
    ExtendedDay = 5,
    /// <summary>Additional education (кружок, секция).</summary>
    Additional = 6,
    /// <summary>Teaching at home (обучение на дому).</summary>
    HomeSchooling = 7,
}

/// <summary>A class or another group of pupils.</summary>
public sealed record ClassGroup : JournalRecord
{
    /// <summary>Makes a group.</summary>
    /// <param name="id">Identity.</param>
    /// <param name="name">Name as the school writes it, e.g. <c>7А</c>.</param>
    /// <param name="grade">Grade 0 (preschool) to 12; <see langword="null"/> when the source does not say (a subgroup inherits it from its parent).</param>
    /// <param name="kind">What the group is.</param>
    /// <param name="homeroomTeacherId">The class teacher, when known.</param>
    /// <param name="parentId">The class that a subgroup is part of.</param>
    /// <exception cref="ArgumentException">An empty id or name, a grade out of range, or a group that is its own parent.</exception>
    public ClassGroup(string id, string name, int? grade, ClassKind kind = ClassKind.Class, string? homeroomTeacherId = null, string? parentId = null)
    {
        Id = Required(id, nameof(id));
        Name = Required(name, nameof(name));
        Grade = grade is null or (>= 0 and <= 12) ? grade : throw new ArgumentException("grade lies outside 0 to 12", nameof(grade));
        ClassKind = kind;
        HomeroomTeacherId = Optional(homeroomTeacherId);
        ParentId = Optional(parentId);
        if (string.Equals(ParentId, Id, StringComparison.Ordinal))
        {
            throw new ArgumentException("the group is its own parent", nameof(parentId));
        }
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Class;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>Identity.</summary>
    public string Id { get; }

    /// <summary>Name as the school writes it.</summary>
    public string Name { get; }

    /// <summary>Grade, when the source says.</summary>
    public int? Grade { get; }

    /// <summary>What the group is.</summary>
    public ClassKind ClassKind { get; }

    /// <summary>The class teacher, when known.</summary>
    public string? HomeroomTeacherId { get; }

    /// <summary>The class that a subgroup is part of.</summary>
    public string? ParentId { get; }
}
