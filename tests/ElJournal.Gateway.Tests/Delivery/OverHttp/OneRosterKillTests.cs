using System.Diagnostics;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;

namespace ElJournal.Gateway.Tests.Delivery.OverHttp;

/// <summary>The whole program against a provider of OneRoster, killed after the provider has done what it was asked and before it says so.</summary>
[TestClass]
public sealed class OneRosterKillTests
{
    [TestMethod]
    public async Task An_export_that_is_killed_between_application_and_answer_ends_where_an_undisturbed_one_ends()
    {
        await using var server = await SimulatorServer.StartAsync();
        server.World.OneRoster.Settings = server.World.OneRoster.Settings with { KnowsRoster = false };
        using var undisturbed = await SchoolAsync(server);
        var whole = await undisturbed.Json(11, "export");
        var expected = Objects(server);
        server.World.OneRoster.Objects.Clear();

        using var school = await SchoolAsync(server);
        server.World.Faults.Add(new Fault { Status = 500, Applied = true, Delay = TimeSpan.FromMinutes(10), System = "oneroster", Path = "results/mark:m7", Times = 1 });
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "eljournal.dll"), "export", "--school", "s1", "--now", "2026-10-05T20:11:00+03:00"]) { WorkingDirectory = school.Path, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!)
        {
            var ended = process.WaitForExitAsync();
            await Task.WhenAny(server.World.OneRoster.Objects.WhenThereAsync("results", "mark:m7"), ended);
            Assert.IsFalse(ended.IsCompleted, ended.IsCompleted ? await process.StandardError.ReadToEndAsync() : "");
            process.Kill();
            await ended;
        }

        server.World.Faults.Clear();
        var after = await school.Json(12, "export");

        Assert.AreEqual(expected, Objects(server));
        Assert.AreEqual(0, after.GetProperty("pending").GetInt32());
        Assert.AreEqual(whole.GetProperty("accepted").GetInt32(), after.GetProperty("accepted").GetInt32());
    }

    private static async Task<SmallSchool> SchoolAsync(SimulatorServer server)
    {
        var school = new SmallSchool();
        await File.WriteAllTextAsync(school["secret.txt"], server.World.OneRoster.Settings.ClientSecret);
        var root = JsonNode.Parse(await File.ReadAllTextAsync(school["eljournal.json"]))!;
        root["Adapters"]!["Allowed"]!.AsArray().Add("oneroster");
        var route = root["Schools"]![0]!["Routes"]![0]!;
        route["Portal"] = "oneroster";
        route.AsObject().Remove("Kinds");
        route["Settings"] = new JsonObject
        {
            ["BaseUrl"] = server.OneRoster.AbsoluteUri,
            ["TokenUrl"] = server.OneRosterToken.AbsoluteUri,
            ["ClientId"] = server.World.OneRoster.Settings.ClientId,
            ["ClientSecret"] = "file:secret.txt",
        };
        root["Schools"]![0]!["Source"]!["Settings"]!["Directory"] = "journal";
        await File.WriteAllTextAsync(school["eljournal.json"], root.ToJsonString());
        await File.AppendAllTextAsync(school["journal/terms.csv"], "q1,1 четверть,quarter,2026-09-01,2026-10-25\n");
        await school.Read(10);
        return school;
    }

    private static string Objects(SimulatorServer server) => string.Join('\n', server.World.OneRoster.Objects.All.OrderBy(one => one.Key).Select(one =>
    {
        var item = JsonNode.Parse(one.Value)!.AsObject();
        item.Remove("dateLastModified");
        return $"{one.Key} {item.ToJsonString()}";
    }));
}
