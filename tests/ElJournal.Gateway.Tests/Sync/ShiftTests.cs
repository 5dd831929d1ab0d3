using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>Keys that are made of the day and the lesson's number shift in a chain: what did not change itself stands for another lesson then, and has to follow its own.</summary>
[TestClass]
public sealed class ShiftTests
{
    [TestMethod]
    public async Task Identical_absences_of_alternating_subjects_follow_their_lessons_when_one_is_put_in_front()
    {
        await using var world = await World.CreateAsync();
        var day = new PositionalDay("c7", World.Monday, "alg", "geo", "alg", "geo");
        day.EachLesson((lesson, at) => lesson.Absent.Add(("s1", AttendanceKind.Ill)));
        await HourlyAsync(world, day);
        var before = await day.EvidenceAsync(world);

        day.Lessons.Insert(0, new PositionalLesson("rus"));
        var result = await day.ShowAsync(world, World.At(20, 0));

        CollectionAssert.AreEqual(before, await day.EvidenceAsync(world));
        Assert.AreEqual((1L, 0L, 0L, 8L), (result.Added, result.Changed, result.Deleted, result.Moved), "A lesson is new; four lessons and four absences moved.");
        await EqualAsync(world);
    }

    [TestMethod]
    public async Task Identical_homework_follows_its_lesson()
    {
        await using var world = await World.CreateAsync();
        var day = new PositionalDay("c7", World.Monday, "alg", "geo", "alg", "geo");
        day.EachLesson((lesson, at) => lesson.Homework = "не задано");
        await HourlyAsync(world, day);
        var before = await day.EvidenceAsync(world);

        day.Lessons.Insert(0, new PositionalLesson("rus"));
        var result = await day.ShowAsync(world, World.At(20, 0));

        CollectionAssert.AreEqual(before, await day.EvidenceAsync(world));
        Assert.AreEqual((1L, 0L, 0L, 8L), (result.Added, result.Changed, result.Deleted, result.Moved));
    }

    [TestMethod]
    [DataRow("alg,geo,alg,geo,alg", "1")]
    [DataRow("alg,geo,alg,geo,alg", "5")]
    [DataRow("alg,geo,alg,geo,alg", "3")]
    [DataRow("alg,alg,geo,geo,alg", "1")]
    [DataRow("alg,alg,geo,geo,alg", "3")]
    [DataRow("alg,alg,alg", "1")]
    public async Task A_removed_lesson_takes_only_its_own_entries_along(string subjects, string removed)
    {
        await using var world = await World.CreateAsync();
        var day = Full(subjects);
        await HourlyAsync(world, day);

        day.Lessons.RemoveAt(int.Parse(removed, System.Globalization.CultureInfo.InvariantCulture) - 1);
        var expected = day.Expected;
        var result = await day.ShowAsync(world, World.At(20, 0));

        CollectionAssert.AreEqual(expected, await day.EvidenceAsync(world));
        Assert.AreEqual((0L, 0L), (result.Added, result.Changed));
        await EqualAsync(world);
    }

    [TestMethod]
    [DataRow("alg,geo,alg,geo", 0, 1)]
    [DataRow("alg,geo,alg,geo", 1, 2)]
    [DataRow("alg,geo,rus,alg", 0, 2)]
    [DataRow("alg,alg,geo,geo", 1, 2)]
    public async Task Lessons_that_are_swapped_keep_their_entries(string subjects, int first, int second)
    {
        await using var world = await World.CreateAsync();
        var day = Full(subjects);
        await HourlyAsync(world, day);

        (day.Lessons[first], day.Lessons[second]) = (day.Lessons[second], day.Lessons[first]);
        var result = await day.ShowAsync(world, World.At(20, 0));

        CollectionAssert.AreEqual(day.Expected, await day.EvidenceAsync(world));
        Assert.AreEqual((0L, 0L, 0L), (result.Added, result.Changed, result.Deleted));
        await EqualAsync(world);
    }

    [TestMethod]
    [DataRow("alg,alg")]
    [DataRow("alg,alg,geo,geo,alg")]
    public async Task Two_lessons_of_a_subject_in_a_row_are_told_apart_by_their_topics(string subjects)
    {
        await using var world = await World.CreateAsync();
        var day = Full(subjects);
        await HourlyAsync(world, day);

        day.Lessons.Insert(0, new PositionalLesson("alg"));
        var result = await day.ShowAsync(world, World.At(20, 0));

        CollectionAssert.AreEqual(day.Expected, await day.EvidenceAsync(world));
        Assert.AreEqual((1L, 0L, 0L), (result.Added, result.Changed, result.Deleted));
    }

