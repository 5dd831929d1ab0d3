using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Tests.Sync;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>Days of which nothing more was to be said are judged again when something in them changes by a way that is seldom gone.</summary>
[TestClass]
public sealed class NothingOverlookedTests
{
    private static readonly SchoolRuntime School = JudgingLedger.Configured(options => options.Source = [new SourceOptions { Adapter = "scripted" }], new EntryDeadlineSettings { Deadline = new TimeOnly(17, 0) });

    [TestMethod]
    public async Task Marks_whose_removal_a_person_approved_take_their_findings_along()
    {
        await using var world = await SettledAsync(world =>
        {
            world.Journal.AddRange(Some.Marks());
            world.Journal.Add(Some.Mark("oral", student: "s1"));
            world.Journal.Add(new Attendance("l1", "s1", AttendanceKind.Ill));
        });
        CollectionAssert.Contains(await OpenAsync(world), "mark-for-absent");

        world.Journal.RemoveAll(record => record is Mark);
        await ApprovedAsync(world);

        CollectionAssert.DoesNotContain(await OpenAsync(world), "mark-for-absent");
    }

    [TestMethod]
    public async Task Pupils_whose_move_a_person_approved_are_judged_as_what_they_are_now()
    {
        await using var world = await SettledAsync(world => world.Journal.AddRange(Some.Marks(10)));
        CollectionAssert.DoesNotContain(await OpenAsync(world), "grade-one-no-marks");

        foreach (var pupil in world.Journal.OfType<Student>().Where(pupil => pupil.ClassId == "c7").Take(6).ToList())
        {
            world.Journal.Replace(new Student(pupil.Id, pupil.FamilyName, pupil.GivenName, birthDate: pupil.BirthDate, classId: "c1"));
        }

        await ApprovedAsync(world);

        CollectionAssert.Contains(await OpenAsync(world), "grade-one-no-marks");
    }

    [TestMethod]
    public async Task A_final_mark_is_judged_although_nothing_else_changed()
    {
        await using var world = await SettledAsync(world => world.Journal.Add(new Student("a1", "Образцова", "Анна", birthDate: new DateOnly(2019, 5, 1), classId: "c1")));
        CollectionAssert.DoesNotContain(await OpenAsync(world), "grade-one-no-marks");

        world.Journal.Add(new FinalMark("a1", "alg", "q1", "5", new EntryTime(World.At(15, 0), Vouched: true)));
        await world.SyncAtAsync(World.At(21, 0, day: 9));
        CollectionAssert.Contains(await OpenAsync(world), "grade-one-no-marks");

        world.Journal.RemoveAll(record => record is FinalMark);
        await world.SyncAtAsync(World.At(22, 0, day: 9));
        CollectionAssert.DoesNotContain(await OpenAsync(world), "grade-one-no-marks");
    }

    [TestMethod]
    public async Task The_marks_of_a_pupil_who_changed_class_wait_until_he_was_judged()
    {
        await using var world = await SettledAsync(world => world.Journal.AddRange(Some.Marks(10)));
        Assert.AreEqual(GateVerdict.Free, await DecideAsync(world));

        world.Journal.Replace(new Student("s1", "Ученик1", "Иван", birthDate: new DateOnly(2013, 1, 1), classId: "c1"));
        await world.SyncAtAsync(World.At(21, 0, day: 9));
        Assert.AreEqual("not-judged-yet", (await DecideAsync(world)).Reason);

        await JudgeAsync(world);
        Assert.AreEqual(KeptBack.Withheld, (await DecideAsync(world)).Kept);
    }

    private static async Task<GateVerdict> DecideAsync(World world)
    {
        await using var lease = await world.Leases.AcquireAsync("s1", "test", CancellationToken.None);
        await using var transaction = await lease.BeginAsync(1, CancellationToken.None);
        using var gate = new Gate(new SchoolDirectory([School])).Open(transaction, "s1");
        return gate.Decide(new GateSubject(1, RecordKind.Mark, "m1", "c7", World.Monday.DayNumber, "l1", "s1"));
    }

