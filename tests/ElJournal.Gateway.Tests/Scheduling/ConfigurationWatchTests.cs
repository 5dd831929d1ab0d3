using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class ConfigurationWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Second = """
        {
          "Id": "s2", "Name": "Вторая школа", "TimeZone": "Asia/Omsk",
          "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "deputy2@school.example" }, "Administrator": { "Name": "Администратор", "Email": "admin@school.example" } },
          "Source": { "Adapter": "files", "Settings": { "Directory": "journal" } } }
        """;

    [TestMethod]
    public async Task A_school_comes_and_goes_while_the_worker_runs_and_a_mistake_changes_nothing()
    {
        using var school = new SmallSchool();
        await using var services = await WorkerAsync(school);
        using var watch = ActivatorUtilities.CreateInstance<ConfigurationWatch>(services);
        var schools = services.GetRequiredService<SchoolDirectory>();
        var file = school["schools/s2.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);

        Assert.IsFalse(await watch.LookAsync(CancellationToken.None), "Nothing has changed.");
        await File.WriteAllTextAsync(file, Second);
        Assert.IsTrue(await watch.LookAsync(CancellationToken.None));
        Assert.AreEqual("s1 s2", Ids(schools));
        Assert.Contains("Asia/Omsk", await TriggersAsync(services));

        await File.WriteAllTextAsync(file, Second.Replace("Asia/Omsk", "Nowhere/Omsk", StringComparison.Ordinal));
        Assert.IsFalse(await watch.LookAsync(CancellationToken.None));
        Assert.AreEqual("s1 s2", Ids(schools));
        Assert.AreEqual("Asia/Omsk", schools.Get("s2").Zone.Id);

        File.Delete(file);
        Assert.IsTrue(await watch.LookAsync(CancellationToken.None));
        Assert.AreEqual("s1", Ids(schools));
        Assert.DoesNotContain("Asia/Omsk", await TriggersAsync(services));
    }

    [TestMethod]
    public async Task A_job_that_runs_is_not_disturbed_while_schools_come_change_and_go_and_a_new_one_is_worked_on_beside_it()
    {
        using var school = new SmallSchool();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-10-05T08:29:30+03:00", CultureInfo.InvariantCulture));
        var (begun, goesOn, beside) = (Signal(), Signal(), Signal());
        var stopped = false;
        var work = new ScriptedWork
        {
            OnRead = async (read, cancellationToken) =>
            {
                if (read.Id == "s2")
                {
                    beside.TrySetResult();
                    return;
                }

                begun.TrySetResult();
                await goesOn.Task;
                stopped = cancellationToken.IsCancellationRequested;
            },
        };
        await using var services = await WorkerAsync(school, services => services.AddSingleton<TimeProvider>(clock).AddSingleton<ISchoolWork>(work));
        using var watch = ActivatorUtilities.CreateInstance<ConfigurationWatch>(services);
        await services.GetRequiredService<SlotFeeder>().FeedAsync(CancellationToken.None);
        await services.GetRequiredService<SlotStore>().AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var running = services.GetRequiredService<SlotWorker>().RunAsync(stop.Token);
        await begun.Task.WaitAsync(Patience);

        var file = school["schools/s2.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, Second.Replace("Asia/Omsk", "Europe/Moscow", StringComparison.Ordinal));
        Assert.IsTrue(await watch.LookAsync(CancellationToken.None));
        clock.MoveTo(clock.GetUtcNow().AddSeconds(40));
        await beside.Task.WaitAsync(Patience);
        await File.WriteAllTextAsync(school["eljournal.json"], (await File.ReadAllTextAsync(school["eljournal.json"])).Replace("\"Name\": \"Школа\"", "\"Name\": \"Школа с другим именем\"", StringComparison.Ordinal));
        File.Delete(file);
        Assert.IsTrue(await watch.LookAsync(CancellationToken.None));
        Assert.AreEqual("Школа с другим именем", services.GetRequiredService<SchoolDirectory>().All.Single().Options.Name);

        goesOn.SetResult();
        using (var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10)))
        {
            while ((await SlotsAsync(services, "s1")).Any(slot => slot.Status is SlotStatus.Due or SlotStatus.Running))
            {
                Assert.IsFalse(running.IsCompleted);
                await look.WaitForNextTickAsync();
            }
        }

        Assert.IsFalse(stopped);
        Assert.IsTrue((await SlotsAsync(services, "s1")).All(slot => slot is { Status: SlotStatus.Done, Tries: 1 }));
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => running);
    }

    [TestMethod]
    public void A_changed_file_is_looked_at_with_the_plug_ins_that_run()
    {
        using var school = new SmallSchool();
        var environment = Support.TestStorage.Variables(school.Path);
        using var running = new ConfigurationLoader(environment, AppContext.BaseDirectory).Load(school["eljournal.json"]).Configuration!.Plugins;
        using var again = new ConfigurationLoader(environment, AppContext.BaseDirectory, running).Load(school["eljournal.json"]).Configuration!.Plugins;
        Assert.IsNotNull(running.Find("files")!.Factory);
        Assert.AreSame(running.Find("files")!.Factory, again.Find("files")!.Factory, "Each look would otherwise load code that stays until the process ends.");
        using var anew = new ConfigurationLoader(environment, AppContext.BaseDirectory).Load(school["eljournal.json"]).Configuration!.Plugins;
        Assert.AreNotSame(running.Find("files")!.Factory, anew.Find("files")!.Factory);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What <c>run</c> is made of, with an empty ledger; nothing of it has begun.</summary>
    private static async Task<ServiceProvider> WorkerAsync(SmallSchool school, Action<IServiceCollection>? also = null)
    {
        var surroundings = new CliSurroundings
        {
            Output = TextWriter.Null, Error = TextWriter.Null, Environment = Support.TestStorage.Variables(school.Path), CurrentDirectory = school.Path, ProgramDirectory = AppContext.BaseDirectory,
        };
        var configuration = new ConfigurationLoader(surroundings.Environment, AppContext.BaseDirectory).Load(school["eljournal.json"]).Configuration!;
        var services = new ServiceCollection()
            .AddGateway(configuration, surroundings, new RunMode("run", Drill: false, Really: false), DateTimeOffset.Parse("2026-10-05T20:30:00+03:00", CultureInfo.InvariantCulture))
            .AddWorker(configuration);
        also?.Invoke(services);
        var built = services.BuildServiceProvider();
        await built.GetRequiredService<LedgerSchema>().EnsureAsync(CancellationToken.None);
        return built;
    }

    private static async Task<IReadOnlyList<SlotRow>> SlotsAsync(IServiceProvider services, string school)
    {
        await using var context = await services.GetRequiredService<LedgerDatabase>().ReadAsync(CancellationToken.None);
        return await context.Set<SlotRow>().AsNoTracking().Where(slot => slot.School == school && slot.Job != SlotStore.Beginning).ToListAsync();
    }

    private static string Ids(SchoolDirectory schools) => string.Join(' ', schools.All.Select(school => school.Id));

    private static async Task<string> TriggersAsync(IServiceProvider services)
    {
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var triggers = await scheduler.GetTriggersOfJob(new JobKey(nameof(FireJob)));
        return string.Join('\n', triggers.Select(trigger => trigger.Key.Name));
    }
}
