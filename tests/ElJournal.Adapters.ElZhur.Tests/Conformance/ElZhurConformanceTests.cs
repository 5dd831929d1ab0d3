using ElJournal.Adapters.Conformance;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;

namespace ElJournal.Adapters.ElZhur.Tests.Conformance;

/// <summary>The adapter against the simulated ЭлЖур, over real sockets.</summary>
[TestClass]
public sealed class ElZhurConformanceTests : SourceConformance
{
    protected override async Task<SourceWorld> StartAsync(SchoolScale scale) => new ElZhurWorld(await SimulatorServer.StartAsync(new() { Scale = scale }), scale);

    private const string ByContents =
        "Keys of marks are positions and homework names no lesson: when the first of two marks of a day is gone, the other one stands under its key, and of two lessons of a subject "
        + "both have the only work that is left. So the contents are compared as people see them, without positions.";

    [TestMethod]
    public override async Task A_mass_disappearance_invents_nothing()
    {
        TestContext.DisplayMessage(MessageLevel.Warning, $"{GetType().Name}.{TestContext.TestName} is asked otherwise: {ByContents}");
        await using var world = await StartAsync(Small);
        var sound = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);
        await world.DisturbAsync(Disturbance.MassDisappearance);

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);

        Assert.IsNull(read.Failure);
        Assert.AreEqual("", string.Join('\n', Truth.Silent(sound, read)));
        CollectionAssert.IsSubsetOf(Truth.Contents(read).Distinct().ToList(), Truth.Contents(sound).Distinct().ToList());
        Assert.IsLessThan(sound.Records.Count, read.Records.Count);
    }
}
