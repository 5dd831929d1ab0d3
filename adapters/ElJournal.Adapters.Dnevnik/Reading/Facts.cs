namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>What the contract leaves open and the answers tell; <see langword="null"/> while they have not. Kept for the life of the source.</summary>
internal sealed class Facts
{
    private volatile object? subjectNeeded;

    /// <summary>Whether attendance by class insists on a subject.</summary>
    public bool? SubjectNeeded
    {
        get => (bool?)subjectNeeded;
        set => subjectNeeded = value;
    }

    /// <summary>Whether the list of classes is refused, so that they are known through their teachers only.</summary>
    public bool ClassesByTeacher { get; set; }

    /// <summary>Whether a class's lessons include those of its subgroups.</summary>
    public Inclusion Lessons { get; } = new();

    /// <summary>Whether a class's marks include those of its subgroups.</summary>
    public Inclusion Marks { get; } = new();

    /// <summary>Whether a class's attendance includes that of its subgroups.</summary>
    public Inclusion Attendance { get; } = new();
}

/// <summary>Whether the call for a class shows the rows of its subgroups.</summary>
internal sealed class Inclusion
{
    private volatile bool shown;

    /// <summary>Whether the subgroups have to be asked apart. As long as no row of a subgroup was seen in a class's answer, they have.</summary>
    public bool MustAskApart => !shown;

    /// <summary>A row of a subgroup was seen in a class's answer.</summary>
    public void Seen() => shown = true;
}
