using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Gateway.Tests.Delivery.OverHttp;

/// <summary>Every answer and every fault × before or after the portal applied the package × once or in a burst × at the first package or later, over sockets.</summary>
/// <remarks>Whatever happened, in the end the portal has what the ledger has less what is withheld, each version applied once, and no cursor was ever ahead of a receipt.</remarks>
[TestClass]
public sealed class FaultMatrixTests
{
    private const int Burst = 7;
    private const int MostRuns = 20;

    public static IEnumerable<int> Statuses => [204, 302, 400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504];

    /// <summary>How a package that arrived without an answer is refused when it comes again, and of how many answers that takes.</summary>
    public static IEnumerable<object[]> Refusals =>
    [
        [new PushFault(PortalFault.Status, Status: 400), 7],
        [new PushFault(PortalFault.Page, Status: 413), 6],
        [new PushFault(PortalFault.RejectsAll), 1],
    ];

    public static IEnumerable<object[]> Faults =>
    [
        .. Statuses.Select(status => new object[] { new PushFault(PortalFault.Status, Status: status) }),
        [new PushFault(PortalFault.Status, Status: 503, RetryAfter: "3600")],
        [new PushFault(PortalFault.Status, Status: 429, RetryAfter: "0")],
        .. new[] { 200, 202, 409 }.Select(status => new object[] { new PushFault(PortalFault.NoBody, Status: status) }),
        .. new[]
        {
            PortalFault.CaptivePortal, PortalFault.WrongContentType, PortalFault.Truncated, PortalFault.Shortened, PortalFault.Reset, PortalFault.Slow, PortalFault.WrongCounts, PortalFault.ForeignKey, PortalFault.NoReceipt,
        }.Select(fault => new object[] { new PushFault(fault) }),
    ];

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public async Task In_the_end_the_portal_equals_the_ledger_less_what_is_withheld(PushFault fault)
    {
        foreach (var applied in IsHonest(fault) ? [true] : new[] { false, true })
        {
            foreach (var (before, times) in DecidesByPlace(fault) ? new[] { (0, 1), (2, 1), (0, Burst), (2, Burst) } : [(0, 1), (2, Burst)])
            {
                await RunAsync(fault with { Applied = applied }, before, times);
            }
        }
    }