    [TestMethod]
    public async Task Subgroups_follow_their_own_lessons()
    {
        await using var world = await World.CreateAsync();
        var whole = Full("alg,geo,alg");
        var group = new PositionalDay("c7en", World.Monday, "geo", "alg", "geo");
        group.EachLesson((lesson, at) => lesson.Absent.Add(("s1", AttendanceKind.Ill)));
        await HourlyAsync(world, whole, group);

        whole.Lessons.Insert(0, new PositionalLesson("rus"));
        group.Lessons.Insert(0, new PositionalLesson("rus"));
        whole.Write(world);
        await group.ShowAsync(world, World.At(20, 0));

        CollectionAssert.AreEqual(whole.Expected, await whole.EvidenceAsync(world));
        CollectionAssert.AreEqual(group.Expected, await group.EvidenceAsync(world));
        await EqualAsync(world);
    }

    [TestMethod]
    public async Task Each_of_several_days_shifts_for_itself_and_back_again()
    {
        await using var world = await World.CreateAsync();
        PositionalDay[] days = [.. Enumerable.Range(0, 3).Select(number => Full("alg,geo,alg,geo", World.Monday.AddDays(-number)))];
        await HourlyAsync(world, days);

        foreach (var hour in new[] { 19, 20, 21, 22 })
        {
            foreach (var day in days)
            {
                if (hour % 2 == 1)
                {
                    day.Lessons.Insert(0, new PositionalLesson("rus"));
                }
                else
                {
                    day.Lessons.RemoveAt(0);
                }

                day.Write(world);
            }

            await world.SyncAtAsync(World.At(hour, 0));
            foreach (var day in days)
            {
                CollectionAssert.AreEqual(day.Expected, await day.EvidenceAsync(world), $"At {hour}.");
            }
        }

        await EqualAsync(world);
    }

    [TestMethod]
    public async Task What_did_not_change_itself_is_not_delivered_again()
    {
        await using var world = await World.CreateAsync();
        var day = new PositionalDay("c7", World.Monday, "alg", "geo", "alg");
        day.EachLesson((lesson, at) => lesson.Absent.Add(("s1", AttendanceKind.Ill)));
        await HourlyAsync(world, day);
        var before = await SequenceAsync(world);

        day.Lessons.Insert(0, new PositionalLesson("rus"));
        await day.ShowAsync(world, World.At(20, 0));

        var after = await SequenceAsync(world);
        Assert.AreEqual(before[day.Key(2) + "/s1"], after[day.Key(2) + "/s1"]);
        Assert.AreEqual(before[day.Key(3) + "/s1"], after[day.Key(3) + "/s1"]);
    }

    [TestMethod]
    public async Task A_lesson_whose_subject_is_put_right_keeps_what_was_entered_for_it()
    {
        await using var world = await World.CreateAsync();
        var day = new PositionalDay("c7", World.Monday, "alg", "geo");
        day.EachLesson((lesson, at) => lesson.Absent.Add(("s1", AttendanceKind.Ill)));
        await HourlyAsync(world, day);
        var before = (await world.RowsAsync(RecordKind.Attendance)).ConvertAll(row => (row.Key, row.Origin, row.SeenBy, row.Seq));

        world.Journal.Replace(Some.Lesson(day.Key(1), subject: "rus"));
        var result = await world.SyncAtAsync(World.At(20, 0));

        Assert.AreEqual((0L, 1L, 0L, 0L), (result.Added, result.Changed, result.Deleted, result.Moved));
        CollectionAssert.AreEqual(before, (await world.RowsAsync(RecordKind.Attendance)).ConvertAll(row => (row.Key, row.Origin, row.SeenBy, row.Seq)));
    }

    private static PositionalDay Full(string subjects, DateOnly? date = null)
    {
        var day = new PositionalDay("c7", date ?? World.Monday, subjects.Split(','));
        day.EachLesson((lesson, at) =>
        {
            lesson.Topic = $"Тема {at}";
            lesson.Homework = $"§ {at % 2}";
            lesson.Absent.Add(("s1", AttendanceKind.Ill));
            lesson.Marks.Add(("s2", "5"));
        });
        return day;
    }

    /// <summary>The lessons are entered hour by hour, so that the evidence of each is its own.</summary>
    private static async Task HourlyAsync(World world, params PositionalDay[] days)
    {
        var entered = days.ToDictionary(day => day, day => day.Lessons.ToList());
        foreach (var day in days)
        {
            day.Lessons.Clear();
            day.Lessons.AddRange(entered[day].Select(lesson => new PositionalLesson(lesson.Subject)));
            day.Write(world);
        }

        await world.SyncAtAsync(World.At(8, 0));
        for (var number = 0; number < days.Max(day => entered[day].Count); number++)
        {
            var at = World.At(9 + number, 0);
            foreach (var day in days.Where(day => number < entered[day].Count))
            {
                day.Lessons[number] = entered[day][number];
                day.Lessons[number].SeenBy = at.ToUnixTimeMilliseconds();
                day.Write(world);
            }

            await world.SyncAtAsync(at);
        }
    }

    private static async Task<Dictionary<string, long>> SequenceAsync(World world) => (await world.RowsAsync(RecordKind.Attendance)).ToDictionary(row => row.Key, row => row.Seq);

    private static async Task EqualAsync(World world) => CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
}
