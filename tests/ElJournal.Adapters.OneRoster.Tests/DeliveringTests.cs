using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Delivering;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Tests;

[TestClass]
public sealed class DeliveringTests
{
    [TestMethod]
    public async Task The_same_package_again_gives_the_same_receipt_and_writes_nothing_also_after_a_restart_and_a_snapshot()
    {
        using var delivery = new Delivery();
        var package = delivery.Pack([.. Delivery.Roster, .. Delivery.Day, ["mark", "bad", new { lessonId = "nowhere", studentId = "1", value = "5" }]]);
        Receipt first;
        await using (var portal = delivery.Open())
        {
            first = await portal.DeliverAsync(package, CancellationToken.None);
            await portal.DeliverAsync(delivery.Pack(["mark", "m1", null]), CancellationToken.None);
        }

        var content = delivery.Content();
        await using var again = delivery.Open();
        var second = await again.DeliverAsync(package, CancellationToken.None);

        Assert.AreEqual((first.Id, first.Accepted), (second.Id, second.Accepted));
        CollectionAssert.AreEqual(first.Rejected.ToArray(), second.Rejected.ToArray());
        Assert.HasCount(1, second.Rejected);
        Assert.AreEqual(content, delivery.Content());
    }

    [TestMethod]
    public async Task Another_content_under_the_same_id_is_refused_for_good()
    {
        using var delivery = new Delivery();
        await using var portal = delivery.Open();
        await portal.DeliverAsync(delivery.Pack("p1", Delivery.Roster), CancellationToken.None);

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await portal.DeliverAsync(delivery.Pack("p1", Delivery.Day), CancellationToken.None));

        Assert.AreEqual((AdapterFailure.Final, Texts.OtherContent), (failure.Failure, failure.Instruction));
    }

    [TestMethod]
    [DataRow("noted, no bundle")]
    [DataRow("noted, half a bundle")]
    [DataRow("bundle written, not final")]
    public async Task A_run_killed_half_way_is_brought_to_the_same_end(string moment)
    {
        using var delivery = new Delivery();
        var (roster, day) = (delivery.Pack(Delivery.Roster), delivery.Pack(Delivery.Day[..4]));
        Receipt whole;
        await using (var portal = delivery.Open())
        {
            await portal.DeliverAsync(roster, CancellationToken.None);
            whole = await portal.DeliverAsync(day, CancellationToken.None);
        }

        var content = delivery.Content();
        var (note, bundle) = (Path.Combine(delivery.Folder, "state", "00000002.json"), Path.Combine(delivery.Folder, "00000002-delta.zip"));
        File.Move(note, Path.Combine(delivery.Folder, "state", "00000002.pending.json"));
        if (moment != "bundle written, not final")
        {
            var bytes = await File.ReadAllBytesAsync(bundle);
            File.Delete(bundle);
            if (moment == "noted, half a bundle")
            {
                await File.WriteAllBytesAsync(Path.Combine(delivery.Folder, ".00000002-delta.tmp"), bytes[..(bytes.Length / 2)]);
            }
        }

        await using var again = delivery.Open();
        var receipt = await again.DeliverAsync(day, CancellationToken.None);

        Assert.AreEqual((whole.Id, whole.Accepted), (receipt.Id, receipt.Accepted));
        Assert.AreEqual(content, delivery.Content());
    }

    [TestMethod]
    public async Task Two_gateways_do_not_write_into_one_folder()
    {
        using var delivery = new Delivery();
        await using var first = delivery.Open();
        await first.DeliverAsync(delivery.Pack(Delivery.Roster), CancellationToken.None);
        await using var second = delivery.Open();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await second.DeliverAsync(delivery.Pack(Delivery.Day), CancellationToken.None));

        Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
    }

    [TestMethod]
    public async Task A_package_of_another_school_and_one_of_another_format_are_refused()
    {
        using var delivery = new Delivery();
        await using var other = new BundlePortal(delivery.Folder, new SchoolFacts("s2", null, "s2", "Europe/Moscow"));

        Assert.AreEqual(AdapterFailure.Permanent, (await Assert.ThrowsExactlyAsync<AdapterException>(async () => await other.DeliverAsync(delivery.Pack(Delivery.Roster), CancellationToken.None))).Failure);
        Assert.AreEqual(AdapterFailure.Final, (await Assert.ThrowsExactlyAsync<AdapterException>(async () => await other.DeliverAsync(new Package("p", "daily", "{}"u8.ToArray(), 0), CancellationToken.None))).Failure);
    }

    [TestMethod]
    public async Task A_path_that_is_no_folder_needs_a_person()
    {
        using var delivery = new Delivery();
        await File.WriteAllTextAsync(delivery.Folder, "a file");
        await using var portal = delivery.Open();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await portal.DeliverAsync(delivery.Pack(Delivery.Roster), CancellationToken.None));

        Assert.AreEqual((AdapterFailure.Permanent, Texts.NotFolder), (failure.Failure, failure.Instruction));
        Assert.IsFalse((await portal.ProbeAsync(CancellationToken.None)).Succeeded);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public async Task Everything_is_for_the_owner_only()
    {
        using var delivery = new Delivery();
        await using var portal = delivery.Open();
        await portal.DeliverAsync(delivery.Pack(Delivery.Roster), CancellationToken.None);

        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(delivery.Folder));
            foreach (var path in Directory.EnumerateFiles(delivery.Folder))
            {
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
    }
}
