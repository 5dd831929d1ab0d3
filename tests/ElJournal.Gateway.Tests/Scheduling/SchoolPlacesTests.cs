using ElJournal.Gateway.Scheduling;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class SchoolPlacesTests
{
    private static readonly DateTimeOffset Five = new(2026, 10, 5, 17, 5, 0, TimeSpan.FromHours(3));
    private static readonly DateTimeOffset Later = Five.AddMinutes(10);

    private readonly SchoolPlaces places = new(new LimitsOptions { SideBySide = 3, PerHost = 2 });

    [TestMethod]
    public void Schools_of_one_host_leave_places_for_the_others()
    {
        Assert.IsTrue(places.TryTake("v1", "https://vendor.example", Five));
        Assert.IsTrue(places.TryTake("v2", "https://VENDOR.example", Five));
        Assert.IsFalse(places.TryTake("v3", "https://vendor.example", Five));
        Assert.IsTrue(places.TryTake("f1", null, Five));
        Assert.IsFalse(places.TryTake("f2", null, Five), "All three are taken.");
        places.Leave("v1");
        Assert.IsTrue(places.TryTake("v3", "https://vendor.example", Five));
    }

    [TestMethod]
    public void A_school_has_one_place_however_often_it_asks()
    {
        Assert.IsTrue(places.TryTake("s1", null, Five));
        Assert.IsFalse(places.TryTake("s1", null, Five));
        Assert.IsTrue(places.HasRoom);
    }

    [TestMethod]
    public void Whose_time_is_over_goes_on_beside_the_others_and_still_counts_for_its_host()
    {
        Assert.IsTrue(places.TryTake("v1", "https://vendor.example", Five));
        Assert.IsTrue(places.TryTake("v2", "https://vendor.example", Five));
        Assert.IsTrue(places.TryTake("f1", null, Five));
        Assert.IsEmpty(places.Review(Later.AddTicks(-1)));
        Assert.IsFalse(places.HasRoom);
        Assert.IsEmpty(places.Review(Later));
        Assert.IsTrue(places.HasRoom);
        Assert.IsFalse(places.TryTake("v3", "https://vendor.example", Later));
        Assert.IsTrue(places.TryTake("f2", null, Later));
    }

    [TestMethod]
    public void When_all_overtimes_are_taken_the_one_that_has_run_longest_is_stopped_and_counts_no_more()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.IsTrue(places.TryTake($"slow{i}", $"https://host{i}.example", Five.AddSeconds(i)));
        }

        Assert.IsEmpty(places.Review(Later.AddSeconds(2)));
        Assert.IsTrue(places.TryTake("slow3", "https://host0.example", Later));
        CollectionAssert.AreEqual(new[] { "slow0" }, places.Review(Later.AddMinutes(10)).ToList());
        Assert.IsEmpty(places.Review(Later.AddMinutes(11)), "Once is enough.");
        Assert.IsTrue(places.TryTake("x", "https://host0.example", Later.AddMinutes(11)), "Of that host one is left.");
    }

    [TestMethod]
    public void Nobody_runs_for_longer_than_the_longest_time()
    {
        Assert.IsTrue(places.TryTake("s1", null, Five));
        Assert.IsEmpty(places.Review(Five.AddMinutes(119)));
        CollectionAssert.AreEqual(new[] { "s1" }, places.Review(Five.AddMinutes(120)).ToList());
    }
}
