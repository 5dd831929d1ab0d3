using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;
using Habits = ElJournal.Samples.Simulators.Dnevnik.DnevnikSettings;

namespace ElJournal.Adapters.Dnevnik.Tests.Reading;

/// <summary>What is done when the shortest way is refused, and what the probe finds out.</summary>
[TestClass]
public sealed class FallbackTests
{
    private static readonly SchoolScale Small = new() { Pupils = 154, Classes = 11, Weeks = 5, Planned = false };
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 18, 0, 0, TimeSpan.FromHours(3));
    private static readonly DayRange Days = new(new(2026, 9, 28), new(2026, 9, 29));
    private static readonly Lazy<Task<ReadResult>> Plain = new(() => SimulatedSchoolTests.ReadPlainAsync(Small, Now, Days));

    [TestMethod]
    public async Task Where_the_list_of_classes_is_refused_they_are_found_through_their_teachers()
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now, Dnevnik = new Habits { SchoolListRefused = true } });
        await using var source = school.Source();

        var read = await ReadResult.OfAsync(source, Days);

        SimulatedSchoolTests.AssertSame(await Plain.Value, read);
        Assert.IsEmpty(read.Read(RecordKind.Class), "A class that nobody teaches would be taken for gone.");
        Assert.IsEmpty(read.Read(RecordKind.Student));
        Assert.IsNotEmpty(read.Read(RecordKind.Lesson));
        Assert.IsTrue(source.Traits.SeenThroughDays.SetEquals([RecordKind.Class, RecordKind.Student]));
        Assert.HasCount(1, read.Items.OfType<Remark>().Where(remark => remark.Kind == RecordKind.Class).ToList());
        Assert.IsTrue((await source.ProbeAsync(CancellationToken.None)).Succeeded);
    }

    [TestMethod]
    public async Task A_token_that_may_see_neither_is_told_so_after_one_question_for_a_teacher()
    {
        var journal = StubJournal.School().On("schools/1000001234567/edu-groups", Refusal, 403).On("/edu-groups/teacher", Refusal, 403);
        await using var source = journal.Source();

        var read = await ReadResult.OfAsync(source, Days);

        Assert.AreEqual(AdapterFailure.Permanent, ((AdapterException)read.Failure!).Failure);
        Assert.Contains("SchoolId", ((AdapterException)read.Failure!).Instruction!);
        Assert.AreEqual(1, journal.Asked.Count(asked => asked.EndsWith("/teacher", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Attendance_that_is_refused_by_class_is_asked_for_by_lesson()
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now });
        await using var source = school.Source();
        school.World.Faults.Add(new Fault { System = "dnevnik", Status = 403, Path = "lesson-log-entries/group" });

        var read = await ReadResult.OfAsync(source, Days);

        SimulatedSchoolTests.AssertSame(await Plain.Value, read);
        Assert.AreEqual(read.Of<Lesson>().Count(), school.World.Requests.Count("dnevnik", "/log-entries"));
    }

    [TestMethod]
    public async Task Attendance_that_merely_fails_is_not()
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now });
        await using var source = school.Source(("Retries", "0"));
        school.World.Faults.Add(new Fault { System = "dnevnik", Status = 429, Path = "lesson-log-entries/group/2400000000000000001" });

        var read = await ReadResult.OfAsync(source, Days);

        Assert.AreEqual("unreachable", read.Unread(RecordKind.Attendance).Single().Reason);
        Assert.AreEqual(0, school.World.Requests.Count("dnevnik", "/log-entries"));
    }

    [TestMethod]
    public async Task Groups_that_are_no_classes_are_told_by_the_names_that_are_set()
    {
        var journal = StubJournal.School()
            .On("schools/1000001234567/edu-groups", """[{"id":2400000000000000001,"type":"Group","name":"7А","parallel":7},{"id":2400000000000000003,"type":"Group","name":"Шахматы (кружок)","parallel":7}]""")
            .On("lesson-log-entries/group/2400000000000000003", "[]")
            .On("/persons", "[]");
        await using var plain = journal.Source();
        await using var told = journal.Source(("GroupKinds", "*(кружок)=additional, *факультатив*=elective"));

        var (before, after) = (await ReadResult.OfAsync(plain, Days), await ReadResult.OfAsync(told, Days));

        Assert.IsTrue(before.Of<ClassGroup>().All(group => group.ClassKind == ClassKind.Class));
        Assert.HasCount(1, before.Items.OfType<Remark>().ToList());
        Assert.AreEqual(ClassKind.Additional, after.Of<ClassGroup>().Single(group => group.Name == "Шахматы (кружок)").ClassKind);
        Assert.IsEmpty(after.Items.OfType<Remark>());
    }

    [TestMethod]
    [DataRow("кружок")]
    [DataRow("*=class")]
    [DataRow("=elective")]
    public void Group_kinds_that_make_no_sense_are_refused_by_the_setting_s_name(string text) =>
        Assert.Contains("GroupKinds", Assert.ThrowsExactly<AdapterException>(() => GroupKinds.Read(text)).Message);

    [TestMethod]
    [DataRow(true, "unknown", "\"EntryRange\": \"lesson\"")]
    [DataRow(true, "lesson", null)]
    [DataRow(false, "unknown", "оставьте EntryRange")]
    [DataRow(false, "lesson", "Уберите")]
    public async Task The_probe_finds_out_by_which_day_marks_are_chosen(bool byLesson, string set, string? said)
    {
        const string Mark = """[{"id":2440000000000000031,"value":"5","person":1000001111111,"lesson":11,"date":"2026-09-30T10:00:00"}]""";
        var journal = StubJournal.School()
            .On("/persons", "[]")
            .On("/lessons/*", """[{"id":11,"date":"2026-09-28T00:00:00","number":1}]""")
            .On("/marks/*", Mark)
            .On("/marks/2026-09-28T00:00:00/2026-09-28T23:59:59", byLesson ? Mark : "[]");
        await using var source = journal.Source(("EntryRange", set));

        var probe = await source.ProbeAsync(CancellationToken.None);

        Assert.AreEqual("", string.Join("\n", journal.Surprises));
        Assert.IsTrue(probe.Succeeded, probe.Message);
        Assert.AreEqual(said is not null, probe.Message.Contains("EntryRange", StringComparison.Ordinal), probe.Message);
        Assert.Contains(said ?? "", probe.Message);
    }

    private const string Refusal = """{"type":"outOfScope","description":"Access is denied"}""";
}