    /// <summary>What stands between may make up the body: a status is a status under whatever type, also without a body.</summary>
    [TestMethod]
    public async Task In_the_end_it_does_so_when_statuses_come_as_pages_or_without_a_body()
    {
        foreach (var status in Statuses)
        {
            await RunAsync(before: 1, [.. new[] { PortalFault.Page, PortalFault.NoBody }.SelectMany(fault => new[] { false, true }.Select(applied => new PushFault(fault, applied, status)))]);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Refusals))]
    public async Task What_arrived_without_an_answer_and_was_then_refused_is_deleted_with_the_journals_record(PushFault refusal, int times)
    {
        await using var http = await HttpPortal.StartAsync();
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 4, Unacknowledged = 1, Pause = TimeSpan.Zero } };
        Fill(ledger);
        http.Simulated.Schedule(3, [new PushFault(PortalFault.Reset, Applied: true), .. Enumerable.Repeat(refusal, times)]);
        await using var portal = http.Create();
        Assert.AreEqual(4, (await ledger.ExportAsync(portal, CancellationToken.None)).Rejected);
        for (var number = 1; number <= 6; number++)
        {
            Assert.IsTrue(http.Simulated.Inbox.Live.ContainsKey(("mark", $"m{number}")) || number == 2);
            ledger.Remove(RecordKind.Mark, $"m{number}");
        }

        ledger.Clock.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual(0, (await ledger.ExportAsync(portal, CancellationToken.None)).Rejected);
        CollectionAssert.AreEquivalent(ledger.Expected(), http.Simulated.Inbox.Live.ToDictionary());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Silence_ends_by_the_clock_and_the_package_is_sent_again(bool applied) =>
        await RunAsync(new PushFault(PortalFault.Silence, applied), before: 1, times: 1);

    /// <summary>These faults carry the honest receipt, so there must be one.</summary>
    private static bool IsHonest(PushFault fault) => fault.Fault is PortalFault.WrongContentType or PortalFault.Slow;

    /// <summary>For these it matters whether some package of the run was accepted before.</summary>
    private static bool DecidesByPlace(PushFault fault) => fault is { Fault: PortalFault.Status, Status: 400 or 413 } or { Fault: PortalFault.Reset };

    private static Task RunAsync(PushFault fault, int before, int times) => RunAsync(before, [.. Enumerable.Repeat(fault, times)]);

    private static async Task RunAsync(int before, IReadOnlyCollection<PushFault> faults)
    {
        await using var http = await HttpPortal.StartAsync();
        using var ledger = new DeliveryLedger { Manners = new() { PackageRecords = 4, Pause = TimeSpan.Zero } };
        Fill(ledger);
        http.Simulated.Inbox.Refuse("mark", "m3", "E17", "Нет такого ученика");
        http.Simulated.StatusOfRepeated = faults.Count == 1 ? 409 : 200;
        http.Simulated.Schedule(before, faults);
        var runs = 0;
        for (var done = false; !done; runs++)
        {
            Assert.IsLessThan(MostRuns, runs, "Delivery comes to an end.");
            await using (var portal = http.Create())
            {
                var result = await ledger.ExportAsync(portal, CancellationToken.None);
                done = result is { Failure: null, Pending: 0, Rejected: 0 };
                AssertNothingIsClaimed(ledger, http.Simulated.Inbox);
                if (result.Failure is { Kind: "stopped" })
                {
                    Assert.IsNotEmpty(ledger.Alarms, "A route that stands still is told of.");
                    await ledger.RetryAsync();
                }
            }

            if (runs == 0)
            {
                Change(ledger);
                http.Simulated.Inbox.Welcome("mark", "m3");
            }

            // What was refused is tried again the next day.
            ledger.Clock.Advance(TimeSpan.FromDays(1));
        }

        CollectionAssert.AreEquivalent(ledger.Expected((kind, key) => (kind, key) == ("mark", "m2")), http.Simulated.Inbox.Live.ToDictionary());
        Assert.IsTrue(http.Simulated.Inbox.Effects.Values.All(count => count == 1), "Each version is applied once.");
    }

    private static void Fill(DeliveryLedger ledger)
    {
        ledger.Roster();
        for (var number = 1; number <= 6; number++)
        {
            ledger.Lesson($"l{number}");
            ledger.Mark($"m{number}", $"l{number}");
        }

        ledger.Block(RecordKind.Mark, "m2");
    }

    private static void Change(DeliveryLedger ledger)
    {
        ledger.Lesson("l1", topic: "Новая");
        ledger.Mark("m4", "l4", "3");
        ledger.Remove(RecordKind.Mark, "m5");
        ledger.Lesson("l7");
    }

    /// <summary>What the ledger counts as delivered is at the portal, and the cursor hides nothing that is not.</summary>
    private static void AssertNothingIsClaimed(DeliveryLedger ledger, PushInbox inbox)
    {
        var there = inbox.Versions;
        foreach (var (kind, key, version) in ledger.Rows(
            """SELECT r."Kind", r."Key", rr."DeliveredSeq" FROM route_records rr JOIN records r ON r."Id" = rr."Record" WHERE rr."DeliveredSeq" > 0""",
            reader => (((RecordKind)reader.GetInt32(0)).WireName(), reader.GetString(1), reader.GetInt64(2))))
        {
            Assert.IsGreaterThanOrEqualTo(version, there.GetValueOrDefault((kind, key)), $"{kind} {key} is counted as delivered.");
        }

        Assert.AreEqual(0, ledger.Scalar("""
            SELECT count(*) FROM records r JOIN routes t ON true LEFT JOIN route_records rr ON rr."Route" = t."Id" AND rr."Record" = r."Id"
            WHERE r."Seq" <= t."Cursor" AND r."Deleted" = 0 AND rr."KeptBack" IS NULL AND coalesce(rr."DeliveredSeq", 0) < r."Seq"
            """), "The cursor is ahead of a receipt.");
    }
}
