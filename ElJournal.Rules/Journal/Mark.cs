namespace ElJournal.Rules.Journal;

/// <summary>A current mark of a pupil at a lesson.</summary>
public sealed record Mark : JournalRecord
{
    /// <summary>Makes a mark.</summary>
    /// <param name="id">Identity.</param>
    /// <param name="lessonId">The lesson it is dated by.</param>
    /// <param name="studentId">The pupil.</param>
    /// <param name="value">The value as written: <c>5</c>, <c>зач</c>, <c>н/а</c>.</param>
    /// <param name="work">The kind of work as the journal names it.</param>
    /// <param name="weight">Weight in the average, above 0; <see langword="null"/> when unknown.</param>
    /// <param name="entered">When it was first entered.</param>
    /// <exception cref="ArgumentException">An empty id, lesson, pupil or value, or a weight that is not above 0.</exception>
    public Mark(string id, string lessonId, string studentId, string value, string? work = null, decimal? weight = null, EntryTime? entered = null)
    {
        Id = Required(id, nameof(id));
        LessonId = Required(lessonId, nameof(lessonId));
        StudentId = Required(studentId, nameof(studentId));
        Value = Required(value, nameof(value));
        Work = Optional(work);
        Weight = weight is null or > 0 ? weight : throw new ArgumentException("weight is not above 0", nameof(weight));
        Entered = entered;
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Mark;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>Identity.</summary>
    public string Id { get; }

    /// <summary>The lesson it is dated by.</summary>
    public string LessonId { get; }

    /// <summary>The pupil.</summary>
    public string StudentId { get; }

    /// <summary>The value as written.</summary>
    public string Value { get; }

    /// <summary>The kind of work as the journal names it.</summary>
    public string? Work { get; }

    /// <summary>Weight in the average, when known.</summary>
    public decimal? Weight { get; }

    /// <summary>When it was first entered, as the source says.</summary>
    public EntryTime? Entered { get; }
}
