using ElJournal.Adapters.Dnevnik.Reading;
using ElJournal.Adapters.Dnevnik.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;
using Habits = ElJournal.Samples.Simulators.Dnevnik.DnevnikSettings;

namespace ElJournal.Adapters.Dnevnik.Tests.Reading;

/// <summary>How many requests a read takes, as the README says: 7 + C × (4 + L + 2 × E + F).</summary>
[TestClass]
public sealed class PlanTests
{
    private static readonly SchoolScale Small = new() { Pupils = 154, Classes = 11, Weeks = 5, Planned = false };
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 18, 0, 0, TimeSpan.FromHours(3));

    [TestMethod]
    [DataRow("2026-09-21", "2026-10-12", 1, 1, DisplayName = "a usual pass")]
    [DataRow("2026-09-30", "2026-09-30", 1, 1, DisplayName = "one day, when many a class's answers show nothing of its subgroups")]
    [DataRow("2026-09-01", "2026-10-12", 2, 2, DisplayName = "six weeks")]
    [DataRow("2026-09-01", "2027-05-31", 10, 10, DisplayName = "a school year")]
    public async Task A_read_takes_as_many_requests_as_planned(string from, string to, int lessonRanges, int entryRanges)
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now });
        await using var source = school.Source();

        var read = await ReadResult.OfAsync(source, new DayRange(Day(from), Day(to)));

        Assert.IsNull(read.Failure, read.Failure?.ToString());
        var classes = read.Of<ClassGroup>().Count(group => group.ParentId is null);
        Assert.IsGreaterThan(10, classes);
        Assert.AreEqual(7 + (classes * (4 + lessonRanges + (2 * entryRanges))), read.Effort.Requests);
        Assert.AreEqual(read.Effort.Requests, school.World.Requests.All.Count);
        Assert.IsLessThanOrEqualTo(4, school.World.Requests.Peak);
    }

    [TestMethod]
    public async Task A_subject_that_attendance_insists_on_costs_a_request_per_subject_and_class()
    {
        await using var school = await SimulatedSchool.StartAsync(new SimulatorOptions { Scale = Small, Now = Now, Dnevnik = new Habits { AttendanceNeedsSubject = true } });
        await using var source = school.Source();
        var window = new DayRange(new(2026, 9, 21), new(2026, 10, 12));
        var plain = await SimulatedSchoolTests.ReadPlainAsync(Small, Now, window);

        var first = await ReadResult.OfAsync(source, window);
        school.World.Requests.Clear();
        var read = await ReadResult.OfAsync(source, window);

        var groups = read.Of<ClassGroup>().ToDictionary(group => group.Id);
        var classes = groups.Values.Count(group => group.ParentId is null);
        var subjects = read.Of<Lesson>().Select(lesson => (groups[lesson.ClassId].ParentId ?? lesson.ClassId, lesson.SubjectId)).Distinct().Count();
        Assert.AreEqual(7 + (6 * classes) + subjects, school.World.Requests.All.Count, "What the first read found out is not asked again.");
        SimulatedSchoolTests.AssertSame(plain, read);
        SimulatedSchoolTests.AssertSame(plain, first);
    }

    [TestMethod]
    public async Task Nothing_is_asked_for_a_kind_that_is_not_wanted()
    {
        var journal = StubJournal.School();
        await using var source = journal.Source();

        await ReadResult.OfAsync(source, new DayRange(new(2026, 9, 28), new(2026, 10, 4)), kinds: new HashSet<RecordKind> { RecordKind.Student });

        CollectionAssert.AreEqual(new[] { "GET /v2/users/me", "GET /v2/schools/1000001234567/edu-groups", "POST /v2/edu-groups/students" }, journal.Asked.ToArray());
    }

    [TestMethod]
    public void Ranges_hold_all_wanted_days_in_as_few_requests_as_possible()
    {
        var days = Days.Of([Range("2026-10-01", "2026-10-22"), Range("2026-09-07", "2026-09-13")], 30, EntryRange.Lesson, Day("2026-10-15"));

        CollectionAssert.AreEqual(new[] { Range("2026-09-07", "2026-10-06"), Range("2026-10-07", "2026-10-22") }, days.Lessons.ToArray());
        CollectionAssert.AreEqual(days.Lessons.ToArray(), days.Entries.ToArray());
        Assert.IsTrue(days.Contains(Day("2026-09-13")));
        Assert.IsFalse(days.Contains(Day("2026-09-14")), "Asked for by the way, and not wanted.");
    }

    [TestMethod]
    public void Entries_are_asked_for_from_a_week_before_until_today_while_it_is_not_known_by_which_day_they_are_chosen()
    {
        var days = Days.Of([Range("2026-09-07", "2026-09-13")], 30, EntryRange.Unknown, Day("2026-10-15"));

        CollectionAssert.AreEqual(new[] { Range("2026-09-07", "2026-09-13") }, days.Lessons.ToArray());
        CollectionAssert.AreEqual(new[] { Range("2026-08-31", "2026-09-29"), Range("2026-09-30", "2026-10-15") }, days.Entries.ToArray());
    }

    [TestMethod]
    public async Task Both_ends_of_a_range_are_named_to_the_second()
    {
        var journal = StubJournal.School();
        await using var source = journal.Source();

        await ReadResult.OfAsync(source, new DayRange(new(2026, 9, 28), new(2026, 10, 4)));

        Assert.Contains("GET /v2/edu-groups/2400000000000000001/lessons/2026-09-28T00:00:00/2026-10-04T23:59:59", journal.Asked.ToArray());
        Assert.Contains("GET /v2/edu-groups/2400000000000000001/marks/2026-09-21T00:00:00/2026-10-04T23:59:59", journal.Asked.ToArray());
    }

    private static DayRange Range(string from, string to) => new(Day(from), Day(to));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
