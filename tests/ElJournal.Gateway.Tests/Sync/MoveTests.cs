using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>Evidence follows content: what people see as the same record stays the same record, whatever its ids are.</summary>
[TestClass]
public sealed class MoveTests
{
    [TestMethod]
    public async Task A_renumbered_lesson_with_all_that_was_entered_for_it_moves()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson("7А-3", number: 3));
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Lesson("7А-3", number: 3, topic: "Дроби"));
        world.Journal.Add(Some.Mark("7А-3-1", "7А-3"));
        world.Journal.Add(new Homework("7А-3", "§ 5"));
        world.Journal.Add(new Attendance("7А-3", "s2", AttendanceKind.Ill));
        await world.SyncAtAsync(World.At(10, 0));
        var before = await EvidenceAsync(world);
        world.Journal.RemoveAll(record => record.Kind.IsDated());
        world.Journal.Add(Some.Lesson("7А-4", number: 4, topic: "Дроби"));
        world.Journal.Add(Some.Mark("7А-4-1", "7А-4"));
        world.Journal.Add(new Homework("7А-4", "§ 5"));
        world.Journal.Add(new Attendance("7А-4", "s2", AttendanceKind.Ill));

        var result = await world.SyncAtAsync(World.At(20, 0));

        AssertMoved(result, 4);
        CollectionAssert.AreEqual(before, await EvidenceAsync(world));
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
    }

    [TestMethod]
    public async Task Lessons_that_change_places_under_positional_keys_keep_their_evidence()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson("p3", number: 3, subject: "alg"));
        world.Journal.Add(Some.Lesson("p4", number: 4, subject: "geo"));
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Lesson("p3", number: 3, subject: "alg", topic: "Дроби"));
        world.Journal.Add(new Homework("p3", "§ 5"));
        await world.SyncAtAsync(World.At(10, 0));
        world.Journal.Replace(Some.Lesson("p4", number: 4, subject: "geo", topic: "Реки"));
        world.Journal.Add(new Homework("p4", "карта"));
        await world.SyncAtAsync(World.At(11, 0));
        var before = await EvidenceAsync(world);
        world.Journal.Replace(Some.Lesson("p3", number: 3, subject: "geo", topic: "Реки"));
        world.Journal.Replace(Some.Lesson("p4", number: 4, subject: "alg", topic: "Дроби"));
        world.Journal.Replace(new Homework("p3", "карта"));
        world.Journal.Replace(new Homework("p4", "§ 5"));

        var result = await world.SyncAtAsync(World.At(20, 0));

        AssertMoved(result, 4);
        CollectionAssert.AreEqual(before, await EvidenceAsync(world));
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
    }

    [TestMethod]
    public async Task Positional_mark_keys_that_shift_lose_only_the_mark_that_was_removed()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Add(Some.Mark("k1", value: "2"));
        await world.SyncAtAsync(World.At(10, 0));
        world.Journal.Add(Some.Mark("k2", value: "4"));
        await world.SyncAtAsync(World.At(11, 0));
        world.Journal.Add(Some.Mark("k3", value: "5"));
        await world.SyncAtAsync(World.At(12, 0));
        var before = await EvidenceAsync(world);
        world.Journal.Remove(RecordKind.Mark, "k1", "k2", "k3");
        world.Journal.Add(Some.Mark("k1", value: "4"));
        world.Journal.Add(Some.Mark("k2", value: "5"));

        var result = await world.SyncAtAsync(World.At(20, 0));

        Assert.AreEqual((0L, 0L, 1L, 2L), (result.Added, result.Changed, result.Deleted, result.Moved));
        CollectionAssert.IsSubsetOf(await EvidenceAsync(world), before);
        Assert.AreEqual("k2", (await world.RowAsync(RecordKind.Mark, "k1")).Origin);
        Assert.AreEqual("k3", (await world.RowAsync(RecordKind.Mark, "k2")).Origin);
        Assert.AreEqual("k1", (await world.RowAsync(RecordKind.Mark, "k3")).Origin);
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
    }

    [TestMethod]
    public async Task All_ids_regenerated_with_the_roster_move_everything_and_hold_nothing()
    {
        await using var world = await World.CreateAsync();
        Fill(world);
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Lesson("l3", topic: "Дроби", number: 3));
        world.Journal.Add(Some.Mark("late", "l3", "s5", "3", "Тест"));
        await world.SyncAtAsync(World.At(10, 0));
        var before = await EvidenceAsync(world);
        var dated = world.Journal.Count;
        var renamed = world.Journal.Select(record => Renamed(record)).ToList();
        world.Journal.Clear();
        world.Journal.AddRange(renamed);

        var result = await world.SyncAtAsync(World.At(20, 0));

        AssertMoved(result, dated);
        Assert.AreEqual(0, result.Held);
        CollectionAssert.AreEqual(before, await EvidenceAsync(world));
        CollectionAssert.AreEquivalent(world.Journal, await world.LiveAsync());
        Assert.AreEqual("x-c7", (await world.RowAsync(RecordKind.Mark, "x-late")).RootClass);
    }

    [TestMethod]
    public async Task A_lesson_under_a_key_that_was_left_is_another_lesson()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson("p3", number: 3, topic: "Дроби"));
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Lesson("p3", number: 3, subject: "geo", topic: "Реки"));
        world.Journal.Add(Some.Lesson("p4", number: 4, topic: "Дроби"));

        var result = await world.SyncAtAsync(World.At(10, 0));

        Assert.AreEqual((1L, 0L, 0L, 1L), (result.Added, result.Changed, result.Deleted, result.Moved));
        Assert.AreEqual("p3", (await world.RowAsync(RecordKind.Lesson, "p4")).Origin);
        var other = await world.RowAsync(RecordKind.Lesson, "p3");
        Assert.AreNotEqual("p3", other.Origin);
        Assert.AreEqual(World.At(10, 0).ToUnixTimeMilliseconds(), other.SeenBy);
    }

    [TestMethod]
    public async Task Earlier_values_of_a_mark_move_with_it()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        world.Journal.Add(Some.Mark("a", value: "3"));
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Mark("a", value: "4"));
        await world.SyncAtAsync(World.At(10, 0));
        world.Journal.Remove(RecordKind.Mark, "a");
        world.Journal.Add(Some.Mark("b", value: "4"));
        await world.SyncAtAsync(World.At(11, 0));

        var mark = await world.RowAsync(RecordKind.Mark, "b");
        Assert.AreEqual(("a", 1), (mark.Origin, mark.Changes));
        Assert.AreEqual(mark.Id, (await world.AllAsync<MarkChangeRow>()).Single().Record);
    }

    [TestMethod]
    public async Task A_topic_that_changes_is_a_change_and_not_a_move()
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson("l1", number: 1));
        world.Journal.Add(Some.Lesson("l2", number: 2, topic: "Дроби"));
        await world.SyncAtAsync(World.At(9, 0));
        world.Journal.Replace(Some.Lesson("l1", number: 1, topic: "Дроби"));
        world.Journal.Replace(Some.Lesson("l2", number: 2, topic: "Степени"));

        var result = await world.SyncAtAsync(World.At(10, 0));

        Assert.AreEqual((2L, 0L), (result.Changed, result.Moved));
        Assert.AreEqual("l1", (await world.RowAsync(RecordKind.Lesson, "l1")).Origin);
    }

    private static void AssertMoved(SyncResult result, long moved) =>
        Assert.AreEqual((0L, 0L, 0L, moved), (result.Added, result.Changed, result.Deleted, result.Moved));

    /// <summary>What findings rest on: which record it is to people, and when it was entered.</summary>
    private static async Task<List<(RecordKind Kind, string Origin, long? After, long? By, long? Entered)>> EvidenceAsync(World world) =>
        [.. (await world.RowsAsync()).OrderBy(row => row.Kind).ThenBy(row => row.Origin, StringComparer.Ordinal).Select(row => (row.Kind, row.Origin, row.SeenAfter, row.SeenBy, row.EnteredAt))];

    private static void Fill(World world)
    {
        for (var number = 1; number <= 6; number++)
        {
            world.Journal.Add(Some.Lesson($"l{number}", World.Monday.AddDays(number % 3), number % 2 == 0 ? "c7" : "c8", number == 3 ? null : $"Тема {number}", number, number % 2 == 0 ? "alg" : "geo"));
            world.Journal.Add(new Homework($"l{number}", $"Задание {number}"));
            world.Journal.Add(new Attendance($"l{number}", $"s{number}", AttendanceKind.Absent));
            world.Journal.AddRange(Enumerable.Range(1, 10).Select(pupil => Some.Mark($"m{number}-{pupil}", $"l{number}", $"s{pupil}", $"{(pupil % 4) + 2}")));
        }

        world.Journal.Add(new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)));
        world.Journal.Add(new FinalMark("s1", "alg", "q1", "4"));
        world.Journal.Add(new SignIn("t1", PersonRole.Teacher, World.At(7, 0)));
    }

    private static JournalRecord Renamed(JournalRecord record) => record switch
    {
        ClassGroup group => new ClassGroup(X(group.Id), group.Name, group.Grade, group.ClassKind, group.HomeroomTeacherId is null ? null : X(group.HomeroomTeacherId), group.ParentId is null ? null : X(group.ParentId)),
        Teacher teacher => new Teacher(X(teacher.Id), teacher.FamilyName, teacher.GivenName, teacher.MiddleName),
        Student student => new Student(X(student.Id), student.FamilyName, student.GivenName, birthDate: student.BirthDate, classId: X(student.ClassId!)),
        Subject subject => new Subject(X(subject.Id), subject.Name),
        Term term => new Term(X(term.Id), term.Name, term.TermKind, term.Start, term.End),
        Lesson lesson => new Lesson(X(lesson.Id), lesson.Day, X(lesson.ClassId), lesson.Number, subjectId: X(lesson.SubjectId!), teacherId: X(lesson.TeacherId!), topic: lesson.Topic, status: lesson.Status),
        Homework homework => new Homework(X(homework.LessonId), homework.Text),
        Attendance attendance => new Attendance(X(attendance.LessonId), X(attendance.StudentId), attendance.AttendanceKind),
        Mark mark => new Mark(X(mark.Id), X(mark.LessonId), X(mark.StudentId), mark.Value, mark.Work),
        FinalMark final => new FinalMark(X(final.StudentId), X(final.SubjectId), X(final.TermId), final.Value),
        SignIn signIn => new SignIn(X(signIn.PersonId), signIn.Role, signIn.At),
        _ => record,
    };

    private static string X(string id) => $"x-{id}";
}
