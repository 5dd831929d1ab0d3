namespace ElJournal.Rules.Indicators;

/// <summary>Lessons of a day by how they stand. Counted by lesson, not by part; the five numbers add up to <see cref="Lessons"/>.</summary>
/// <param name="Recorded">Nothing due is missing.</param>
/// <param name="Missing">Something due is provably not entered.</param>
/// <param name="BeingClarified">Missing too, but probably for one cause: a question to the deputy, not to teachers.</param>
/// <param name="NotChecked">Something due could not be checked.</param>
/// <param name="NotYetDue">Something is not entered and not due yet.</param>
public readonly record struct DayTally(int Recorded, int Missing, int BeingClarified, int NotChecked, int NotYetDue)
{
    /// <summary>All lessons counted.</summary>
    public int Lessons => Recorded + Missing + BeingClarified + NotChecked + NotYetDue;

    /// <summary>Adds two tallies.</summary>
    public static DayTally operator +(DayTally left, DayTally right) => new(
        left.Recorded + right.Recorded,
        left.Missing + right.Missing,
        left.BeingClarified + right.BeingClarified,
        left.NotChecked + right.NotChecked,
        left.NotYetDue + right.NotYetDue);

    /// <summary>Adds two tallies.</summary>
    public static DayTally Add(DayTally left, DayTally right) => left + right;
}
