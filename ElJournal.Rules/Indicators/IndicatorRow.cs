using ElJournal.Rules.Compliance.EntryDeadline;

namespace ElJournal.Rules.Indicators;

/// <summary>A share with its denominator: «N of M, K unproved». What is unproved or late is entered, and never counts as in time.</summary>
/// <param name="Asked">Lessons of which the part was due and could be checked.</param>
/// <param name="Entered">Of them with an entry.</param>
/// <param name="InTime">Of them provably entered by the deadline.</param>
/// <param name="Unproved">Of them entered at a moment that cannot be told.</param>
/// <param name="NotChecked">Further lessons that could not be checked.</param>
public readonly record struct PartShare(int Asked, int Entered, int InTime, int Unproved, int NotChecked)
{
    /// <summary>Adds two shares.</summary>
    public static PartShare operator +(PartShare left, PartShare right) =>
        new(left.Asked + right.Asked, left.Entered + right.Entered, left.InTime + right.InTime, left.Unproved + right.Unproved, left.NotChecked + right.NotChecked);

    /// <summary>Adds two shares.</summary>
    public static PartShare Add(PartShare left, PartShare right) => left + right;

    internal static PartShare Of(PartOutcome outcome) => outcome switch
    {
        PartOutcome.InTime => new PartShare(1, 1, 1, 0, 0),
        PartOutcome.Late => new PartShare(1, 1, 0, 0, 0),
        PartOutcome.Unproved => new PartShare(1, 1, 0, 1, 0),
        PartOutcome.Missing => new PartShare(1, 0, 0, 0, 0),
        PartOutcome.NotChecked => new PartShare(0, 0, 0, 0, 1),
        _ => default,
    };
}

/// <summary>The figures of a month for one teacher in one class and subject, or sums of such.</summary>
public sealed record IndicatorRow
{
    /// <summary>The teacher; <see langword="null"/> in a sum, or when the journal names none.</summary>
    public string? TeacherId { get; init; }

    /// <summary>The class (the root one); <see langword="null"/> in a sum.</summary>
    public string? RootClassId { get; init; }

    /// <summary>The subject; <see langword="null"/> in a sum, or when the journal names none.</summary>
    public string? SubjectId { get; init; }

    /// <summary>What tells lessons apart that were given together: they are one lesson in every sum, whatever number of classes wrote it down; <see langword="null"/> for lessons given alone.</summary>
    public string? Joint { get; init; }

    /// <summary>Lessons given.</summary>
    public int Lessons { get; init; }

    /// <summary>Of them left out of all shares because the teacher was excused.</summary>
    public int Excused { get; init; }

    /// <summary>Lessons with an entry of any kind.</summary>
    public int WithAnyEntry { get; init; }

    /// <summary>Topics.</summary>
    public PartShare Topic { get; init; }

    /// <summary>Homework.</summary>
    public PartShare Homework { get; init; }

    /// <summary>Attendance, only where the source shows that it was taken or not.</summary>
    public PartShare Attendance { get; init; }

    /// <summary>Marks of the lesson (oral work).</summary>
    public PartShare LessonMarks { get; init; }

    /// <summary>Marks of any kind.</summary>
    public int Marks { get; init; }

    /// <summary>Pupils of the class who were at the school in these days; in a sum each class and subject counts once, so that <see cref="Marks"/> ÷ this is marks per pupil and subject.</summary>
    public int Pupils { get; init; }

    /// <summary>Lessons of which some due part could not be checked.</summary>
    public int NotChecked { get; init; }

    /// <summary>What a lesson that is counted already still adds: its pupils' marks.</summary>
    internal IndicatorRow MarksOnly => new() { RootClassId = RootClassId, SubjectId = SubjectId, Marks = Marks, Pupils = Pupils };

    internal IndicatorRow Plus(IndicatorRow other, bool withPupils) => this with
    {
        Lessons = Lessons + other.Lessons,
        Excused = Excused + other.Excused,
        WithAnyEntry = WithAnyEntry + other.WithAnyEntry,
        Topic = Topic + other.Topic,
        Homework = Homework + other.Homework,
        Attendance = Attendance + other.Attendance,
        LessonMarks = LessonMarks + other.LessonMarks,
        Marks = Marks + other.Marks,
        Pupils = withPupils ? Pupils + other.Pupils : Pupils,
        NotChecked = NotChecked + other.NotChecked,
    };
}
