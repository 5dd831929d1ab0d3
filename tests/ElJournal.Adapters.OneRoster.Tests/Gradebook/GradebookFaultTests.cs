using ElJournal.Adapters.Portals;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;

namespace ElJournal.Adapters.OneRoster.Tests.Gradebook;

/// <summary>Whatever goes wrong with one answer, before or after the provider has done what it was asked: the package sent again ends where an undisturbed one ends.</summary>
[TestClass]
public sealed class GradebookFaultTests
{
    private static SimulatorServer server = null!;

    public static IEnumerable<object[]> Faults =>
        from fault in new (FaultKind Kind, int Status, string Expected)[]
        {
            (FaultKind.Status, 500, "Temporary"), (FaultKind.Status, 502, "Temporary"), (FaultKind.Status, 503, "Busy"), (FaultKind.Status, 429, "Busy"), (FaultKind.Status, 408, "Temporary"),
            (FaultKind.Status, 401, "renewed"), (FaultKind.Status, 403, "Permanent"), (FaultKind.Status, 302, "Temporary"),
            (FaultKind.Html, 200, "Temporary"), (FaultKind.Html, 403, "Temporary"), (FaultKind.Html, 404, "Temporary"), (FaultKind.Html, 503, "Busy"),
            (FaultKind.Reset, 0, "Temporary"), (FaultKind.ResetMidBody, 0, "Temporary"), (FaultKind.TruncatedJson, 0, "Temporary"),
        }
        from applied in new[] { false, true }
        from early in new[] { false, true }
        // These two always let the provider act first.
        where applied || fault.Kind is not (FaultKind.ResetMidBody or FaultKind.TruncatedJson)
        select new object[] { fault.Kind, fault.Status, applied, early, fault.Expected };

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        server = await SimulatorServer.StartAsync();
    }

    [ClassCleanup]
    public static async Task StopAsync() => await server.DisposeAsync();

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public async Task A_fault_is_what_it_is_and_the_package_sent_again_repairs_it(FaultKind kind, int status, bool applied, bool early, string expected)
    {
        using var place = new ProviderPlace(server);
        var first = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day[..3]]);
        var second = place.Delivery.Pack([.. Delivery.Day[3..], ["homework", "l1", null]]);
        await place.SendAsync(first);
        place.Faults.Add(new Fault { Kind = kind, Status = status, System = "oneroster", Path = "gradebook", Applied = applied && kind is FaultKind.Status or FaultKind.Html or FaultKind.Reset, Skip = early ? 0 : 5, Times = 1 });

        Assert.AreEqual(expected, await OutcomeAsync(place, second));
        place.Faults.Clear();
        var receipt = await place.SendAsync(second);

        Assert.AreEqual((second.RecordCount, 0), (receipt.Accepted, receipt.Rejected.Count));
        Assert.AreEqual(ProviderPlace.Expected(first, second), place.AtProvider());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(25)]
    public async Task A_burst_of_faults_is_ridden_out_by_repetition_of_single_requests_or_of_the_package(int times)
    {
        using var place = new ProviderPlace(server);
        place.With("Retries", "2");
        place.Faults.Add(new Fault { Status = 503, System = "oneroster", Path = "gradebook", Applied = true, Skip = 3, Times = times });
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);
        await using var portal = place.Open();
        var tries = 0;
        Receipt? receipt = null;
        while (receipt is null && tries++ < 10)
        {
            try
            {
                receipt = await portal.DeliverAsync(package, CancellationToken.None);
            }
            catch (Exception failure) when (failure is AdapterException { Failure: AdapterFailure.Temporary } or PortalBusyException)
            {
                // Sent again, as the host does.
            }
        }

        Assert.AreEqual(times == 1, tries == 1);
        Assert.IsNotNull(receipt);
        Assert.AreEqual(ProviderPlace.Expected(package), place.AtProvider());
    }

    [TestMethod]
    public async Task A_provider_that_does_not_answer_in_time_is_asked_again_later()
    {
        using var place = new ProviderPlace(server);
        place.With("RequestTimeout", "00:00:01");
        place.Faults.Add(new Fault { Kind = FaultKind.Delay, System = "oneroster", Path = "results", Delay = TimeSpan.FromMinutes(1), Times = 1 });
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);

        Assert.AreEqual("Temporary", await OutcomeAsync(place, package));
        await place.SendAsync(package);

        Assert.AreEqual(ProviderPlace.Expected(package), place.AtProvider());
    }

    [TestMethod]
    public async Task An_honest_answer_under_a_wrong_content_type_counts_and_a_wait_that_is_asked_for_is_passed_on()
    {
        using var place = new ProviderPlace(server);
        place.Faults.Add(new Fault { Status = 201, Body = "{}", ContentType = "text/html", Applied = true, System = "oneroster", Path = "gradebook", Times = 1 });
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);
        await place.SendAsync(package);
        Assert.AreEqual(ProviderPlace.Expected(package), place.AtProvider());

        place.Faults.Add(new Fault { Status = 429, RetryAfterSeconds = 600, System = "oneroster", Path = "gradebook", Times = 1 });
        var busy = await Assert.ThrowsExactlyAsync<PortalBusyException>(() => place.SendAsync(place.Delivery.Pack(["mark", "m1", null])));
        Assert.AreEqual(TimeSpan.FromMinutes(10), busy.RetryAfter);
    }

    [TestMethod]
    public async Task What_an_unfinished_package_wrote_does_not_flicker_when_another_one_goes_first()
    {
        using var place = new ProviderPlace(server);
        await place.SendAsync(place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day[..2]]));
        await using var portal = place.Open();
        place.Faults.Add(new Fault { Status = 500, System = "oneroster", Path = "results/mark:m2", Times = 1 });
        var first = place.Delivery.Pack(Delivery.Day[3], Delivery.Day[4]);
        await Assert.ThrowsExactlyAsync<AdapterException>(async () => await portal.DeliverAsync(first, CancellationToken.None));
        var written = place.AtProvider().Contains("mark:m1", StringComparison.Ordinal);

        await portal.DeliverAsync(place.Delivery.Pack(Delivery.Day[6]), CancellationToken.None);

        Assert.AreEqual(written, place.AtProvider().Contains("mark:m1", StringComparison.Ordinal));
        await portal.DeliverAsync(first, CancellationToken.None);
        Assert.Contains("mark:m2", place.AtProvider());
    }

    private static async Task<string> OutcomeAsync(ProviderPlace place, Package package)
    {
        try
        {
            await place.SendAsync(package);
            return "renewed";
        }
        catch (PortalBusyException)
        {
            return "Busy";
        }
        catch (AdapterException failure)
        {
            return failure.Failure.ToString();
        }
    }
}
