using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>What is known about the moment at which a part was entered.</summary>
/// <remarks><c>default</c> means that nothing is known: neither in time nor late can be proved.</remarks>
/// <param name="Entered">What the source says; the earliest it ever said.</param>
/// <param name="SeenAfter">A complete read of the scope that began then did not show the entry; <see langword="null"/> when there was none.</param>
/// <param name="SeenBy">The entry was seen by then.</param>
public readonly record struct Evidence(EntryTime? Entered, DateTimeOffset? SeenAfter, DateTimeOffset? SeenBy);
