using System.Net;
using System.Net.Http.Json;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;

namespace ElJournal.Simulators.Tests;

[TestClass]
public sealed class ControlTests
{
    [TestMethod]
    public async Task The_clock_is_set_from_outside()
    {
        await using var server = await SimulatorServer.StartAsync();
        using var client = new HttpClient();

        using var answer = await client.PutAsJsonAsync(new Uri(server.Control + "/clock"), new { now = "2026-10-05T16:30:00+03:00" });

        Assert.AreEqual(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.AreEqual(new DateTimeOffset(2026, 10, 5, 16, 30, 0, TimeSpan.FromHours(3)), server.World.Now);
    }

    [TestMethod]
    public async Task A_fault_strikes_as_often_as_it_is_told_and_every_request_is_counted()
    {
        await using var server = await SimulatorServer.StartAsync();
        using var client = new HttpClient();
        server.World.Faults.Add(new Fault { System = "dnevnik", Status = 429, RetryAfterSeconds = 7, Times = 1 });

        using var struck = await client.GetAsync(new Uri(server.Dnevnik + "/marks/values"));
        using var passed = await client.GetAsync(new Uri(server.Dnevnik + "/marks/values"));

        Assert.AreEqual(429, (int)struck.StatusCode);
        Assert.AreEqual(TimeSpan.FromSeconds(7), struck.Headers.RetryAfter!.Delta);
        Assert.AreNotEqual(429, (int)passed.StatusCode);
        Assert.AreEqual(2, server.World.Requests.Count("dnevnik", "marks/values"));
    }
}
