using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Tests.Sync;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>
/// What adapters cannot see through, the ledger must: whatever a source shows wrongly for an evening and a morning, nobody who entered everything in time is accused of anything,
/// neither while it lasts nor afterwards.
/// </summary>
[TestClass]
public sealed class DisturbedSourceTests
{
    private static readonly Dictionary<string, Action<World>> Disturbances = new(StringComparer.Ordinal)
    {
        ["an outage in the middle"] = world => world.Source.FailAfter = world.Journal.Count / 2,
        ["an outage from the start"] = world => world.Source.FailAfter = 0,
        ["web pages for some kinds"] = world => world.Source.Broken.UnionWith([RecordKind.Lesson, RecordKind.Mark]),
        ["empty success"] = world => world.Journal.RemoveAll(record => record.Kind.IsDated()),
        ["empty success of everything"] = world => world.Journal.Clear(),
        ["mass disappearance"] = world => Hide(world, (_, index) => index % 2 == 0),
        ["one lesson vanishes"] = world => Hide(world, (_, index) => index == 0),
        ["some entries vanish"] = world => world.Journal.Remove(RecordKind.Mark, "7-1-m1", "7-2-m1"),
        ["homework vanishes"] = world => world.Journal.Remove(RecordKind.Homework, "7-1", "7-4", "8-2"),
        ["two pupils with one id"] = world => world.Journal.Add(new Student("s1", "Другой", "Пётр", birthDate: new DateOnly(2014, 1, 1), classId: "c8")),
        ["duplicate lessons"] = world => world.Journal.AddRange([.. world.Journal.OfType<Lesson>()]),
        ["another clock"] = world => world.Source.Also.Add(new ReadEffort(1, 0, TimeSpan.FromHours(1))),
        ["renumbered lessons"] = world => Rename(world, lesson => lesson, lesson => lesson.Number + 1),
        ["positional keys shift"] = world => Rename(world, id => id[..^1] + (char)(id[^1] + 1), lesson => lesson.Number),
        ["shifted mark numbers"] = world => ShiftMarks(world),
        ["all ids regenerated"] = world => Rename(world, id => "x-" + id, lesson => lesson.Number),
    };

    public static IEnumerable<object[]> Names => Disturbances.Keys.Select(name => new object[] { name });

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task A_disturbed_source_leads_to_no_finding(string name)
    {
        await using var world = await World.CreateAsync();
        var school = School();
        await BeginAsync(world);
        Entries(world);
        foreach (var (hour, minute) in new[] { (12, 0), (16, 55), (17, 5) })
        {
            await world.SyncAtAsync(World.At(hour, minute));
        }

        Assert.AreEqual("", await FoundAsync(world, school), "Everything was entered in time.");
        var sound = world.Journal.ToList();
        Disturbances[name](world);
        foreach (var moment in new[] { World.At(17, 30), World.At(21, 0), World.At(8, 0, day: 6), World.At(12, 30, day: 6) })
        {
            await world.SyncAtAsync(moment);
            Assert.AreEqual("", await FoundAsync(world, school), $"At {moment:dd HH:mm}, while it lasts.");
        }

        world.Journal.Clear();
        world.Journal.AddRange(sound);
        world.Source.Also.Clear();
        world.Source.Broken.Clear();
        world.Source.FailAfter = null;
        foreach (var moment in new[] { World.At(13, 0, day: 6), World.At(20, 0, day: 6) })
        {
            await world.SyncAtAsync(moment);
            Assert.AreEqual("", await FoundAsync(world, school), $"At {moment:dd HH:mm}, after it is over.");
        }

        Assert.IsEmpty((await world.HoldsAsync()).Where(hold => hold.Status == Gateway.Sync.Model.HoldStatus.Open), "What was held back closes by itself.");
        CollectionAssert.AreEquivalent(sound, await world.LiveAsync());
    }

    [TestMethod]
    public async Task A_part_that_is_really_missing_is_found_so_the_test_above_can_fail()
    {
        await using var world = await World.CreateAsync();
        var school = School();
        await BeginAsync(world);
        Entries(world);
        world.Journal.Replace(Copy(world.Journal.OfType<Lesson>().First(), "7-1", 1, topic: null));
        await world.SyncAtAsync(World.At(17, 30));

        Assert.Contains("entry-deadline", await FoundAsync(world, school));
    }

    private static async Task<string> FoundAsync(World world, SchoolRuntime school)
    {
        await using (var lease = await world.Leases.AcquireAsync("s1", "test", CancellationToken.None))
        {
            await new JudgeUseCase(world.Database, new SceneLoader(), world.Clock).RunAsync(school, null, lease, CancellationToken.None);
        }

        var found = await new FindingQueries(world.Database).ListAsync(school, new FindingFilter { Statuses = FindingFilter.Holding }, CancellationToken.None);
        return string.Join('\n', found.Select(finding => $"{finding.Rule} {finding.Part} {finding.State} {finding.LessonId} {finding.EnteredAfter:HH:mm} {finding.EnteredBy:HH:mm}"));
    }

