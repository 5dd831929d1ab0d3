using ElJournal.EndToEnd.Tests.Support;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>SIGKILL at random moments: the command run again ends where the uninterrupted one ended.</summary>
[TestClass]
public sealed class RandomKillTests
{
    private static IEnumerable<int> RandomKills => Enumerable.Range(0, 20);

    private static CrashSchool school = null!;

    [ClassInitialize]
    public static async Task RunWithoutInterruption(TestContext context)
    {
        _ = context;
        school = await CrashSchool.WholeAsync();
    }

    [TestMethod]
    [DynamicData(nameof(RandomKills))]
    public async Task Killed_at_a_random_moment(int kill)
    {
        var chance = new Random(20261005 + kill);
        var step = school.Steps[chance.Next(school.Steps.Count)];
        var moment = step.Took * chance.NextDouble();
        var root = school.GoBackTo(step);
        using (var running = new Eljournal(root).Start(step.Command))
        {
            await Task.WhenAny(running.WaitAsync(), Task.Delay(moment));
            await running.KillAsync();
        }

        await CrashSchool.FinishAsync(step, root, $"kill {kill}: {step} after {moment.TotalMilliseconds:F0} ms");
    }
}
