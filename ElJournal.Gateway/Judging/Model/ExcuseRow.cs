namespace ElJournal.Gateway.Judging.Model;

/// <summary>A teacher excused for lesson days.</summary>
internal sealed class ExcuseRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    public required string Teacher { get; set; }

    public int FromDay { get; set; }

    public int ToDay { get; set; }

    public required string By { get; set; }

    public required string Reason { get; set; }

    public long At { get; set; }
}

/// <summary>Days of a class, or of the school, that the calendar did not foresee.</summary>
internal sealed class ClassDayRow
{
    public long Id { get; set; }

    public required string School { get; set; }

    /// <summary>The class's name; <see langword="null"/> for the whole school.</summary>
    public string? ClassName { get; set; }

    public int FromDay { get; set; }

    public int ToDay { get; set; }

    /// <summary><c>closed</c>, <c>distance</c> or <c>event</c>.</summary>
    public required string Kind { get; set; }

    public required string By { get; set; }

    public required string Reason { get; set; }

    public long At { get; set; }
}
