using ElJournal.EndToEnd.Tests.Crashes;
using ElJournal.EndToEnd.Tests.Support;

namespace ElJournal.EndToEnd.Tests.Cluster;

/// <summary>Two nodes on one server: one is killed, or stands still for longer than its lease lasts, in the middle of a transaction of each kind of work; the other, which waited for the school, ends it as one machine without a server does uninterrupted.</summary>
[TestClass]
public sealed class NodeKillTests
{
    /// <summary>The rest by the variable that CONTRIBUTING names.</summary>
    private static bool All => Environment.GetEnvironmentVariable("ELJOURNAL_CLUSTER_KILLS") is { Length: > 0 };

    /// <summary>Verb, what is written, and how many times when it happens.</summary>
    private static IEnumerable<object[]> Kills => new object[][]
    {
        ["notify", "UPDATE ON letters", 1],
        ["sync", "INSERT OR UPDATE ON records", 5],
        ["sync", "INSERT OR UPDATE ON scope_reads", 1],
        ["check", "INSERT OR UPDATE ON findings", 3],
        ["check", "INSERT OR UPDATE OR DELETE ON judged_state", 1],
        ["notify", "INSERT ON letters", 1],
        ["export", "INSERT ON packages", 2],
        ["export", "INSERT OR UPDATE ON route_records", 10],
        ["export", "UPDATE ON packages", 3],
    }.Take(All ? int.MaxValue : 1);

    private static IEnumerable<object[]> Pauses => new object[][]
    {
        ["export", "portal.applied.1"],
        ["export", "portal.received.2"],
        ["sync", "source.batch.2"],
        ["sync", "source.read"],
    }.Take(All ? int.MaxValue : 1);

    [TestMethod]
    [DynamicData(nameof(Kills))]
    public async Task A_node_killed_in_the_middle_of_a_transaction_loses_nothing_and_doubles_nothing(string verb, string statement, int number)
    {
        var school = await CrashSchool.WholeAsync();
        var step = school.Of(verb);
        var root = school.GoBackTo(step);
        var ledger = await ClusterLedger.MoveAsync(root);
        Task<Finished> survivor;
        await using (await ledger.HaltAsync("victim", statement, number))
        {
            using var victim = ledger.Program(root, "victim").Start(step.Command);
            await ledger.UntilHaltedAsync(victim.WaitAsync());
            survivor = Task.Run(() => ledger.Program(root, "survivor").RunHereAsync(CrashSchool.Again(step)));
            await victim.KillAsync();
        }

        var finished = await survivor;
        Assert.IsTrue(finished.ExitCode is 0 or 2, finished.ToString());
        await AssertAsync(step, root, ledger);
    }

    [TestMethod]
    [DynamicData(nameof(Pauses))]
    public async Task A_node_that_stood_still_for_longer_than_its_lease_writes_nothing_afterwards(string verb, string boundary)
    {
        var school = await CrashSchool.WholeAsync();
        var step = school.Of(verb);
        var root = school.GoBackTo(step);
        var ledger = await ClusterLedger.MoveAsync(root);
        var socket = Path.Combine(root, "halt.sock");
        var program = ledger.Program(root, "paused");
        (program.Environment["HALT_AT"], program.Environment["HALT_SOCKET"]) = (boundary, socket);
        using var listener = CrashSchool.Listen(socket);
        using var paused = program.Start(step.Command);
        var ended = paused.WaitAsync();
        using (await CrashSchool.AcceptAsync(listener, ended, boundary))
        {
            await paused.WhileStoppedAsync(async () =>
            {
                var fence = await FenceAsync(ledger);

                // What two minutes without a sign of life come to.
                await ledger.ExecuteAsync("""UPDATE school_state SET "LeaseUntil" = 1""");
                var finished = await ledger.Program(root, "other").RunHereAsync(CrashSchool.Again(step));
                Assert.IsTrue(finished.ExitCode is 0 or 2, finished.ToString());
                Assert.IsGreaterThan(fence, await FenceAsync(ledger));
                await AssertAsync(step, root, ledger);
            });

            // The connection closes here and lets the adapter go on.
        }

        var late = await ended;
        Assert.AreEqual(1, late.ExitCode, late.ToString());
        StringAssert.Contains(late.Error, "перехватил другой процесс");
        await AssertAsync(step, root, ledger);
    }

    private static Task<long> FenceAsync(ClusterLedger ledger) => ledger.NumberAsync("""SELECT "Fence" FROM school_state WHERE "School" = 'demo'""");

    private static async Task AssertAsync(Step step, string root, ClusterLedger ledger)
    {
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        Aftermath.AssertEqual(step.After, await Aftermath.OfAsync(root, connection), step.ToString());
    }
}
