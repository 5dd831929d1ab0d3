namespace ElJournal.Samples.SchoolGenerator;

/// <summary>How big the school is and how much is entered. Equal values always give equal schools.</summary>
public sealed record SchoolScale
{
    /// <summary>The demo school: about 300 pupils, six weeks, with planned violations.</summary>
    public static SchoolScale Demo { get; } = new();

    /// <summary>A school year of 1,000 pupils in 40 classes: about 46,000 lessons, 450,000 marks, 250,000 absences; nothing planned.</summary>
    public static SchoolScale Year { get; } = new() { Pupils = 1000, Classes = 40, Weeks = 34, OralShare = 0.75, AbsenceRate = 0.29, Planned = false };

    public int Seed { get; init; } = 2026;

    public int Pupils { get; init; } = 300;

    public int Classes { get; init; } = 17;

    /// <summary>School weeks, vacations not counted.</summary>
    public int Weeks { get; init; } = 6;

    /// <summary>Share of the pupils present who get an oral mark at a lesson.</summary>
    public double OralShare { get; init; } = 0.16;

    /// <summary>Share of pupil-days lost.</summary>
    public double AbsenceRate { get; init; } = 0.045;

    /// <summary>Whether the planned violations and near-misses are written into it; only the demo's size has room for them.</summary>
    public bool Planned { get; init; } = true;
}
