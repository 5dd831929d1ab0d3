using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators.Dnevnik;
using ElJournal.Samples.Simulators.ElZhur;

namespace ElJournal.Samples.Simulators;

/// <summary>How a simulator starts. Everything but <see cref="Port"/> and <see cref="Scale"/> can be changed while it runs.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Which school is served. Equal scales share one school within a process.</summary>
    public SchoolScale Scale { get; init; } = SchoolScale.Demo;

    /// <summary>What the school's clock shows; left out: when everything generated has been entered.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>How long every answer takes at least.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The face of Дневник.ру.</summary>
    public DnevnikSettings Dnevnik { get; init; } = new();

    /// <summary>The face of ЭлЖур.</summary>
    public ElZhurSettings ElZhur { get; init; } = new();

    /// <summary>Called when the school's clock has been set through the control endpoint, whose answer waits for it.</summary>
    public Func<DateTimeOffset, Task>? ClockSet { get; init; }

    /// <summary>The machine's clock: budgets, delays and the <c>Date</c> header go by it, entries never do.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
