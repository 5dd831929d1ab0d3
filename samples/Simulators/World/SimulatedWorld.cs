using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators.Dnevnik;
using ElJournal.Samples.Simulators.ElZhur;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.OneRoster;
using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Samples.Simulators.World;

/// <summary>The school that all faces show, at the moment that its clock shows, and what is wrong with the systems just now. Safe for use by several threads.</summary>
public sealed class SimulatedWorld
{
    private readonly Lock gate = new();
    private State state;

    internal SimulatedWorld(SimulatorOptions options)
    {
        School = SchoolIndex.Of(options.Scale);
        Time = options.Time;
        Faults = new FaultBook(options.Time);
        OneRoster = new OneRosterSimulator(Faults, options.Time);
        state = new(options.Now ?? (options.Scale.Planned ? GeneratedSchool.Final : SchoolDays.At(new(2027, 6, 1), new(8, 0))), options.Latency, TimeSpan.Zero, Distortions.None, options.Dnevnik, options.ElZhur);
    }

    /// <summary>What the school's clock shows. It stands still until it is set; entries appear as it goes on, and disappear again when it is put back.</summary>
    public DateTimeOffset Now
    {
        get => state.Now;
        set => Change(old => old with { Now = value });
    }

    /// <summary>How long every answer takes at least.</summary>
    public TimeSpan Latency
    {
        get => state.Latency;
        set => Change(old => old with { Latency = value });
    }

    /// <summary>How far the <c>Date</c> headers are from the machine's clock.</summary>
    public TimeSpan DateSkew
    {
        get => state.DateSkew;
        set => Change(old => old with { DateSkew = value });
    }

    /// <summary>In what way the data is shown wrongly.</summary>
    public Distortions Distortions
    {
        get => state.Distortions;
        set => Change(old => old with { Distortions = value });
    }

    /// <summary>How Дневник.ру behaves.</summary>
    public DnevnikSettings Dnevnik
    {
        get => state.Dnevnik;
        set => Change(old => old with { Dnevnik = value });
    }

    /// <summary>How ЭлЖур behaves.</summary>
    public ElZhurSettings ElZhur
    {
        get => state.ElZhur;
        set => Change(old => old with { ElZhur = value });
    }

    /// <summary>The regional portal: what was pushed to it, what it shows, and what goes wrong with it.</summary>
    public PortalSimulator Portal { get; } = new();

    /// <summary>A provider of OneRoster 1.2: what it knows, what it has taken, and how it behaves.</summary>
    public OneRosterSimulator OneRoster { get; }

    /// <summary>Faults of the transport: refusals, delays, broken and useless answers.</summary>
    public FaultBook Faults { get; }

    /// <summary>What was asked.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Marks changed and removed by hand.</summary>
    public MarkEdits Edits { get; } = new();

    /// <summary>The school that is shown.</summary>
    internal SchoolIndex School { get; }

    /// <summary>The machine's clock.</summary>
    internal TimeProvider Time { get; }

    /// <summary>All as it is now, for one answer.</summary>
    internal WorldView View() => new(School, state.Now, state.Distortions, Edits);

    private void Change(Func<State, State> change)
    {
        lock (gate)
        {
            state = change(state);
        }
    }

    private sealed record State(DateTimeOffset Now, TimeSpan Latency, TimeSpan DateSkew, Distortions Distortions, DnevnikSettings Dnevnik, ElZhurSettings ElZhur);
}
