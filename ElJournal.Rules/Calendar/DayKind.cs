namespace ElJournal.Rules.Calendar;

/// <summary>What a day is for a class.</summary>
public enum DayKind
{
    /// <summary>A school day.</summary>
    Open = 1,
    /// <summary>A day of distance teaching: a school day on which attendance is not asked.</summary>
    Distance = 2,
    /// <summary>A school day without ordinary lessons (exams, a day of health): nothing is asked.</summary>
    Event = 3,
    /// <summary>A day without lessons that the calendar did not foresee (quarantine, frost): nothing is asked.</summary>
    Closed = 4,
    /// <summary>A day off.</summary>
    DayOff = 5,
    /// <summary>Vacation.</summary>
    Vacation = 6,
}
