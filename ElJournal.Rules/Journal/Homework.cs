namespace ElJournal.Rules.Journal;

/// <summary>The homework given at a lesson; several works of one lesson are one record.</summary>
public sealed record Homework : JournalRecord
{
    /// <summary>Makes homework.</summary>
    /// <param name="lessonId">The lesson at which it was given.</param>
    /// <param name="text">Its text. «не задано» is a text.</param>
    /// <param name="dueDate">The day it is due.</param>
    /// <param name="entered">When it was entered (the earliest of several works).</param>
    /// <exception cref="ArgumentException">The lesson or the text is empty.</exception>
    public Homework(string lessonId, string text, DateOnly? dueDate = null, EntryTime? entered = null)
    {
        LessonId = Required(lessonId, nameof(lessonId));
        Text = Required(text, nameof(text));
        DueDate = dueDate;
        Entered = entered;
    }

    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Homework;

    /// <inheritdoc/>
    public override string Key => LessonId;

    /// <summary>The lesson at which it was given.</summary>
    public string LessonId { get; }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>The day it is due.</summary>
    public DateOnly? DueDate { get; }

    /// <summary>When it was entered, as the source says.</summary>
    public EntryTime? Entered { get; }
}
