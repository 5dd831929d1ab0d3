using ElJournal.Samples.Simulators.Faults;

namespace ElJournal.Samples.Simulators.OneRoster;

/// <summary>A provider of OneRoster 1.2: tokens, a roster that it was given, and a gradebook that takes objects.</summary>
public sealed class OneRosterSimulator
{
    internal OneRosterSimulator(FaultBook faults, TimeProvider time) => Tokens = new OneRosterTokens(this, faults, time);

    /// <summary>How it behaves.</summary>
    public OneRosterSettings Settings { get; set; } = new();

    /// <summary>Whom it knows.</summary>
    public OneRosterRoster Roster { get; } = new();

    /// <summary>What it has taken.</summary>
    public OneRosterObjects Objects { get; } = new();

    internal OneRosterTokens Tokens { get; }
}
