using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>A class, with its subgroups, on some days.</summary>
internal readonly record struct ClassScope(string RootClass, DayRange Days);
