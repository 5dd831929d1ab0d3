using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>Keys shift in the very pass that does not read everything: what was not read has to follow its lesson all the same, once it is.</summary>
[TestClass]
public sealed class PartlyReadShiftTests
{
    [TestMethod]
    [DataRow(RecordKind.Attendance, true)]
    [DataRow(RecordKind.Attendance, false)]
    [DataRow(RecordKind.Homework, true)]
    [DataRow(RecordKind.Homework, false)]
    [DataRow(RecordKind.Mark, true)]
    [DataRow(RecordKind.Mark, false)]
    [DataRow(RecordKind.Lesson, true)]
    [DataRow(RecordKind.Lesson, false)]
    public async Task Entries_that_were_not_read_when_their_lessons_shifted_follow_them_at_the_next_read(RecordKind refused, bool sent)
    {
        await using var world = await World.CreateAsync();
        var day = await EnteredAsync(world);

        day.Lessons.Insert(0, new PositionalLesson("rus"));
        Refuse(world, refused, sent);
        await day.ShowAsync(world, World.At(19, 0));
        Answer(world);
        await world.SyncAtAsync(World.At(19, 30));

        CollectionAssert.AreEqual(day.Expected, await day.EvidenceAsync(world));
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
    }

    [TestMethod]
    public async Task Until_all_of_the_day_was_read_it_stays_as_it_was_and_is_in_doubt()
    {
        await using var world = await World.CreateAsync();
        var day = await EnteredAsync(world);
        var before = await world.LiveAsync();

        day.Lessons.Insert(0, new PositionalLesson("rus"));
        Refuse(world, RecordKind.Attendance, sent: true);
        var result = await day.ShowAsync(world, World.At(19, 0));

        CollectionAssert.AreEquivalent(before, await world.LiveAsync());
        Assert.IsTrue(result.NotRead.Any(scope => scope is { Kind: "lesson", Class: "c7" }), "It is told that the day's lessons are not taken yet.");
        foreach (var kind in new[] { RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance })
        {
            Assert.IsTrue((await world.AllAsync<ElJournal.Gateway.Ledger.Model.ScopeReadRow>()).Exists(row => row.Kind == kind && row.Class == "c7" && row.Day == World.Monday.DayNumber && row.Doubt is not null), $"{kind} is in doubt.");
        }
    }

    [TestMethod]
    public async Task What_waits_is_asked_for_again_even_if_nothing_changes_in_the_source()
    {
        await using var world = await World.CreateAsync();
        var day = await EnteredAsync(world);

        day.Lessons.Insert(0, new PositionalLesson("rus"));
        world.Source.Broken.Add(RecordKind.Attendance);
        world.Source.Rewrite = item => item is ScopeRead read ? read with { TokenName = read.Scope.Kind.ToString(), Token = "1" } : item;
        await day.ShowAsync(world, World.At(19, 0));
        Answer(world);
        await world.SyncAtAsync(World.At(19, 30));

        Assert.IsFalse(world.Source.LastRequest!.Tokens.ContainsKey("Lesson"), "A token would say that the ledger has these lessons.");
        Assert.IsTrue(world.Source.LastRequest.Tokens.ContainsKey("Student"));
    }

    [TestMethod]
    public async Task A_hold_stays_open_while_the_day_that_it_is_about_waits()
    {
        await using var world = await World.CreateAsync();
        var day = await EnteredAsync(world);
        world.Journal.AddRange(Some.Marks(20).Select(mark => new Mark(mark.Id, day.Key(1), mark.StudentId, mark.Value, mark.Work)));
        await world.SyncAtAsync(World.At(18, 10));
        await day.ShowAsync(world, World.At(18, 20));
        var hold = (await world.HoldsAsync()).Single();

        day.Lessons.Insert(0, new PositionalLesson("rus"));
        Refuse(world, RecordKind.Attendance, sent: true);
        await day.ShowAsync(world, World.At(19, 0));

        Assert.AreEqual((hold.Id, hold.Digest, HoldStatus.Open), ((await world.HoldsAsync()).Single() is var kept ? (kept.Id, kept.Digest, kept.Status) : default));
    }