    [TestMethod]
    public async Task What_is_missing_is_not_judged_again_and_is_missing_as_of_the_last_read()
    {
        await using var world = await SettledAsync(world => world.Journal.Add(Some.Lesson("l2", topic: null, number: 2)));
        var before = await MissingAsync(world);

        await world.SyncAtAsync(World.At(20, 30, day: 9));
        var judged = await JudgeAsync(world);
        var after = await MissingAsync(world);

        Assert.AreEqual(0, judged.Records, "records looked at");
        Assert.AreEqual(before.AsOf + (30 * 60 * 1000), after.AsOf);
        Assert.Contains("20:00", before.Message);
        Assert.Contains("20:30", after.Message);
        Assert.AreEqual(before.Message.Replace("20:00", "20:30", StringComparison.Ordinal), after.Message);
    }

    [TestMethod]
    public async Task What_was_missing_is_not_sure_any_more_once_its_scope_could_not_be_read()
    {
        await using var world = await SettledAsync(world => world.Journal.Add(Some.Lesson("l2", topic: null, number: 2)));
        world.Source.Broken.Add(RecordKind.Lesson);
        await world.SyncAtAsync(World.At(20, 30, day: 9));

        Assert.AreNotEqual(0, (await JudgeAsync(world)).Records, "records looked at");
        Assert.IsTrue((await world.AllAsync<NotCheckedRow>()).Exists(row => row.Kind == RecordKind.Lesson && row.Day == World.Monday.DayNumber));

        world.Source.Broken.Clear();
        await world.SyncAtAsync(World.At(21, 0, day: 9));
        await JudgeAsync(world);

        Assert.IsFalse((await world.AllAsync<NotCheckedRow>()).Exists(row => row.Kind == RecordKind.Lesson && row.Day == World.Monday.DayNumber));
        Assert.Contains("21:00", (await MissingAsync(world)).Message);
    }

    [TestMethod]
    public async Task What_was_missing_is_not_sure_any_more_although_the_clock_went_back_since_it_was_judged()
    {
        await using var world = await SettledAsync(world => world.Journal.Add(Some.Lesson("l2", topic: null, number: 2)));
        world.Source.Broken.Add(RecordKind.Lesson);
        await world.SyncAtAsync(World.At(19, 0, day: 9));

        Assert.AreNotEqual(0, (await JudgeAsync(world)).Records, "records looked at");
        Assert.IsTrue((await world.AllAsync<NotCheckedRow>()).Exists(row => row.Kind == RecordKind.Lesson && row.Day == World.Monday.DayNumber));
    }

    private static async Task<FindingRow> MissingAsync(World world) => (await world.AllAsync<FindingRow>()).Single(row => row is { Rule: "entry-deadline", Part: "topic", Status: FindingStatus.Open });

    /// <summary>A lesson of Monday, read and judged until nothing of it can change by the clock.</summary>
    private static async Task<World> SettledAsync(Action<World> enter)
    {
        var world = await World.CreateAsync();
        world.Journal.Add(new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)));
        world.Journal.Add(new ClassGroup("c1", "1А", 1));
        await world.SyncAtAsync(World.At(9, 0, day: 1));
        world.Journal.Add(Some.Lesson(topic: "Степени", taken: true));
        world.Journal.Add(new Homework("l1", "§ 1"));
        enter(world);
        await world.SyncAtAsync(World.At(16, 0));
        await world.SyncAtAsync(World.At(20, 0, day: 9));
        await JudgeAsync(world);
        return world;
    }

    /// <summary>What waits is read, decided and judged before anybody else looks.</summary>
    private static async Task ApprovedAsync(World world)
    {
        await world.SyncAtAsync(World.At(21, 0, day: 9));
        var holds = await world.HoldsAsync();
        Assert.IsNotEmpty(holds);
        foreach (var hold in holds)
        {
            await world.InLeaseAsync(lease => world.Decisions.ApproveAsync(lease, hold.Id, hold.Digest, "Завуч", "так и есть", CancellationToken.None));
        }
    }

    private static async Task<List<string>> OpenAsync(World world)
    {
        await JudgeAsync(world);
        var found = await new FindingQueries(world.Database).ListAsync(School, new FindingFilter { Statuses = FindingFilter.Holding }, CancellationToken.None);
        return [.. found.Select(finding => finding.Rule)];
    }

    private static Task<JudgeResult> JudgeAsync(World world) => world.InLeaseAsync(lease => new JudgeUseCase(world.Database, new SceneLoader(), world.Clock).RunAsync(School, null, lease, CancellationToken.None));
}
