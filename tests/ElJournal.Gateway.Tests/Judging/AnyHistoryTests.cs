using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>Nothing that is left out of judging again makes a difference, whatever happened: edits, reads that fail, mass changes and what people decide about them, new people, other settings, days off, excuses, waivers.</summary>
[TestClass]
public sealed class AnyHistoryTests
{
    [TestMethod]
    public void After_any_edits_reads_and_decisions_the_incremental_findings_equal_a_full_evaluation() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ArrayOf(16).ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private static async Task<bool> RunAsync(int[] steps)
    {
        await using var world = await JudgedWorld.CreateAsync(steps[0]);
        foreach (var step in steps[1..])
        {
            await world.StepAsync(step);
            if (step % 2 == 0)
            {
                await world.JudgeAsync();
                await CompareAsync(world);
            }
        }

        await world.JudgeAsync();
        await CompareAsync(world);
        var (fresh, own) = await world.JudgedAnewAsync();
        Assert.AreEqual(Lines(fresh), Lines(own), "A fresh table differs: " + Lines(world.Told));
        return true;
    }

    private static async Task CompareAsync(JudgedWorld world)
    {
        var incremental = Lines(await world.StateAsync());
        await world.JudgeEverythingAsync();
        Assert.AreEqual(Lines(await world.StateAsync()), incremental, "Judging everything again changed something: " + Lines(world.Told));
    }

    private static string Lines(IEnumerable<string> state) => string.Join('\n', state);
}
