using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Gateway.Tests.Delivery.Restoring;

/// <summary>A new school year uses the ids of the old one again: what was decided about the old records says nothing about the new ones.</summary>
[TestClass]
public sealed class RolloverTests
{
    private static readonly Journal Before = new();
    private static readonly Journal Next = Before with { From = new DateOnly(2027, 9, 6), Days = 3, Grade = 8, Topic = "Восьмой класс" };

    [TestMethod]
    public async Task A_waiver_of_last_year_opens_the_gate_for_no_record_of_this_year()
    {
        await using var server = await PortalServer.StartAsync();
        using var school = new PortalSchool(server);
        school.Write(Before);
        await school.ReadAsync("2026-10-13T17:00:00+03:00", Before);
        await school.RunAsync("2026-10-13T17:05:00+03:00", "check", "--from", "2026-10-05", "--to", "2026-10-12");
        var waived = await FindingAsync(school, "2026-10-13T17:10:00+03:00");
        Assert.AreEqual(0, (await school.RunAsync("2026-10-13T17:20:00+03:00", "findings waive", waived, "--by", "Директор", "--reason", "Ошибка переноса", "--until", "2028-01-31")).ExitCode);
        await school.ExportAsync("2026-10-13T17:30:00+03:00");
        Assert.IsTrue(server.Portal.Inbox.Live.ContainsKey(("mark", "g1")), "Waived, so it went.");

        school.Write(Next);
        await school.ReadAsync("2027-09-10T17:00:00+03:00", Next);
        var export = await school.ExportAsync("2027-09-10T17:30:00+03:00");
        Assert.AreEqual(1, export.GetProperty("withheld").GetInt32(), export.ToString());
        Assert.IsFalse(server.Portal.Inbox.Live.ContainsKey(("mark", "2027:g1")), "Nobody waived this year's mark.");
        var opened = await FindingAsync(school, "2027-09-10T17:40:00+03:00");
        Assert.AreNotEqual(waived, opened);

        // Both are there, each with its own day and its own decision.
        CollectionAssert.AreEqual(
            new[] { "4", "1" }, school.Query("""SELECT "Status" FROM findings WHERE "Rule" = 'grade-one-no-marks' ORDER BY "Day" """).ToArray());
        Assert.AreEqual(0, (await school.RunAsync("2027-09-10T17:50:00+03:00", "findings waive", opened, "--by", "Директор", "--reason", "И эта", "--until", "2027-12-31")).ExitCode);
        await school.ExportAsync("2027-09-10T18:30:00+03:00");
        Assert.IsTrue(server.Portal.Inbox.Live.ContainsKey(("mark", "2027:g1")));
    }

    [TestMethod]
    public async Task Days_of_an_earlier_year_that_are_read_later_take_nothing_away_from_this_year()
    {
        await using var server = await PortalServer.StartAsync();
        using var school = new PortalSchool(server);
        school.Write(Next);
        await school.ReadAsync("2027-09-10T17:00:00+03:00", Next);
        await school.ExportAsync("2027-09-10T17:30:00+03:00");
        school.AssertPortalIs(Next);
        var shown = PortalSchool.Shown(server.Portal.Inbox).ToList();

        school.Write(Before);
        await school.RunAsync("2027-09-11T17:00:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-12");
        await school.RunAsync("2027-09-11T17:30:00+03:00", "export");
        Assert.AreEqual("", string.Join('\n', shown.Except(PortalSchool.Shown(server.Portal.Inbox), StringComparer.Ordinal).Take(5)), "This year's records are as they were.");
    }

    private static async Task<string> FindingAsync(PortalSchool school, string now)
    {
        var findings = (await school.RunAsync(now, "findings list", "--rule", "grade-one-no-marks", "--json")).Json.GetProperty("findings");
        return findings.EnumerateArray().Single(finding => finding.GetProperty("status").GetString() == "open").GetProperty("id").GetString()!;
    }
}
