using ElJournal.Adapters.Dnevnik.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Dnevnik;
using ElJournal.Samples.Simulators.Faults;
using Habits = ElJournal.Samples.Simulators.Dnevnik.DnevnikSettings;

namespace ElJournal.Adapters.Dnevnik.Tests.Reading;

/// <summary>Over real sockets: whatever the system's habits, the same journal comes out.</summary>
[TestClass]
public sealed class SimulatedSchoolTests
{
    private static readonly SchoolScale Small = new() { Pupils = 154, Classes = 11, Weeks = 5, Planned = false };
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 18, 0, 0, TimeSpan.FromHours(3));
    private static readonly DayRange Window = new(new(2026, 9, 28), new(2026, 10, 6));
    private static readonly Lazy<Task<ReadResult>> Plain = new(() => ReadPlainAsync(Small, Now, Window));

    private static readonly Dictionary<string, Habits> Known = new()
    {
        ["marks by the day they were set"] = new() { MarksBy = MarkRange.SetDate },
        ["subgroups not in the answers for their class"] = new() { SubgroupRows = false },
        ["attendance only by subject"] = new() { AttendanceNeedsSubject = true },
        ["pupils of several classes under the other path"] = new() { GroupStudentsSpelling = Spelling.Second },
        ["timetables as a list"] = new() { TimetablesAsArray = true },
        ["null for empty lists"] = new() { NullsForEmptyLists = true },
        ["ids without twins"] = new() { Twins = IdTwins.Absent },
        ["rows for those who were there"] = new() { AttendRows = true },
        ["everything awkward"] = Habits.Awkward,
    };

    public static IEnumerable<string> AllHabits => Known.Keys;

    [TestMethod]
    [DynamicData(nameof(AllHabits))]
    public async Task Whatever_its_habits_the_same_journal_is_read(string habit)
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now, Dnevnik = Known[habit] });
        await using var source = school.Source();

        var read = await ReadResult.OfAsync(source, Window);

        Assert.AreEqual("", string.Join("\n", read.Items.OfType<Skipped>().Take(5)), habit);
        AssertSame(await Plain.Value, read);
    }

    [TestMethod]
    public async Task Every_kind_is_there_and_every_scope_is_claimed()
    {
        var read = await Plain.Value;

        foreach (var kind in RecordKinds.All.Where(kind => kind != RecordKind.SignIn))
        {
            Assert.IsNotEmpty(read.Read(kind), kind.ToString());
            Assert.IsTrue(kind == RecordKind.FinalMark || read.Records.Any(record => record.Kind == kind), kind.ToString());
        }

        Assert.IsTrue(read.Of<Lesson>().All(lesson => lesson is { Start: not null, End: not null, TeacherId: not null }));
        Assert.IsTrue(read.Of<ClassGroup>().Any(group => group.ParentId is not null));
        Assert.IsTrue(read.Of<Mark>().All(mark => mark.Entered is null or { Vouched: true }));
    }

    [TestMethod]
    public async Task A_lesson_outside_the_window_and_its_marks_do_not_come()
    {
        var read = await Plain.Value;

        var lessons = read.Of<Lesson>().ToDictionary(lesson => lesson.Id);
        Assert.IsTrue(lessons.Values.All(lesson => Window.Contains(lesson.Day)));
        Assert.IsTrue(read.Of<Mark>().All(mark => lessons.ContainsKey(mark.LessonId)));
        Assert.IsTrue(read.Of<Attendance>().All(entry => lessons.ContainsKey(entry.LessonId)));
    }

    [TestMethod]
    public async Task One_class_that_fails_is_named_and_the_others_are_read()
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now });
        await using var source = school.Source(("Retries", "0"));
        school.World.Faults.Add(new Fault { System = "dnevnik", Status = 503, Path = @"2400000000000000001/marks" });

        var read = await ReadResult.OfAsync(source, Window);

        Assert.IsNull(read.Failure, read.Failure?.ToString());
        var unread = read.Unread(RecordKind.Mark).Single();
        Assert.AreEqual("unreachable", unread.Reason);
        CollectionAssert.AreEqual(new[] { "2400000000000000001" }, unread.Scope.ClassIds!.ToArray());
        Assert.IsFalse(read.Read(RecordKind.Mark).Any(claim => claim.Scope.ClassIds!.Contains("2400000000000000001")));
        Assert.HasCount((await Plain.Value).Read(RecordKind.Mark).Count() - 1, read.Read(RecordKind.Mark));
        Assert.IsEmpty(read.Unread(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task Attendance_can_be_asked_for_lesson_by_lesson_or_not_at_all()
    {
        var days = new DayRange(new(2026, 9, 28), new(2026, 9, 29));
        var plain = await ReadPlainAsync(Small, Now, days);
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now });
        await using var lessonByLesson = school.Source(("Attendance", "lesson"));
        await using var off = school.Source(("Attendance", "off"));

        AssertSame(plain, await ReadResult.OfAsync(lessonByLesson, days));
        var without = await ReadResult.OfAsync(off, days);

        Assert.DoesNotContain(RecordKind.Attendance, off.Traits.Shown);
        Assert.IsEmpty(without.Of<Attendance>());
        Assert.IsEmpty(without.Read(RecordKind.Attendance));
    }

    [TestMethod]
    public async Task A_narrow_token_and_a_pupils_token_are_told_by_the_probe()
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now });
        await using var good = school.Source();
        await using var narrow = school.Source(("AccessToken", school.World.Dnevnik.NarrowToken));
        await using var pupil = school.Source(("AccessToken", school.World.Dnevnik.PupilToken));

        Assert.IsTrue((await good.ProbeAsync(CancellationToken.None)).Succeeded);
        foreach (var source in new[] { narrow, pupil })
        {
            var probe = await source.ProbeAsync(CancellationToken.None);
            Assert.IsFalse(probe.Succeeded);
            Assert.Contains("EducationalInfo", probe.Message);
        }
    }

    [TestMethod]
    public async Task The_school_is_found_by_the_account_and_the_account_is_known()
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now });
        await using var source = school.Source(("SchoolId", ""), ("AccessTokenEnds", "2026-10-20"));

        var read = await ReadResult.OfAsync(source, new DayRange(new(2026, 9, 28), new(2026, 9, 28)));

        Assert.IsNull(read.Failure, read.Failure?.ToString());
        Assert.IsNotNull(((IOwnAccount)source).OwnPersonId);
        Assert.AreEqual(new DateTimeOffset(2026, 10, 21, 0, 0, 0, TimeSpan.FromHours(3)), ((IExpiringCredential)source).CredentialEnds.Single().EndsAt);
    }

    internal static async Task<ReadResult> ReadPlainAsync(SchoolScale scale, DateTimeOffset now, DayRange window)
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = scale, Now = now });
        await using var source = school.Source();
        var read = await ReadResult.OfAsync(source, window);
        Assert.IsNull(read.Failure, read.Failure?.ToString());
        Assert.AreEqual("", string.Join("\n", read.Items.OfType<ScopeUnread>()));
        Assert.AreEqual("", string.Join("\n", read.Items.OfType<Skipped>().Take(5)));
        return read;
    }

    internal static void AssertSame(ReadResult expected, ReadResult actual)
    {
        Assert.IsNull(actual.Failure, actual.Failure?.ToString());
        Assert.AreEqual("", string.Join("\n", actual.Items.OfType<ScopeUnread>().Take(5)));
        var (wanted, got) = (Lines(expected), Lines(actual));
        Assert.AreEqual("", string.Join("\n", wanted.Except(got).Select(line => "missing " + line).Concat(got.Except(wanted).Select(line => "surplus " + line)).Take(5)));
        Assert.HasCount(wanted.Count, got);
    }

    private static List<string> Lines(ReadResult read) => [.. read.Records.Select(record => record.ToString()!)];
}
