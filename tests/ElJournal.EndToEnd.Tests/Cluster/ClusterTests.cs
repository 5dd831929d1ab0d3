using System.Globalization;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Gateway.Ledger;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Cluster;

/// <summary>Two workers as processes on one PostgreSQL ledger; one of them is killed with SIGKILL in the middle of its work.</summary>
[TestClass]
public sealed class ClusterTests
{
    private const string EverySecond = "* * * ? * *";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>More moments to kill at, by the variable that CONTRIBUTING names.</summary>
    private static IEnumerable<object[]> Kills =>
        Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("ELJOURNAL_CLUSTER_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var more) ? more : 0)
            .Select(kill => new object[] { kill == 0 ? "reading" : $"random {kill}" }).Prepend(["delivering"]);

    [TestMethod]
    [DynamicData(nameof(Kills))]
    public async Task A_node_killed_in_the_middle_loses_nothing_and_doubles_nothing_and_the_other_goes_on(string moment)
    {
        var shared = await ClusterLedger.CreateAsync();
        using var school = new DemoSchoolFolder();
        await school.ShowJournalAsync(GeneratedSchool.Final);
        Share(school, shared);
        Directory.CreateDirectory(school.Portal);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(school.Portal, "*.json") { EnableRaisingEvents = true };
        watcher.Renamed += (_, _) => first.TrySetResult();
        watcher.Created += (_, _) => first.TrySetResult();
        var ledger = shared.Database;

        using var one = school.Program.Start("run");
        using var other = school.Program.Start("run");
        if (moment == "reading")
        {
            await UntilAsync(ledger, """SELECT count(*) FROM records""", count => count > 0);
        }
        else
        {
            await first.Task.WaitAsync(Patience);
        }

        if (moment.StartsWith("random", StringComparison.Ordinal))
        {
            // Any moment of the work, not one that gives a signal.
            await Task.Delay(TimeSpan.FromMilliseconds(new Random(int.Parse(moment[7..], CultureInfo.InvariantCulture)).Next(3000)));
        }

        // Whoever works now: the one that holds the lease.
        var holder = await NumberAsync(ledger, """SELECT coalesce(max("LeaseProcess"), 0) FROM school_state WHERE "LeaseHolder" IS NOT NULL""");
        var victim = holder == other.Id ? other : one;
        var survivor = victim == one ? other : one;
        await victim.KillAsync();

        var killed = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await UntilAsync(
            ledger,
            FormattableString.Invariant($"""SELECT count(*) FROM slots WHERE "Job" = 'export' AND "Status" = 3 AND "StartedAt" > {killed} AND EXISTS (SELECT 1 FROM slots WHERE "Job" = 'sync' AND "Status" = 3 AND "FinishedAt" > {killed})"""),
            count => count > 0);
        await survivor.InterruptAsync();
        var stopped = await survivor.WaitAsync();
        Assert.AreEqual(0, stopped.ExitCode, stopped.ToString());

        var export = await school.Program.JsonHereAsync(0, "export", "--school", "demo");
        Assert.AreEqual(0, export.GetProperty("pending").GetInt32());
        Assert.AreEqual(0, await NumberAsync(ledger, """SELECT count(*) FROM slots a JOIN slots b ON a."School" = b."School" AND a."Id" < b."Id" AND a."StartedAt" < b."FinishedAt" AND b."StartedAt" < a."FinishedAt" AND a."Job" <> b."Job" AND a."Tries" = 1 AND b."Tries" = 1"""), "jobs of a school at the same time");
        Assert.AreEqual(0, await NumberAsync(ledger, """SELECT count(*) FROM (SELECT "Book", "Kind", "Key" FROM records GROUP BY 1, 2, 3 HAVING count(*) > 1) AS doubled"""));

        using var alone = new DemoSchoolFolder();
        await alone.ShowJournalAsync(GeneratedSchool.Final);
        await alone.Program.JsonHereAsync(0, "sync", "--school", "demo");
        await alone.Program.JsonHereAsync(0, "export", "--school", "demo");
        CollectionAssert.AreEqual(PortalState.Of(alone.Portal).ToList(), PortalState.Of(school.Portal).ToList(), "what one machine would have delivered");
    }

    private static void Share(DemoSchoolFolder school, ClusterLedger ledger)
    {
        ledger.Tell(school.Program, "node");
        var variables = school.Program.Environment;
        variables["ELJOURNAL__Schools__0__Schedules__sync"] = EverySecond;
        variables["ELJOURNAL__Schools__0__Schedules__export"] = EverySecond;
    }

    private static async Task UntilAsync(LedgerDatabase ledger, string question, Func<long, bool> answer)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!answer(await NumberAsync(ledger, question)))
        {
            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>0 as long as the tables are not there.</summary>
    private static async Task<long> NumberAsync(LedgerDatabase ledger, string question)
    {
        try
        {
            await using var connection = await ledger.OpenAsync(CancellationToken.None);
            await using var command = connection.Command(question);
            return command.Number();
        }
        catch (Npgsql.PostgresException missing) when (missing.SqlState == Npgsql.PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }
}