    private static SchoolRuntime School() =>
        JudgingLedger.Configured(options => options.Source = [new SourceOptions { Adapter = "scripted" }], new EntryDeadlineSettings { Deadline = new TimeOnly(17, 0) });

    /// <summary>Installed some days before, so that the day in question is not history.</summary>
    private static async Task BeginAsync(World world)
    {
        world.Journal.Add(new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)));
        await world.SyncAtAsync(World.At(9, 0, day: 1));
        for (var number = 1; number <= 6; number++)
        {
            var start = new TimeOnly(8, 30).AddMinutes((number - 1) * 55);
            world.Journal.Add(new Lesson($"7-{number}", World.Monday, "c7", number, start, start.AddMinutes(45), number % 2 == 0 ? "alg" : "geo", "t1", status: LessonStatus.Held));
            world.Journal.Add(new Lesson($"8-{number}", World.Monday, "c8", number, start, start.AddMinutes(45), number % 2 == 0 ? "geo" : "alg", "t2", status: LessonStatus.Held));
        }

        await world.SyncAtAsync(World.At(8, 0));
    }

    private static void Entries(World world)
    {
        foreach (var lesson in world.Journal.OfType<Lesson>().ToList())
        {
            world.Journal.Replace(Copy(lesson, lesson.Id, lesson.Number, $"Тема {lesson.Id}"));
            world.Journal.Add(new Homework(lesson.Id, $"§ {lesson.Number}"));
            var first = lesson.ClassId == "c7" ? 1 : 11;
            for (var pupil = first; pupil < first + 4; pupil++)
            {
                world.Journal.Add(Some.Mark($"{lesson.Id}-m{pupil - first + 1}", lesson.Id, $"s{pupil}", $"{2 + ((pupil + lesson.Number) % 4)}"));
            }

            // The same pupils all day: equal absences under keys that shift meet a lesson of another subject.
            world.Journal.Add(new Attendance(lesson.Id, $"s{first + 4}", AttendanceKind.Ill));
            world.Journal.Add(new Attendance(lesson.Id, $"s{first + 5}", AttendanceKind.Absent));
        }
    }

    /// <summary>Lessons go with all that hangs on them.</summary>
    private static void Hide(World world, Func<Lesson, int, bool> hidden)
    {
        var gone = world.Journal.OfType<Lesson>().Where(hidden).Select(lesson => lesson.Id).ToHashSet(StringComparer.Ordinal);
        world.Journal.RemoveAll(record => LessonOf(record) is { } lesson && gone.Contains(lesson));
    }

    private static void Rename(World world, Func<string, string> id, Func<Lesson, int?> number)
    {
        var renamed = world.Journal.Select(record => record switch
        {
            Lesson lesson => Copy(lesson, id(lesson.Id), number(lesson), lesson.Topic),
            Homework homework => new Homework(id(homework.LessonId), homework.Text),
            Mark mark => new Mark(id(mark.LessonId) + "-" + mark.Id, id(mark.LessonId), mark.StudentId, mark.Value, mark.Work),
            Attendance attendance => new Attendance(id(attendance.LessonId), attendance.StudentId, attendance.AttendanceKind),
            _ => record,
        }).ToList();
        world.Journal.Clear();
        world.Journal.AddRange(renamed);
    }

    /// <summary>The first mark of each lesson is gone and every other one moves to the place before it.</summary>
    private static void ShiftMarks(World world)
    {
        var marks = world.Journal.OfType<Mark>().GroupBy(mark => mark.LessonId, StringComparer.Ordinal).ToList();
        world.Journal.RemoveAll(record => record is Mark);
        foreach (var lesson in marks)
        {
            var inOrder = lesson.ToList();
            world.Journal.AddRange(inOrder.Skip(1).Select((mark, index) => new Mark(inOrder[index].Id, mark.LessonId, mark.StudentId, mark.Value, mark.Work)));
        }
    }

    private static string? LessonOf(JournalRecord record) => record switch
    {
        Lesson lesson => lesson.Id,
        Homework homework => homework.LessonId,
        Mark mark => mark.LessonId,
        Attendance attendance => attendance.LessonId,
        _ => null,
    };

    private static Lesson Copy(Lesson lesson, string id, int? number, string? topic) =>
        new(id, lesson.Day, lesson.ClassId, number, lesson.Start, lesson.End, subjectId: lesson.SubjectId, teacherId: lesson.TeacherId, topic: topic, status: lesson.Status);
}
