using System.Text;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Gateway.Tests.Delivery.Restoring;

/// <summary>A sender that could not send for a month sends, when it can, only what may go then.</summary>
[TestClass]
public sealed class FrozenMonthTests
{
    private const string Erased = "s9";

    private static readonly Journal October = new();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task After_a_month_with_holds_waivers_an_erased_person_and_deletes_only_what_may_go_goes(bool arrived)
    {
        await using var server = await PortalServer.StartAsync();
        using var school = new PortalSchool(server);
        var inbox = server.Portal.Inbox;

        // 13 October: the first package leaves, its fate stays unknown; then the portal is away for a month.
        school.Write(October);
        await school.ReadAsync("2026-10-13T17:00:00+03:00", October);
        server.Portal.Schedule(0, [new PushFault(PortalFault.Status, arrived, Status: 503, RetryAfter: "3600")]);
        await school.ExportAsync("2026-10-13T17:30:00+03:00", code: 1);

        // Meanwhile two pupils' marks are taken out of the journal, a hold opens on the class's marks, and the mark of grade 1 is waived for a while.
        var later = October with { Without = (_, pupil) => pupil is 5 or 6 };
        school.Write(later);
        await school.ReadAsync("2026-10-20T17:00:00+03:00", later);
        var findings = (await school.RunAsync("2026-10-20T17:10:00+03:00", "findings list", "--rule", "grade-one-no-marks", "--json")).Json.GetProperty("findings");
        var waiver = findings.EnumerateArray().Single().GetProperty("id").GetString()!;
        Assert.AreEqual(0, (await school.RunAsync("2026-10-20T17:20:00+03:00", "findings waive", waiver, "--by", "Директор", "--reason", "Ошибка переноса", "--until", "2026-10-30")).ExitCode);

        // A pupil's parents withdraw their consent: erased here, though the journal goes on showing the pupil.
        var erased = await school.RunAsync("2026-10-21T12:00:00+03:00", "person erase", "--student", Erased, "--by", "Директор", "--reason", "Заявление родителей", "--yes");
        Assert.AreEqual(0, erased.ExitCode, erased.Output + erased.Error);
        Assert.DoesNotContain(Erased, string.Join('\n', school.Query("""SELECT "Payload" FROM records""")), StringComparison.Ordinal);
        AssertNoPackageKnows(school);
        var shaken = later with { Value = (_, pupil) => pupil % 2 == 0 ? "2" : "5" };
        school.Write(shaken);
        await school.RunAsync("2026-10-27T17:00:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-12");
        Assert.AreEqual("1", school.Query("""SELECT count(*) FROM holds WHERE "Status" = 1""").Single(), "Half of the class's marks changed at once.");

        // 13 November: the waiver is over, the hold is open, the portal is back.
        var known = server.Portal.Requests.All.Count;
        await school.ExportAsync("2026-11-13T17:30:00+03:00");
        foreach (var (_, body) in server.Portal.Requests.All.Skip(known))
        {
            foreach (var (kind, key, op) in PortalState.OpsOf(body))
            {
                Assert.IsFalse(kind == "mark" && key == "g1", "The mark of grade 1 left.");
                Assert.IsFalse(kind == "mark" && op == "upsert", $"{key} left although its class's marks are held.");
            }
        }

        Assert.IsFalse(inbox.Live.ContainsKey(("mark", "g1")));

        // Discarded: the portal stays as the journal was before the doubtful change, without what was deleted before it.
        var hold = (await school.RunAsync("2026-11-13T18:00:00+03:00", "hold list", "--json")).Json.GetProperty("holds").EnumerateArray().Single().GetProperty("id").GetString()!;
        Assert.AreEqual(0, (await school.RunAsync("2026-11-13T18:10:00+03:00", "hold discard", hold, "--by", "Директор", "--reason", "Сбой источника")).ExitCode);
        await school.ExportAsync("2026-11-13T18:30:00+03:00");
        school.AssertPortalIs(later with { Without = (_, pupil) => pupil is 5 or 6 or 9 });
        Assert.IsFalse(inbox.Live.Any(record => record.Key.Key == Erased || record.Value.Contains($"\"{Erased}\"", StringComparison.Ordinal)), "The portal has nothing of the erased pupil.");
        foreach (var (_, body) in server.Portal.Requests.All.Skip(known))
        {
            Assert.DoesNotContain($"\"studentId\":\"{Erased}\"", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
            Assert.IsFalse(PortalState.OpsOf(body).Any(record => record.Op == "upsert" && (record.Key == Erased || record.Key.EndsWith(".9", StringComparison.Ordinal))), "Only deletes name the erased pupil.");
        }

        CollectionAssert.IsSubsetOf(
            new[] { "Директор Ошибка переноса", "Директор Заявление родителей", "Директор Сбой источника" }, school.Query("""SELECT "By" || ' ' || "Reason" FROM decisions""").ToArray(), "Who decided and why is on record.");
    }

    /// <summary>The packages that are kept as the record of what was sent say nothing of the erased pupil.</summary>
    private static void AssertNoPackageKnows(PortalSchool school)
    {
        var bodies = LedgerRows.Bytes(school.Ledger, """SELECT "Body" FROM packages WHERE length("Body") > 0""").Select(body => Encoding.UTF8.GetString(PackageBody.Unpack(body))).ToList();
        Assert.IsNotEmpty(bodies);
        foreach (var body in bodies)
        {
            Assert.DoesNotContain($"\"{Erased}\"", body, StringComparison.Ordinal);
            Assert.DoesNotContain(".9\"", body, StringComparison.Ordinal);
        }
    }
}
