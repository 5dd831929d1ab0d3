namespace ElJournal.Rules.Journal;

/// <summary>A school subject.</summary>
public sealed record Subject : JournalRecord
{
    /// <summary>Makes a subject.</summary>
    /// <exception cref="ArgumentException">The id or the name is empty.</exception>
    public Subject(string id, string name)
    {
        Id = Required(id, nameof(id));
        Name = Required(name, nameof(name));
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Subject;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>Identity.</summary>
    public string Id { get; }

    /// <summary>Name as the school writes it.</summary>
    public string Name { get; }
}
