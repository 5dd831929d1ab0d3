namespace ElJournal.Adapters.Conformance;

/// <summary>What can go wrong with a source while it is read.</summary>
public enum Disturbance
{
    /// <summary>A burst of "too many requests" that passes.</summary>
    Throttled = 1,
    /// <summary>Some answers break off in the middle of their body.</summary>
    ResetInMidBody = 2,
    /// <summary>Some answers end too early without the connection saying so.</summary>
    TruncatedAnswer = 3,
    /// <summary>A web page comes in place of some answers, with status 200.</summary>
    WebPage = 4,
    /// <summary>Some answers are empty and say that all is well.</summary>
    EmptySuccess = 5,
    /// <summary>The system is down from the middle of the read on.</summary>
    Outage = 6,
    /// <summary>Half of the lessons, and what hangs on them, are gone.</summary>
    MassDisappearance = 7,
    /// <summary>Two pupils carry one id.</summary>
    TwoPupilsWithOneId = 8,
    /// <summary>Lessons are listed twice.</summary>
    DuplicateLessons = 9,
    /// <summary>The other side's clock is an hour ahead.</summary>
    ClockChange = 10,
    /// <summary>All lessons have another number.</summary>
    RenumberedLessons = 11,
    /// <summary>Marks stand at other positions.</summary>
    ShiftedMarkNumbers = 12,
    /// <summary>All ids that the system makes are new.</summary>
    RegeneratedIds = 13,
    /// <summary>Some records are not shown, until the world is mended.</summary>
    VanishedRecords = 14,
    /// <summary>An answer that does not come: it is held back until the world ends.</summary>
    HungAnswer = 15,
}
