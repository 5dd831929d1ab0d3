using System.Net;
using System.Net.Http.Json;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.Portal;

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
    public async Task The_portal_is_set_up_from_outside()
    {
        await using var server = await SimulatorServer.StartAsync();
        using var client = new HttpClient();

        using var child = await client.PostAsJsonAsync(new Uri(server.Control + "/portal/children"), new { education = 5001, student = "p1" });
        using var door = await client.PatchAsJsonAsync(new Uri(server.Control + "/portal"), new { mostRecords = 9, expired = "Html" });

        Assert.AreEqual((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (child.StatusCode, door.StatusCode));
        Assert.AreEqual((9, ExpiredFace.Html, int.MaxValue), (server.World.Portal.MostRecords, server.World.Portal.Door.Expired, server.World.Portal.Door.MostLogins));
        Assert.AreEqual("p1", server.World.Portal.Board.Children.Single().Educations.Single().Student);
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
