using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Tests.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Tests.Safekeeping;

[TestClass]
public sealed class ScheduledBackupTests : IDisposable
{
    private readonly SmallSchool school = new();

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Stop => TestContext.CancellationToken;

    public void Dispose() => school.Dispose();

    [TestMethod]
    public async Task A_missing_medium_is_told_the_administrator_and_a_copy_made_since_the_due_moment_serves_every_school()
    {
        await using var services = Services();
        await school.Read(0);
        var (job, started) = (services.GetRequiredService<ScheduledBackup>(), DateTimeOffset.UnixEpoch);
        var (config, leases) = (services.GetRequiredService<SchoolDirectory>().Get("s1"), services.GetRequiredService<SchoolLeases>());
        await using (var lease = await leases.AcquireAsync("s1", "test", Stop))
        {
            var partly = await job.RunAsync(config, BackupManifest.Backup, started, lease, Stop);
            Assert.AreEqual(StepResult.Complete, partly.Result, partly.Instruction);
            StringAssert.Contains(partly.Counts, "written, missing", StringComparison.Ordinal);

            Directory.CreateDirectory(school["m2"]);
            var whole = await job.RunAsync(config, BackupManifest.Backup, started, lease, Stop);
            StringAssert.Contains(whole.Counts, "written, written", StringComparison.Ordinal);
            Assert.AreEqual("made by another school's run", (await job.RunAsync(config, BackupManifest.Backup, started, lease, Stop)).Counts);
        }

        CollectionAssert.AreEqual(
            new[] { "Шлюз журнала: нет резервной копии на носителе диск 2" },
            school.Query("""SELECT "Subject" FROM letters WHERE "Kind" = 'failure'""").ToArray());
        Assert.HasCount(2, Directory.GetDirectories(school["m1"]));
    }

    [TestMethod]
    public async Task Without_room_nothing_is_written_and_the_job_waits_for_a_person()
    {
        var full = new FullDevices();
        await using var services = Services(full);
        await school.Read(0);
        Directory.CreateDirectory(school["m2"]);
        await using var lease = await services.GetRequiredService<SchoolLeases>().AcquireAsync("s1", "test", Stop);
        var job = services.GetRequiredService<ScheduledBackup>();
        var config = services.GetRequiredService<SchoolDirectory>().Get("s1");

        full.Free = path => path.EndsWith("m1", StringComparison.Ordinal) ? 10 : long.MaxValue / 4;
        StringAssert.Contains((await job.RunAsync(config, BackupManifest.Backup, DateTimeOffset.UnixEpoch, lease, Stop)).Counts, "full, written", StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetDirectories(school["m1"]));

        full.Free = _ => 10;
        var none = await job.RunAsync(config, BackupManifest.Backup, DateTimeOffset.UnixEpoch, lease, Stop);
        Assert.AreEqual(StepResult.NeedsPerson, none.Result);
        StringAssert.Contains(none.Instruction!, "не хватает места", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_medium_without_a_fresh_copy_is_a_finding_once_a_copy_is_owed_and_not_before()
    {
        await using (var services = Services())
        {
            await school.Read(0);
            await using var lease = await services.GetRequiredService<SchoolLeases>().AcquireAsync("s1", "test", Stop);
            await services.GetRequiredService<ScheduledBackup>().RunAsync(services.GetRequiredService<SchoolDirectory>().Get("s1"), BackupManifest.Backup, DateTimeOffset.UnixEpoch, lease, Stop);
        }

        var registered = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(school.Query("""SELECT CAST(min("AddedAt") AS TEXT) FROM media""").Single(), CultureInfo.InvariantCulture));
        Assert.IsEmpty(await Stale(registered.AddDays(7)));
        CollectionAssert.AreEqual(new[] { "диск 1", "диск 2" }, await Stale(registered.AddDays(9)), "both copies are too old, and one medium was never there");
        StringAssert.Contains(school.Query("""SELECT "Message" FROM findings WHERE "Rule" = 'backup-fresh' AND "Message" LIKE '%диск 2%'""").Single(), "носител", StringComparison.OrdinalIgnoreCase);

        async Task<string[]> Stale(DateTimeOffset now)
        {
            var run = await school.Run(now.ToString("O", CultureInfo.InvariantCulture), "check");
            Assert.AreNotEqual(ExitCodes.Failed, run.ExitCode, run.Error);
            return [.. school.Query("""SELECT "Subject" FROM findings WHERE "Rule" = 'backup-fresh' AND "Part" = 'copy' ORDER BY "Subject" """)];
        }
    }

    private ServiceProvider Services(StorageDevices? devices = null)
    {
        Directory.CreateDirectory(school["m1"]);
        school.Section("""
            "Backup": { "Media": [ { "Name": "диск 1", "Directory": "m1" }, { "Name": "диск 2", "Directory": "m2" } ], "Encrypt": false, "AllowOneDevice": true }
            """);
        var surroundings = new CliSurroundings { Output = TextWriter.Null, Error = TextWriter.Null, Environment = new Dictionary<string, string>(), CurrentDirectory = school.Path, ProgramDirectory = AppContext.BaseDirectory };
        var configuration = new ConfigurationLoader(surroundings.Environment, AppContext.BaseDirectory).Load(school["eljournal.json"]);
        Assert.IsNotNull(configuration.Configuration, string.Join('\n', configuration.Mistakes));
        var services = new ServiceCollection().AddGateway(configuration.Configuration, surroundings, new RunMode("test", Drill: false, Really: false), now: null);
        if (devices is not null)
        {
            services.AddSingleton(devices);
        }

        return services.BuildServiceProvider();
    }

    private sealed class FullDevices : StorageDevices
    {
        public Func<string, long> Free { get; set; } = _ => 0;

        public override long FreeBytes(string directory) => Free(directory);
    }
}
