using ElJournal.Adapters.Files.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Files.Tests.Reading;

/// <summary>Read times, tokens, windows and files that somebody is writing.</summary>
[TestClass]
public sealed class RepeatedReadTests
{
    private static readonly DayRange Year = new(new DateOnly(2026, 9, 1), new DateOnly(2027, 5, 31));

    [TestMethod]
    public async Task Reading_twice_gives_the_same()
    {
        using var folder = new SchoolFolder();

        var first = await folder.ReadAsync();
        var second = await folder.ReadAsync();

        CollectionAssert.AreEqual(first.Records.ToArray(), second.Records.ToArray());
        CollectionAssert.AreEqual(first.Complete.ToArray(), second.Complete.ToArray());
    }

    [TestMethod]
    public async Task A_window_gives_what_the_full_read_gives_for_these_days()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", "m1,l3,s1,2,,,", "m4,l3,s1,3,,,", "m4,l1,s1,3,,,");

        var window = await folder.ReadAsync();
        var full = await folder.ReadAsync(Year);

        var days = full.Of<Lesson>().ToDictionary(lesson => lesson.Id, lesson => lesson.Day);
        CollectionAssert.AreEqual(full.Of<Mark>().Where(mark => SchoolFolder.October.Contains(days[mark.LessonId])).ToArray(), window.Of<Mark>().ToArray(), "also where an id stands twice");
        CollectionAssert.AreEqual(full.Of<Lesson>().Where(lesson => SchoolFolder.October.Contains(lesson.Day)).ToArray(), window.Of<Lesson>().ToArray());
        CollectionAssert.AreEqual(full.Of<Student>().ToArray(), window.Of<Student>().ToArray());
    }

    [TestMethod]
    public async Task Extra_windows_are_read_too_and_windows_that_touch_are_one()
    {
        using var folder = new SchoolFolder();
        var september = new DayRange(new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 13));

        var read = await folder.ReadAsync(extra: [september, new DayRange(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2))]);

        CollectionAssert.AreEqual(new[] { "m1", "m2", "m3" }, read.Keys(RecordKind.Mark));
        CollectionAssert.AreEqual(
            new DayRange?[] { september, new DayRange(new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 2)) },
            read.Complete.Where(scope => scope.Scope.Kind == RecordKind.Mark).Select(scope => scope.Scope.Days).ToArray());
    }

    [TestMethod]
    public async Task A_week_of_one_class_is_read_with_its_subgroups_and_claimed_for_that_class_only()
    {
        using var folder = TwoClasses();

        var read = await folder.ReadAsync(October2, ofClasses: [OfA]);

        CollectionAssert.AreEqual(new[] { "a1", "a2" }, read.Keys(RecordKind.Lesson));
        CollectionAssert.AreEqual(new[] { "ma1", "ma2" }, read.Keys(RecordKind.Mark));
        CollectionAssert.AreEqual(
            new[] { ("school", October2), ("a", OfA.Days) },
            read.Complete.Where(scope => scope.Scope.Kind == RecordKind.Mark).Select(scope => (scope.Scope.ClassIds?.Single() ?? "school", scope.Scope.Days!.Value)).ToArray());
    }

    [TestMethod]
    public async Task Where_not_all_classes_can_be_read_a_week_of_one_class_is_read_of_all_so_that_nothing_looks_gone()
    {
        using var folder = TwoClasses("a-1,Half of A,subgroup again,,a");

        var read = await folder.ReadAsync(October2, ofClasses: [OfA]);

        CollectionAssert.IsSubsetOf(new[] { "a1", "a2", "b1" }, read.Keys(RecordKind.Lesson));
        Assert.IsTrue(read.Complete.Where(scope => scope.Scope.Kind == RecordKind.Lesson && scope.Scope.Days == OfA.Days).All(scope => scope.Scope.ClassIds is ["a"]));
    }

    [TestMethod]
    public async Task A_token_covers_the_weeks_of_the_classes_that_were_read_and_no_others()
    {
        using var folder = TwoClasses();
        var first = await folder.ReadAsync(October2, ofClasses: [OfA]);

        var same = await folder.ReadAsync(October2, tokens: first.Tokens, ofClasses: [OfA]);
        var other = await folder.ReadAsync(October2, tokens: first.Tokens, ofClasses: [OfA with { ClassId = "b" }]);
        var less = await folder.ReadAsync(October2, tokens: first.Tokens);
        var school = await folder.ReadAsync(October2, extra: [OfA.Days], tokens: first.Tokens);

        Assert.IsEmpty(same.Records);
        CollectionAssert.AreEqual(new[] { "b1" }, other.Keys(RecordKind.Lesson));
        Assert.IsEmpty(less.Records);
        CollectionAssert.AreEqual(new[] { "a1", "a2", "b1" }, school.Keys(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task A_lesson_that_stands_twice_is_named_wherever_its_days_lie()
    {
        using var folder = TwoClasses();
        folder.Append("lessons.csv", "a1,2026-10-02,,,,a,,,,,,", "x,2026-10-02,,,,a,,,,,,", "b1,2026-09-09,,,,b,,,,,,", "x,2026-09-08,,,,a,,,,,,");

        var read = await folder.ReadAsync(October2);

        CollectionAssert.AreEqual(new[] { "x" }, read.Keys(RecordKind.Lesson));
        CollectionAssert.AreEquivalent(new[] { "a1", "b1", "x" }, read.Skipped.Select(skipped => skipped.Key).ToArray());
    }

    private static readonly DayRange October2 = new(new DateOnly(2026, 10, 2), new DateOnly(2026, 10, 2));

    private static readonly ClassWindow OfA = new("a", new DayRange(new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 13)));

    private static SchoolFolder TwoClasses(params string[] more)
    {
        var folder = new SchoolFolder();
        folder.Write("classes.csv", ["id,name,kind,grade,parentId", "a,5А,class,5,", "a-1,5А (1),subgroup,,a", "b,5Б,class,5,", .. more]);
        folder.Write("students.csv", "id,familyName,classId", "s1,Иванов,a");
        folder.Write("lessons.csv", "id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt", "a1,2026-09-08,,,,a,,,,,,", "a2,2026-09-08,,,,a-1,,,,,,", "b1,2026-09-08,,,,b,,,,,,", "a3,2026-09-15,,,,a,,,,,,");
        folder.Write("homework.csv", "lessonId,text");
        folder.Write("marks.csv", "id,lessonId,studentId,value", "ma1,a1,s1,5", "ma2,a2,s1,4", "mb1,b1,s1,3", "ma3,a3,s1,3");
        folder.Write("attendance.csv", "lessonId,studentId,kind");
        folder.Write("finalMarks.csv", "studentId,subjectId,termId,value");
        return folder;
    }

    [TestMethod]
    public async Task Data_is_true_for_the_moment_the_file_was_written()
    {
        using var folder = new SchoolFolder();

        var read = await folder.ReadAsync();

        Assert.IsTrue(read.Complete.All(scope => scope.AsOf == SchoolFolder.Written && scope.StartedAt == SchoolFolder.Now));
    }

    [TestMethod]
    public async Task A_mark_is_as_old_as_the_older_of_its_file_and_the_lessons()
    {
        using var folder = new SchoolFolder();
        var noon = SchoolFolder.Written.AddHours(-3);
        File.SetLastWriteTimeUtc(folder.FileOf("lessons.csv"), noon.UtcDateTime);

        var read = await folder.ReadAsync();

        Assert.AreEqual(noon, AsOf(read, RecordKind.Mark));
        Assert.AreEqual(noon, AsOf(read, RecordKind.Lesson));
        Assert.AreEqual(SchoolFolder.Written, AsOf(read, RecordKind.Student));
    }

    [TestMethod]
    public async Task A_file_from_the_future_is_as_of_the_read()
    {
        using var folder = new SchoolFolder();
        File.SetLastWriteTimeUtc(folder.FileOf("terms.csv"), SchoolFolder.Now.AddDays(30).UtcDateTime);

        Assert.AreEqual(SchoolFolder.Now, AsOf(await folder.ReadAsync(), RecordKind.Term));
    }

    [TestMethod]
    public async Task What_has_not_changed_is_not_read_again()
    {
        using var folder = new SchoolFolder();
        var first = await folder.ReadAsync(Year);

        var second = await folder.ReadAsync(tokens: first.Tokens);

        Assert.IsEmpty(second.Records);
        Assert.HasCount(11, second.Unchanged);
        Assert.AreEqual(SchoolFolder.October, second.Unchanged.Single(scope => scope.Scope.Kind == RecordKind.Mark).Scope.Days);
        Assert.AreEqual(SchoolFolder.Written, second.Unchanged[0].AsOf);
    }

    [TestMethod]
    public async Task Days_that_the_token_does_not_cover_are_read()
    {
        using var folder = new SchoolFolder();
        var first = await folder.ReadAsync();

        var second = await folder.ReadAsync(Year, tokens: first.Tokens);

        CollectionAssert.AreEqual(new[] { "m1", "m2", "m3" }, second.Keys(RecordKind.Mark));
        CollectionAssert.AreEquivalent(
            new[] { RecordKind.Term, RecordKind.Teacher, RecordKind.Subject, RecordKind.FinalMark, RecordKind.SignIn },
            second.Unchanged.Select(scope => scope.Scope.Kind).ToArray(),
            "pupils and groups are read again because the others refer to them");
    }

    [TestMethod]
    public async Task A_changed_file_is_read_again_and_so_is_what_depends_on_it()
    {
        using var folder = new SchoolFolder();
        var first = await folder.ReadAsync();
        folder.Append("lessons.csv", "l9,2026-10-06,1,08:30,09:15,c7,u1,t1,,held,,");

        var second = await folder.ReadAsync(tokens: first.Tokens);

        foreach (var kind in new[] { RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance })
        {
            Assert.Contains(scope => scope.Scope.Kind == kind, second.Complete);
        }

        Assert.Contains(scope => scope.Scope.Kind == RecordKind.FinalMark, second.Unchanged);
    }

    [TestMethod]
    public async Task A_file_with_defects_is_read_again_so_that_they_go_on_being_named()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", "m9,l99,s1,5,,,");
        var first = await folder.ReadAsync();

        var second = await folder.ReadAsync(tokens: first.Tokens);

        Assert.AreEqual("m9", second.Skipped.Single().Key);
        Assert.Contains(scope => scope.Scope.Kind == RecordKind.Mark, second.Complete);
        Assert.Contains(scope => scope.Scope.Kind == RecordKind.Homework, second.Unchanged);
    }

    [TestMethod]
    public async Task A_file_written_to_while_it_is_read_counts_as_unread()
    {
        using var folder = new SchoolFolder();
        var items = new List<ReadItem>();
        var written = false;
        await foreach (var item in folder.Source().ReadAsync(new(Year, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
        {
            items.Add(item);
            if (!written)
            {
                await File.AppendAllTextAsync(folder.FileOf("marks.csv"), "m9,l1,s1,5,,,\n");
                written = true;
            }
        }

        var unread = items.OfType<ScopeUnread>().Single();
        Assert.AreEqual((RecordKind.Mark, "changed-while-reading"), (unread.Scope.Kind, unread.Reason));
        Assert.AreEqual(10, items.OfType<ScopeRead>().Count());
    }

    [TestMethod]
    public async Task A_file_replaced_while_it_is_read_counts_as_unread()
    {
        using var folder = new SchoolFolder();
        var items = new List<ReadItem>();
        await foreach (var item in folder.Source().ReadAsync(new(Year, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
        {
            if (items.Count == 0)
            {
                await File.WriteAllTextAsync(folder.FileOf("new"), "id,lessonId,studentId,value\n");
                File.Move(folder.FileOf("new"), folder.FileOf("marks.csv"), overwrite: true);
            }

            items.Add(item);
        }

        Assert.AreEqual((RecordKind.Mark, "changed-while-reading"), (items.OfType<ScopeUnread>().Single().Scope.Kind, items.OfType<ScopeUnread>().Single().Reason));
    }

    [TestMethod]
    public async Task Only_the_kinds_asked_for_are_sent()
    {
        using var folder = new SchoolFolder();

        var read = await folder.ReadAsync(kinds: [RecordKind.Mark]);

        Assert.IsTrue(read.Records.All(record => record.Kind == RecordKind.Mark));
        Assert.AreEqual(RecordKind.Mark, read.Complete.Single().Scope.Kind);
    }

    [TestMethod]
    public async Task Several_works_of_a_lesson_are_one_record()
    {
        using var folder = new SchoolFolder();
        folder.Write("homework.csv", "lessonId,text,dueDate,enteredAt", "l1,§ 5,2026-10-08,2026-10-05T12:00:00+03:00", "l2,Счёт,,", "l1,\"№ 7,\nписьменно\",2026-10-07,2026-10-05T09:20:00+03:00");

        var read = await folder.ReadAsync();

        var entered = new EntryTime(new DateTimeOffset(2026, 10, 5, 9, 20, 0, TimeSpan.FromHours(3)));
        CollectionAssert.AreEqual(new[] { new Homework("l1", "§ 5\n№ 7,\nписьменно", new DateOnly(2026, 10, 7), entered), new Homework("l2", "Счёт") }, read.Of<Homework>().ToArray());
    }

    [TestMethod]
    public async Task The_same_sign_in_twice_is_one_fact()
    {
        using var folder = new SchoolFolder();
        folder.Append("signIns.csv", "t1,teacher,2026-10-05T08:00:00+03:00");

        var read = await folder.ReadAsync();

        Assert.HasCount(1, read.Keys(RecordKind.SignIn));
        Assert.IsEmpty(read.Skipped);
    }

    [TestMethod]
    public async Task A_batch_holds_at_most_five_thousand_records()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", [.. Enumerable.Range(0, 12_000).Select(i => $"x{i},l1,s1,5,,,")]);

        var read = await folder.ReadAsync();

        Assert.HasCount(12_002, read.Keys(RecordKind.Mark));
        Assert.IsLessThanOrEqualTo(5000, read.Items.OfType<Records>().Max(batch => batch.Items.Count));
    }

    [TestMethod]
    public async Task A_cancelled_read_ends_before_the_next_item()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", [.. Enumerable.Range(0, 30_000).Select(i => $"x{i},l1,s1,5,,,")]);
        using var stop = new CancellationTokenSource();
        var sawMarks = 0;

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in folder.Source().ReadAsync(new(Year, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), stop.Token))
            {
                if (item is Records { Items: [Mark, ..] })
                {
                    sawMarks++;
                    await stop.CancelAsync();
                }
            }
        });

        Assert.AreEqual(1, sawMarks);
        File.Delete(folder.FileOf("marks.csv"));
    }

    private static DateTimeOffset AsOf(WholeRead read, RecordKind kind) => read.Complete.Single(scope => scope.Scope.Kind == kind).AsOf;
}