    [TestMethod]
    public async Task An_export_that_was_caught_half_written_is_waited_for()
    {
        await using var world = await World.CreateAsync();
        var day = await EnteredAsync(world);
        var older = world.Journal.OfType<Attendance>().ToList();

        // The lessons' file is new; that of the absences is still the one of the last export.
        day.Lessons.Insert(0, new PositionalLesson("rus"));
        day.Write(world);
        world.Journal.RemoveAll(record => record is Attendance);
        world.Journal.AddRange(older);
        world.Source.Rewrite = item => item is ScopeRead { Scope.Kind: RecordKind.Attendance } read ? new ScopeUnchanged(read.Scope, read.StartedAt, World.At(18, 0)) : item;
        await world.SyncAtAsync(World.At(19, 0));
        Answer(world);
        await day.ShowAsync(world, World.At(19, 30));

        CollectionAssert.AreEqual(day.Expected, await day.EvidenceAsync(world));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_pass_that_broke_off_anywhere_in_a_shift_costs_nobody_the_proof(bool lastFirst)
    {
        await using var world = await World.CreateAsync();
        var day = await EnteredAsync(world);
        for (var step = 0; step < 24; step++)
        {
            if (step % 2 == 0)
            {
                day.Lessons.Insert(0, new PositionalLesson("rus"));
            }
            else
            {
                day.Lessons.RemoveAt(0);
            }

            day.Write(world);
            world.Source.FailAfter = lastFirst ? step + 1 : world.Journal.Count - 1 - step;
            if (lastFirst)
            {
                world.Journal.Reverse();
            }

            world.Clock.Advance(TimeSpan.FromMinutes(3));
            await world.SyncAsync();
            world.Source.FailAfter = null;
            world.Clock.Advance(TimeSpan.FromMinutes(3));
            await world.SyncAsync();

            CollectionAssert.AreEqual(day.Expected, await day.EvidenceAsync(world), $"Broken off at step {step}.");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(3)]
    public async Task A_lesson_that_shifts_while_its_entries_are_put_right_keeps_their_proof(int number)
    {
        await using var world = await World.CreateAsync();
        var day = await EnteredAsync(world);

        day.Lessons[number].Topic += " (уточнено)";
        day.Lessons[number].Homework += ", вопросы";
        day.Lessons[number].Absent[0] = ("s1", AttendanceKind.Excused);
        day.Lessons[number].Marks[0] = ("s2", "4");
        day.Lessons.Insert(0, new PositionalLesson("rus"));
        await day.ShowAsync(world, World.At(19, 0));

        CollectionAssert.AreEqual(day.Expected, await day.EvidenceAsync(world));
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
    }

    [TestMethod]
    public async Task A_lesson_taken_for_another_by_its_place_alone_does_not_inherit_that_it_was_late()
    {
        await using var world = await World.CreateAsync();
        var day = new PositionalDay("c7", World.Monday, "alg", "geo", "alg");
        await day.ShowAsync(world, World.At(8, 0));
        day.Lessons[0].Topic = "Дроби";
        await day.ShowAsync(world, World.At(12, 0));
        await day.ShowAsync(world, World.At(18, 0));
        day.Lessons[2].Topic = "Степени";
        await day.ShowAsync(world, World.At(19, 0));
        Assert.AreEqual(1, await LateAsync(), "The third lesson's topic was entered after six.");

        (day.Lessons[0].Topic, day.Lessons[2].Topic) = ("Дроби и проценты", "Степени и корни");
        day.Lessons.Insert(0, new PositionalLesson("rus") { Homework = "§ 1" });
        await day.ShowAsync(world, World.At(20, 0));

        Assert.AreEqual(0, await LateAsync(), "Which of the two was late is a guess now.");
        Assert.IsNull((await world.RowsAsync(RecordKind.Homework)).Single().SeenAfter, "What is new on such a day may have stood under another key.");
        async Task<int> LateAsync() => (await world.RowsAsync(RecordKind.Lesson)).Count(row => row.Value is not null && row.SeenAfter > World.At(17, 0).ToUnixTimeMilliseconds());
    }

    [TestMethod]
    public async Task A_mass_of_changes_under_shifted_keys_waits_for_a_person_and_then_is_as_shown()
    {
        await using var world = await World.CreateAsync();
        var day = new PositionalDay("c7", World.Monday, [.. Enumerable.Range(0, 14).Select(number => number % 2 == 0 ? "alg" : "geo")]);
        await day.ShowAsync(world, World.At(8, 0));
        day.EachLesson((lesson, number) => (lesson.Topic, lesson.SeenBy) = ($"Тема {number}", World.At(12, 0).ToUnixTimeMilliseconds()));
        await day.ShowAsync(world, World.At(12, 0));

        day.EachLesson((lesson, number) => lesson.Topic = $"Совсем другое {number}");
        day.Lessons.Insert(0, new PositionalLesson("rus"));
        var result = await day.ShowAsync(world, World.At(19, 0));

        Assert.IsTrue(result.Held >= 10, "All topics are others.");
        var hold = (await world.HoldsAsync()).Single();
        await world.InLeaseAsync(lease => world.Decisions.ApproveAsync(lease, hold.Id, hold.Digest, "Завуч", "так и есть", CancellationToken.None));
        await world.SyncAtAsync(World.At(20, 0));
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
        Assert.IsFalse((await world.RowsAsync(RecordKind.Lesson)).Exists(row => row.Value is not null && row.SeenAfter > World.At(17, 0).ToUnixTimeMilliseconds()), "What had to be asked about proves nothing against anybody.");
    }

    private static void Refuse(World world, RecordKind kind, bool sent)
    {
        world.Source.Broken.Add(kind);
        if (!sent)
        {
            world.Source.Rewrite = item => item is Records records ? new Records([.. records.Items.Where(record => record.Kind != kind)]) : item;
        }
    }

    private static void Answer(World world)
    {
        world.Source.Broken.Clear();
        world.Source.Rewrite = null;
    }

    /// <summary>Four lessons, entered hour by hour and well before the deadline; read for the last time at 18:00.</summary>
    private static async Task<PositionalDay> EnteredAsync(World world)
    {
        var day = new PositionalDay("c7", World.Monday, "alg", "geo", "alg", "geo");
        await day.ShowAsync(world, World.At(8, 0));
        for (var number = 1; number <= day.Lessons.Count; number++)
        {
            var lesson = day.Lessons[number - 1];
            var at = World.At(9 + number, 0);
            lesson.Topic = $"Тема {number}";
            lesson.Homework = $"§ {number % 2}";
            lesson.Absent.Add(("s1", AttendanceKind.Ill));
            lesson.Marks.Add(("s2", "5"));
            lesson.SeenBy = at.ToUnixTimeMilliseconds();
            await day.ShowAsync(world, at);
        }

        await world.SyncAtAsync(World.At(18, 0));
        return day;
    }
}
