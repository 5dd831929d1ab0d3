using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Mapping;
using ElJournal.Adapters.Portals;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Adapters.OneRoster.Tests.Gradebook;

[TestClass]
public sealed class GradebookPropertyTests
{
    [TestMethod]
    public async Task After_any_deliveries_with_faults_restarts_and_resends_the_provider_has_what_the_records_say()
    {
        await using var server = await SimulatorServer.StartAsync();
        var step = from records in DeltaPropertyTests.Change().NonEmptyListOf()
                   from fault in Gen.Choose(0, 5)
                   from skip in Gen.Choose(0, 8)
                   from restart in Gen.Elements(true, false)
                   from resend in Gen.Elements(true, false)
                   // A package holds the latest state of a record, once.
                   select (Records: records.DistinctBy(record => (record[0], record[1])).ToArray(), fault, skip, restart, resend);
        Prop.ForAll(step.NonEmptyListOf().ToArbitrary(), steps => HoldsAsync(server, [.. steps]).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8).WithEndSize(5));
    }

    private static async Task<bool> HoldsAsync(SimulatorServer server, (object?[][] Records, int Fault, int Skip, bool Restart, bool Resend)[] steps)
    {
        using var place = new ProviderPlace(server);
        var state = new SchoolState();
        var portal = place.Open();
        var first = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);
        await DeliverAsync(first);
        Package? before = null;
        List<object?[]> known = [.. Delivery.Roster, .. Delivery.Day];
        foreach (var step in steps)
        {
            var package = place.Delivery.Pack(step.Records);

            // The roster reaches the provider another way and sooner.
            known.AddRange(step.Records);
            place.ImportRoster([.. known]);
            if (step.Fault > 0)
            {
                place.Faults.Add(new Fault { Kind = step.Fault switch { 1 => FaultKind.Reset, 2 => FaultKind.TruncatedJson, _ => FaultKind.Status }, Status = 500, Applied = step.Fault is 1 or 3, System = "oneroster", Path = "gradebook", Skip = step.Skip, Times = step.Fault });
            }

            await DeliverAsync(package);
            place.Faults.Clear();
            if (step.Restart)
            {
                await portal.DisposeAsync();
                portal = place.Open();
            }

            if (step.Resend)
            {
                await portal.DeliverAsync(before ?? package, CancellationToken.None);
            }

            before = package;
        }

        await portal.DisposeAsync();
        Assert.AreEqual(ProviderPlace.Of(state), place.AtProvider());
        return true;

        async Task DeliverAsync(Package package)
        {
            while (true)
            {
                try
                {
                    var receipt = await portal.DeliverAsync(package, CancellationToken.None);
                    Application.Apply(state, PackageDocument.Read(package.Body.Span).Without(receipt.Rejected), new SchoolFacts("s1", null, "s1", "Europe/Moscow"));
                    return;
                }
                catch (Exception failure) when (failure is AdapterException { Failure: AdapterFailure.Temporary } or PortalBusyException)
                {
                    if (package.RecordCount % 2 == 0)
                    {
                        await portal.DisposeAsync();
                        portal = place.Open();
                    }
                }
            }
        }
    }
}
