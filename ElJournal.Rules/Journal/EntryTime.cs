namespace ElJournal.Rules.Journal;

/// <summary>When something was entered, as the source says.</summary>
/// <param name="At">The moment, with its offset.</param>
/// <param name="Vouched">
/// Whether the source's contract vouches for the moment. One that it does not vouch for may prove that an entry was in time, and never that it was late.
/// </param>
public readonly record struct EntryTime(DateTimeOffset At, bool Vouched = true);
