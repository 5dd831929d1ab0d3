using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Adapters.Conformance;

/// <summary>A world behind one of the simulated HTTP systems; a subclass adds the factory, the settings and what is known of the system.</summary>
/// <param name="server">The simulator, which ends with the world.</param>
/// <param name="system">Its name there: <c>dnevnik</c>, <c>elzhur</c>.</param>
/// <param name="scale">The school that it serves.</param>
public abstract class SimulatorWorld(SimulatorServer server, string system, SchoolScale scale) : SourceWorld
{
    private static readonly DateOnly FirstDay = new(2026, 9, 1);

    /// <summary>Settings that make repetitions quick, to be put among the adapter's own.</summary>
    protected static IReadOnlyDictionary<string, string> Quick { get; } = new Dictionary<string, string> { ["RetryDelay"] = "00:00:00.010", ["RequestSpacing"] = "00:00:00", ["Retries"] = "4" };

    /// <summary>The simulator.</summary>
    protected SimulatorServer Server { get; } = server;

    /// <inheritdoc/>
    public override DayRange Whole { get; } = new(FirstDay, FirstDay.AddDays((7 * scale.Weeks) - 1));

    /// <inheritdoc/>
    public override DayRange Window => new(FirstDay.AddDays(6), FirstDay.AddDays(12));

    /// <inheritdoc/>
    public override bool ShowsClock => true;

    /// <summary>Requests that a fault may meet: those after the signing-in, so that it strikes in the middle of a read.</summary>
    protected virtual int SkippedByFaults => 8;

    /// <inheritdoc/>
    public override ValueTask DisturbAsync(Disturbance disturbance)
    {
        var world = Server.World;
        switch (disturbance)
        {
            case Disturbance.Throttled:
                world.Faults.Add(new Fault { System = system, Status = 429, Times = 2, Skip = SkippedByFaults, RetryAfterSeconds = 0 });
                world.Faults.Add(new Fault { System = system, Status = 433, Times = 2, Skip = SkippedByFaults });
                break;
            case Disturbance.ResetInMidBody:
                world.Faults.Add(new Fault { System = system, Kind = FaultKind.ResetMidBody, Times = 2, Skip = SkippedByFaults });
                break;
            case Disturbance.TruncatedAnswer:
                world.Faults.Add(new Fault { System = system, Kind = FaultKind.TruncatedJson, Probability = 0.3, Seed = 1, Skip = SkippedByFaults });
                break;
            case Disturbance.WebPage:
                world.Faults.Add(new Fault { System = system, Kind = FaultKind.Html, Status = 200, Probability = 0.5, Seed = 2, Skip = SkippedByFaults });
                break;
            case Disturbance.EmptySuccess:
                world.Faults.Add(new Fault { System = system, Kind = FaultKind.EmptySuccess, Probability = 0.3, Seed = 3, Skip = SkippedByFaults });
                break;
            case Disturbance.Outage:
                world.Faults.Add(new Fault { System = system, Status = 503, Skip = SkippedByFaults });
                break;
            case Disturbance.HungAnswer:
                world.Faults.Add(new Fault { System = system, Kind = FaultKind.Delay, Delay = TimeSpan.FromMinutes(10) });
                break;
            case Disturbance.ClockChange:
                world.DateSkew = TimeSpan.FromHours(1);
                break;
            default:
                world.Distortions = DistortionOf(disturbance);
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask MendAsync()
    {
        Server.World.Faults.Clear();
        Server.World.DateSkew = TimeSpan.Zero;
        Server.World.Distortions = Distortions.None;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ShowAsync(DateTimeOffset moment)
    {
        Server.World.Now = moment;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WhenHungAsync(CancellationToken cancellationToken) => Server.World.Faults.WhenStruckAsync(cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Distortions DistortionOf(Disturbance disturbance) => disturbance switch
    {
        Disturbance.MassDisappearance => new() { Vanished = 0.5 },
        Disturbance.VanishedRecords => new() { Vanished = 0.1 },
        Disturbance.TwoPupilsWithOneId => new() { TwoPupilsWithOneId = true },
        Disturbance.DuplicateLessons => new() { DuplicatedLessons = 0.3 },
        Disturbance.RenumberedLessons => new() { LessonNumberShift = 1 },
        Disturbance.ShiftedMarkNumbers => new() { MarkNumberShift = 1 },
        Disturbance.RegeneratedIds => new() { Generation = 1 },
        _ => throw new NotSupportedException($"The simulators have no {disturbance}."),
    };
}
