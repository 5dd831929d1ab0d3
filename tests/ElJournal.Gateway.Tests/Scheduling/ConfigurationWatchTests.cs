using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Tests.Cli;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class ConfigurationWatchTests
{
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
        var surroundings = new CliSurroundings
        {
            Output = TextWriter.Null, Error = TextWriter.Null, Environment = Support.TestStorage.Variables(school.Path), CurrentDirectory = school.Path, ProgramDirectory = AppContext.BaseDirectory,
        };
        var configuration = new ConfigurationLoader(surroundings.Environment, AppContext.BaseDirectory).Load(school["eljournal.json"]).Configuration!;
        await using var services = new ServiceCollection()
            .AddGateway(configuration, surroundings, new RunMode("run", Drill: false, Really: false), DateTimeOffset.Parse("2026-10-05T20:30:00+03:00", CultureInfo.InvariantCulture))
            .AddWorker(configuration).BuildServiceProvider();
        await services.GetRequiredService<LedgerSchema>().EnsureAsync(CancellationToken.None);
        var watch = ActivatorUtilities.CreateInstance<ConfigurationWatch>(services);
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

    private static string Ids(SchoolDirectory schools) => string.Join(' ', schools.All.Select(school => school.Id));

    private static async Task<string> TriggersAsync(IServiceProvider services)
    {
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var triggers = await scheduler.GetTriggersOfJob(new JobKey(nameof(FireJob)));
        return string.Join('\n', triggers.Select(trigger => trigger.Key.Name));
    }
}
