using System.Globalization;
using ElJournal.Gateway.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>Whatever happens, kills included, a ledger on a server holds what a ledger in a file holds. More histories by <c>ELJOURNAL_HISTORIES</c>.</summary>
[TestClass]
public sealed class AnyProviderTests
{
    private static int Histories => int.TryParse(Environment.GetEnvironmentVariable("ELJOURNAL_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var more) ? more : 2;

    [TestMethod]
    public void After_any_edits_reads_decisions_and_kills_both_providers_hold_the_same() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ArrayOf(10).ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    private static async Task<bool> RunAsync(int[] steps)
    {
        await using var file = await JudgedWorld.CreateAsync(steps[0], StorageProvider.Sqlite);
        await using var server = await JudgedWorld.CreateAsync(steps[0], StorageProvider.PostgreSql);
        foreach (var step in steps[1..])
        {
            await BothAsync(world => step % 3 == 0 ? world.StepAsync(step, step / 3 % 9) : world.StepAsync(step));
            if (step % 2 == 0)
            {
                await BothAsync(world => world.JudgeAsync());
            }

            var (expected, actual) = (await file.LedgerAsync(), await server.LedgerAsync());
            Assert.AreEqual("", string.Join('\n', expected.Except(actual).Take(10)), $"only in the file after {string.Join(", ", file.Told)}");
            Assert.AreEqual("", string.Join('\n', actual.Except(expected).Take(10)), $"only on the server after {string.Join(", ", server.Told)}");
        }

        Assert.AreEqual(string.Join('\n', await file.StateAsync()), string.Join('\n', await server.StateAsync()));
        return true;

        async Task BothAsync(Func<JudgedWorld, Task> happen)
        {
            await happen(file);
            await happen(server);
        }
    }
}
