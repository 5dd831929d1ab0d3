using ElJournal.Adapters.Conformance;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.ElZhur;

namespace ElJournal.Adapters.ElZhur.Tests.Conformance;

/// <summary>What a read costs: the formula of the README, counted by the simulated ЭлЖур.</summary>
[TestClass]
public sealed class RequestPlanTests
{
    private const int PupilsPerRequest = 35;

    private static readonly SchoolScale Forty = new() { Pupils = 1000, Classes = 40, Weeks = 1, Planned = false };
    private static readonly SchoolScale Small = new() { Pupils = 220, Classes = 11, Weeks = 3, Planned = false };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_day_of_forty_classes_takes_what_the_formula_says_and_no_more_than_the_plan()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Forty });
        await using var world = new ElZhurWorld(server, Forty);

        var read = await ReadOutcome.OfAsync(world, new DayRange(new(2026, 9, 7), new(2026, 9, 7)), cancellationToken: TestContext.CancellationToken);

        Assert.IsNull(read.Failure);
        Assert.IsEmpty(read.Unread);
        var (asked, planned) = (server.World.Requests.Count("elzhur"), Planned(read, server, windows: 1));
        Assert.AreEqual(planned, asked);
        Assert.AreEqual(asked, read.Effort.Requests);

        // The contract's plan for a day, two diaries for each class and one to sign in.
        Assert.IsLessThanOrEqualTo(2 + (3 * 40) + (2 * 40) + (2 * 40) + 1 + 2, asked);
    }

    [TestMethod]
    public async Task Three_weeks_in_pieces_of_one_take_what_the_formula_says()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small });
        await using var world = new ElZhurWorld(server, Small);

        var read = await ReadOutcome.OfAsync(world, world.Whole, settings: With(world, ("DaysPerRequest", "7")), cancellationToken: TestContext.CancellationToken);

        Assert.IsEmpty(read.Unread);
        Assert.AreEqual(Planned(read, server, windows: 3), server.World.Requests.Count("elzhur"));
        Assert.IsLessThanOrEqualTo(3 * 2 * 11, server.World.Requests.Count("elzhur", "getdiary"));
    }

    [TestMethod]
    public async Task Without_topics_no_diary_is_asked_for()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small });
        await using var world = new ElZhurWorld(server, Small);

        var read = await ReadOutcome.OfAsync(world, world.Window, settings: With(world, ("Topics", "skip")), cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(0, server.World.Requests.Count("elzhur", "getdiary"));
        Assert.AreEqual(Planned(read, server, windows: 1), server.World.Requests.Count("elzhur"));
        Assert.IsFalse(read.Traits.ShowsTopics);
    }

    [TestMethod]
    public async Task Every_awkward_shape_at_once_gives_the_same_records()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small });
        await using var world = new ElZhurWorld(server, Small);
        var plain = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);
        server.World.ElZhur = ElZhurSettings.Awkward;

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);

        Assert.IsEmpty(read.Unread);
        Assert.AreEqual("", Truth.Difference(Lines(plain), Lines(read)));
    }

    [TestMethod]
    public async Task Ids_beyond_the_exact_numbers_of_floating_point_stay_whole()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small });
        await using var world = new ElZhurWorld(server, Small);
        var plain = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);
        server.World.ElZhur = new ElZhurSettings { LargeIds = true };

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);

        Assert.IsEmpty(read.Unread);
        CollectionAssert.AreEqual(Truth.Contents(plain).ToList(), Truth.Contents(read).ToList());
        CollectionAssert.AreEquivalent(
            plain.Records.OfType<Student>().Select(student => 9_100_000_000_000_000_001 + long.Parse(student.Id, System.Globalization.CultureInfo.InvariantCulture)).ToList(),
            read.Records.OfType<Student>().Select(student => long.Parse(student.Id, System.Globalization.CultureInfo.InvariantCulture)).ToList());
    }

    [TestMethod]
    public async Task Limits_and_refusals_cost_requests_and_no_records()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small });
        await using var world = new ElZhurWorld(server, Small);
        var plain = await ReadOutcome.OfAsync(world, world.Whole, cancellationToken: TestContext.CancellationToken);
        foreach (var limited in new[] { new ElZhurSettings { StudentListsRefused = true }, new() { MostStudents = 6 }, new() { MostDays = 3 }, new() { ErrorsWith200 = true, MostDays = 7, MostStudents = 1 } })
        {
            server.World.ElZhur = limited;

            var read = await ReadOutcome.OfAsync(world, world.Whole, cancellationToken: TestContext.CancellationToken);

            Assert.IsNull(read.Failure);
            Assert.IsEmpty(read.Unread);
            Assert.AreEqual("", Truth.Difference(Lines(plain), Lines(read)));
        }
    }

    [TestMethod]
    public async Task Tokens_that_end_in_the_middle_cost_one_sign_in()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small });
        await using var world = new ElZhurWorld(server, Small);
        server.World.Faults.Add(new() { System = "elzhur", Kind = ElJournal.Samples.Simulators.Faults.FaultKind.ExpireTokens, Times = 1, Skip = 20 });

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);

        Assert.IsNull(read.Failure);
        Assert.IsEmpty(read.Unread);
        Assert.AreEqual(2, server.World.Requests.Count("elzhur", "/auth"));
    }

    [TestMethod]
    public async Task A_parents_account_and_another_school_s_token_are_told_what_is_wrong()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small });
        await using var world = new ElZhurWorld(server, Small);
        foreach (var token in new[] { server.World.ElZhur.ParentToken, server.World.ElZhur.PupilToken, server.World.ElZhur.StrangersToken })
        {
            await using var source = world.Source(With(world, ("Login", ""), ("Password", ""), ("AuthToken", token)));

            var probe = await source.ProbeAsync(TestContext.CancellationToken);

            Assert.IsFalse(probe.Succeeded);
            Assert.DoesNotContain(token, probe.Message);
        }
    }

    [TestMethod]
    public async Task A_roster_of_thousands_is_read_without_them()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = Small, ElZhur = new() { MoreReceivers = 20_000, DuplicateReceivers = true } });
        await using var world = new ElZhurWorld(server, Small);

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(220, read.Records.OfType<Student>().Count());
        Assert.HasCount(220, read.Records.OfType<Student>().Select(student => student.Id).Distinct());
    }

    /// <summary>The formula of the README.</summary>
    private static int Planned(ReadOutcome read, SimulatorServer server, int windows)
    {
        var classes = read.Records.OfType<ClassGroup>().Where(group => group.ClassKind == ClassKind.Class).ToList();
        var pupils = read.Records.OfType<Student>().ToLookup(student => student.ClassId);
        int Batches(IEnumerable<ClassGroup> some) => some.Sum(group => (pupils[group.Id].Count() + PupilsPerRequest - 1) / PupilsPerRequest);
        var split = read.Records.OfType<ClassGroup>().Where(group => group.ParentId is not null).Select(group => group.ParentId).ToHashSet();
        var diaries = server.World.Requests.Count("elzhur", "getdiary");
        return 1 + 2 + ((classes.Count + PupilsPerRequest - 1) / PupilsPerRequest) + Batches(classes)
            + (windows * ((2 * classes.Count) + Batches(classes) + Batches(classes.Where(group => split.Contains(group.Id))))) + diaries;
    }

    private static Dictionary<string, string> With(ElZhurWorld world, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(world.Settings);
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static List<string> Lines(ReadOutcome read) => [.. read.Records.Select(record => record.ToString())];
}
