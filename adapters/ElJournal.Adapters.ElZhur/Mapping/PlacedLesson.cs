namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>A lesson of a class's timetable, with what is needed to find it again from homework, marks and diaries.</summary>
internal sealed class PlacedLesson
{
    public required string Key { get; init; }

    public required DateOnly Day { get; init; }

    public required string ClassId { get; init; }

    public int? Number { get; init; }

    public TimeOnly? Start { get; init; }

    public TimeOnly? End { get; init; }

    /// <summary>The subject's name, which is its id: homework and final marks have nothing else.</summary>
    public string? Subject { get; init; }

    /// <summary>The subject's name as it is compared.</summary>
    public required string SubjectKey { get; init; }

    /// <summary>The subject's id on the wire, where it is given.</summary>
    public string? WireSubject { get; init; }

    /// <summary>The subgroup, when the lesson is not for the whole class.</summary>
    public SubgroupName? Subgroup { get; init; }

    public string? TeacherId { get; set; }

    /// <summary>Whom the teacher stands in for, where substitutions are read.</summary>
    public string? ReplacesTeacherId { get; set; }

    public bool IsCancelled { get; init; }

    public string? Topic { get; set; }

    /// <summary>Whether a diary showed the lesson, so that an empty topic is one.</summary>
    public bool IsTopicRead { get; set; }

    /// <summary>Its place among the lessons of the day.</summary>
    public (int Number, TimeOnly Start) Order => (Number ?? int.MaxValue, Start ?? TimeOnly.MaxValue);

    public Lesson Record() =>
        new(Key, Day, ClassId, Number, Start, End, Subject, TeacherId, Topic, IsCancelled ? LessonStatus.Cancelled : LessonStatus.Unknown, ReplacesTeacherId);
}

/// <summary>A subgroup of a class as lessons name it.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Key">The name as it is compared.</param>
/// <param name="ShortKey">The short name as it is compared, where there is one.</param>
internal sealed record SubgroupName(string Name, string Key, string? ShortKey)
{
    /// <summary>Reads <c>grp</c> and <c>grp_short</c>.</summary>
    public static SubgroupName? Of(string? name, string? shortName)
    {
        var (full, brief) = (Wire.WireText.Line(name), Wire.WireText.Line(shortName));
        return (full ?? brief) is { } any ? new SubgroupName(any, Wire.WireText.Fold(any), brief is null ? null : Wire.WireText.Fold(brief)) : null;
    }

    /// <summary>Whether both mean the same subgroup of a class.</summary>
    public bool Means(SubgroupName other) =>
        string.Equals(Key, other.Key, StringComparison.Ordinal) || (ShortKey is not null && string.Equals(ShortKey, other.ShortKey, StringComparison.Ordinal));
}
