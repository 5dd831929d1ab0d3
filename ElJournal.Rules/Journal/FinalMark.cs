namespace ElJournal.Rules.Journal;

/// <summary>A pupil's mark for a term or the year.</summary>
public sealed record FinalMark : JournalRecord
{
    /// <summary>Makes a final mark.</summary>
    /// <exception cref="ArgumentException">The pupil, subject, term or value is empty.</exception>
    public FinalMark(string studentId, string subjectId, string termId, string value, EntryTime? entered = null)
    {
        StudentId = Required(studentId, nameof(studentId));
        SubjectId = Required(subjectId, nameof(subjectId));
        TermId = Required(termId, nameof(termId));
        Value = Required(value, nameof(value));
        Entered = entered;
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.FinalMark;

    /// <inheritdoc/>
    public override string Key => RecordKey.Join(StudentId, SubjectId, TermId);

    /// <summary>The pupil.</summary>
    public string StudentId { get; }

    /// <summary>The subject.</summary>
    public string SubjectId { get; }

    /// <summary>The term.</summary>
    public string TermId { get; }

    /// <summary>The value as written: <c>4</c>, <c>зач</c>, <c>осв</c>, <c>н/а</c>.</summary>
    public string Value { get; }

    /// <summary>When it was entered, as the source says.</summary>
    public EntryTime? Entered { get; }

    /// <summary>The average of the pupil's marks of the term in the subject, as the journal itself reckons it, in thousandths at most; <see langword="null"/> when it shows none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The average is not above zero.</exception>
    public decimal? Average
    {
        get;
        init => field = value is null or > 0 ? (value is { } given ? decimal.Round(given, 3) : null) : throw new ArgumentOutOfRangeException(nameof(value), value, "An average is above zero.");
    }
}
