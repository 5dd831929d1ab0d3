using System.Text;
using ElJournal.Adapters.Tabular.Rows;
using ElJournal.Adapters.Tabular.Text;
using ElJournal.Adapters.Files.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Files.Tests.Reading;

/// <summary>A row that cannot be understood costs itself only: it is named with file, line and reason, the good rows are read, and its key does not count as gone.</summary>
[TestClass]
public sealed class BadRowTests
{
    [TestMethod]
    [DataRow("l9,05.10.2026,1,08:30,09:15,c7,u1,t1,,held,,", "date '05.10.2026' is not a date like 2026-10-05")]
    [DataRow("l9,2026-02-30,1,08:30,09:15,c7,u1,t1,,held,,", "date '2026-02-30' is not a date like 2026-10-05")]
    [DataRow("l9,0202-10-05,1,08:30,09:15,c7,u1,t1,,held,,", "date '0202-10-05' is not a date like 2026-10-05")]
    [DataRow("l9,,1,08:30,09:15,c7,u1,t1,,held,,", "date is empty")]
    [DataRow("l9,2026-10-05,первый,08:30,09:15,c7,u1,t1,,held,,", "number 'первый' is not a whole number")]
    [DataRow("l9,2026-10-05,99,08:30,09:15,c7,u1,t1,,held,,", "number lies outside 0 to 30")]
    [DataRow("l9,2026-10-05,1,25:30,09:15,c7,u1,t1,,held,,", "start '25:30' is not a time like 08:30")]
    [DataRow("l9,2026-10-05,1,09:15,08:30,c7,u1,t1,,held,,", "end is not after start")]
    [DataRow("l9,2026-10-05,1,08:30,09:15,,u1,t1,,held,,", "classId is empty")]
    [DataRow("l9,2026-10-05,1,08:30,09:15,c99,u1,t1,,held,,", "classId 'c99' is not in classes.csv")]
    [DataRow("l9,2026-10-05,1,08:30,09:15,c7,u1,t1,,given,,", "status 'given' is not one of held, planned, cancelled")]
    [DataRow("l9,2026-10-05,1,08:30,09:15,c7,u1,t1,,held,,2026-10-05T10:00:00", "enteredAt '2026-10-05T10:00:00' is not a moment with its offset like 2026-10-05T16:59:00+03:00")]
    [DataRow("l9,2026-10-05,1,08:30,09:15,c7,u1,t1,Дроби, часть 1,held,,2026-10-05T10:00:00+03:00", "the row has more fields than the header; is a text with a separator not in quotes?")]
    [DataRow("l1,2026-10-06,1,08:30,09:15,c7,u1,t1,,held,,", "'l1' stands in line 2 already; the first row counts")]
    public async Task A_lesson_that_cannot_be_understood_is_named_and_the_rest_is_read(string line, string reason)
    {
        using var folder = new SchoolFolder();
        folder.Append("lessons.csv", line, "l10,2026-10-06,1,08:30,09:15,c7,u1,t1,,held,,");

        var read = await folder.ReadAsync();

        var skipped = read.Skipped.Single();
        Assert.AreEqual((RecordKind.Lesson, line[..line.IndexOf(',', StringComparison.Ordinal)], reason, "lessons.csv", 5L), (skipped.Kind, skipped.Key, skipped.Reason, skipped.Where, skipped.Line));
        CollectionAssert.AreEqual(new[] { "l1", "l10", "l2" }, read.Keys(RecordKind.Lesson));
        Assert.IsEmpty(read.Unread);
    }

    [TestMethod]
    [DataRow("marks.csv", "m9,l1,s1,,,,", RecordKind.Mark, "m9", "value is empty")]
    [DataRow("marks.csv", "m9,l1,s1,5,,тяжёлый,", RecordKind.Mark, "m9", "weight 'тяжёлый' is not a number like 1.5")]
    [DataRow("marks.csv", "m9,l1,s1,5,,0,", RecordKind.Mark, "m9", "weight is not above 0")]
    [DataRow("marks.csv", "m9,l99,s1,5,,1,", RecordKind.Mark, "m9", "lesson 'l99' is not in lessons.csv")]
    [DataRow("marks.csv", "m9,,s1,5,,1,", RecordKind.Mark, "m9", "lessonId is empty")]
    [DataRow("marks.csv", "m9,l1,s99,5,,1,", RecordKind.Mark, "m9", "studentId 's99' is not in students.csv")]
    [DataRow("marks.csv", "m1,l2,s2,3,,1,", RecordKind.Mark, "m1", "'m1' stands in line 2 already; the first row counts")]
    [DataRow("attendance.csv", "l2,s2,болен,", RecordKind.Attendance, "l2/s2", "kind 'болен' is not one of absent, ill, excused, late")]
    [DataRow("attendance.csv", "l2,s2,,", RecordKind.Attendance, "l2/s2", "kind is empty")]
    [DataRow("attendance.csv", "l1,s1,absent,", RecordKind.Attendance, "l1/s1", "'l1/s1' stands in line 2 already; the first row counts")]
    [DataRow("attendance.csv", "l99,s1,absent,", RecordKind.Attendance, "l99/s1", "lesson 'l99' is not in lessons.csv")]
    [DataRow("homework.csv", "l2,,,", RecordKind.Homework, "l2", "text is empty")]
    [DataRow("homework.csv", "l2,§ 6,завтра,", RecordKind.Homework, "l2", "dueDate 'завтра' is not a date like 2026-10-05")]
    [DataRow("homework.csv", "l99,§ 6,,", RecordKind.Homework, "l99", "lesson 'l99' is not in lessons.csv")]
    [DataRow("finalMarks.csv", "s99,u1,y,5,", RecordKind.FinalMark, "s99/u1/y", "studentId 's99' is not in students.csv")]
    [DataRow("finalMarks.csv", "s1,u2,y,,", RecordKind.FinalMark, "s1/u2/y", "value is empty")]
    [DataRow("classes.csv", "c9,9А,девять,class,,", RecordKind.Class, "c9", "grade 'девять' is not a whole number")]
    [DataRow("classes.csv", "c9,9А,13,class,,", RecordKind.Class, "c9", "grade lies outside 0 to 12")]
    [DataRow("classes.csv", "c9,9А,9,klass,,", RecordKind.Class, "c9", "kind 'klass' is not one of class, subgroup, elective, extracurricular, extendedDay, additional, homeSchooling")]
    [DataRow("classes.csv", "c9,9А,9,class,,c9", RecordKind.Class, "c9", "the group is its own parent")]
    [DataRow("terms.csv", "q1,1 четверть,quarter,2026-10-25,2026-09-01", RecordKind.Term, "q1", "end lies before start")]
    [DataRow("students.csv", "s9,Тестов,,,32.13.2013,c7,,,,", RecordKind.Student, "s9", "birthDate is not a date like 2026-10-05")]
    [DataRow("students.csv", "s9,,,,,c7,,,,", RecordKind.Student, "s9", "familyName is empty")]
    [DataRow("teachers.csv", "t9,,,,", RecordKind.Teacher, "t9", "familyName is empty")]
    public async Task A_row_that_cannot_be_understood_is_named_by_file_line_and_reason(string file, string line, RecordKind kind, string key, string reason)
    {
        using var folder = new SchoolFolder();
        var sound = await folder.ReadAsync();
        folder.Append(file, line);
        var lineNumber = (await File.ReadAllLinesAsync(folder.FileOf(file))).Length;

        var read = await folder.ReadAsync();

        var skipped = read.Skipped.Single();
        Assert.AreEqual((kind, key, reason, file, (long)lineNumber), (skipped.Kind, skipped.Key, skipped.Reason, skipped.Where, skipped.Line));
        CollectionAssert.AreEqual(sound.Records.ToArray(), read.Records.ToArray(), "the good rows are read as before");
        Assert.IsEmpty(read.Unread);
        Assert.AreEqual(11, read.Complete.Count);
    }

    [TestMethod]
    public async Task Records_of_a_lesson_whose_row_is_bad_are_named_and_so_stay()
    {
        using var folder = new SchoolFolder();
        folder.Write(
            "lessons.csv",
            "id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt",
            "l1,вчера,1,08:30,09:15,c7,u1,t1,,held,,",
            "l2,2026-10-05,2,09:25,10:10,c1,u2,t1,Счёт,held,,2026-10-05T10:15:00+03:00",
            "l3,2026-09-07,1,08:30,09:15,c7,u1,t1,Дроби,held,,2026-09-07T10:15:00+03:00");

        var read = await folder.ReadAsync();

        CollectionAssert.AreEquivalent(
            new[] { (RecordKind.Lesson, "l1"), (RecordKind.Homework, "l1"), (RecordKind.Mark, "m1"), (RecordKind.Attendance, "l1/s1") },
            read.Skipped.Select(skipped => (skipped.Kind, skipped.Key!)).ToArray());
        Assert.AreEqual("the row of lesson 'l1' (lessons.csv, line 2) was skipped", read.Skipped.Single(skipped => skipped.Kind == RecordKind.Mark).Reason);
        CollectionAssert.AreEqual(new[] { "m2" }, read.Keys(RecordKind.Mark));
        Assert.IsEmpty(read.Unread);
    }

    [TestMethod]
    public async Task A_row_without_a_readable_key_leaves_its_kind_unread_but_the_good_rows_are_sent()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", ",l1,s1,5,,1,");

        var read = await folder.ReadAsync();

        var skipped = read.Skipped.Single();
        Assert.AreEqual((RecordKind.Mark, (string?)null, "the key cannot be read", "marks.csv", 5L), (skipped.Kind, skipped.Key, skipped.Reason, skipped.Where, skipped.Line));
        CollectionAssert.AreEqual(new[] { "m1", "m2" }, read.Keys(RecordKind.Mark));
        var unread = read.Unread.Single();
        Assert.AreEqual((RecordKind.Mark, "key-unreadable"), (unread.Scope.Kind, unread.Reason));
        Assert.DoesNotContain(scope => scope.Scope.Kind == RecordKind.Mark, read.Complete);
    }

    [TestMethod]
    public async Task A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        using var folder = new SchoolFolder();
        folder.Append("homework.csv", "l2,\"§ 6,2026-10-06,", "l3,\"§ 7, № 8\",2026-10-06,");

        var read = await folder.ReadAsync(new DayRange(new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 31)));

        var skipped = read.Skipped.Single();
        Assert.AreEqual(("l2", "homework.csv", 3L), (skipped.Key, skipped.Where, skipped.Line));
        Assert.AreEqual("there is text after a closing quote", skipped.Reason);
        CollectionAssert.AreEqual(new[] { "l1", "l3" }, read.Keys(RecordKind.Homework));
        Assert.AreEqual("§ 7, № 8", read.Of<Homework>().Single(work => work.LessonId == "l3").Text);
        Assert.IsEmpty(read.Unread);
    }

    [TestMethod]
    public async Task A_quote_open_to_the_end_of_the_file_costs_its_own_line_only()
    {
        using var folder = new SchoolFolder();
        folder.Append("homework.csv", "l2,\"§ 6,2026-10-06,", "l3,§ 7,2026-10-06,");

        var read = await folder.ReadAsync(new DayRange(new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 31)));

        var skipped = read.Skipped.Single();
        Assert.AreEqual(("l2", "homework.csv", 3L, "a quote is opened and never closed"), (skipped.Key, skipped.Where, skipped.Line, skipped.Reason));
        CollectionAssert.AreEqual(new[] { "l1", "l3" }, read.Keys(RecordKind.Homework));
    }

    [TestMethod]
    public async Task A_line_of_ten_megabytes_is_named_skipped_and_never_held_in_memory()
    {
        using var folder = new SchoolFolder();
        folder.Append("homework.csv", $"l2,{new string('я', 5_000_000)},,", "l3,§ 7,,");
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        var read = await folder.ReadAsync(new DayRange(new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 31)));

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var skipped = read.Skipped.Single();
        Assert.AreEqual(("l2", "homework.csv", 3L, $"the line is longer than {RowGuard.LongestRow} characters"), (skipped.Key, skipped.Where, skipped.Line, skipped.Reason));
        CollectionAssert.AreEqual(new[] { "l1", "l3" }, read.Keys(RecordKind.Homework));
        Assert.IsLessThan(30_000_000, allocated, "eleven files take two buffers each, and nothing grows with the line");
    }

    [TestMethod]
    public async Task A_quoted_text_of_ten_megabytes_is_named_and_skipped()
    {
        using var folder = new SchoolFolder();
        folder.Append("homework.csv", $"l2,\"{new string('я', 5_000_000)}\",,", "l3,§ 7,,");

        var read = await folder.ReadAsync(new DayRange(new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 31)));

        var skipped = read.Skipped.Single();
        Assert.AreEqual(("l2", "homework.csv", 3L), (skipped.Key, skipped.Where, skipped.Line));
        CollectionAssert.AreEqual(new[] { "l1", "l3" }, read.Keys(RecordKind.Homework));
    }

    [TestMethod]
    public async Task A_file_of_rubbish_is_named_in_bounded_number_and_counts_as_unread()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", [.. Enumerable.Range(0, 5000).Select(i => $"x{i},l1,s1,,,,")]);

        var read = await folder.ReadAsync();

        Assert.HasCount(DefectLog.MostSkipped, read.Skipped);
        CollectionAssert.AreEqual(new[] { "m1", "m2" }, read.Keys(RecordKind.Mark));
        Assert.AreEqual((RecordKind.Mark, "too-many-defects"), (read.Unread.Single().Scope.Kind, read.Unread.Single().Reason));
    }

    [TestMethod]
    public async Task Half_of_a_lessons_homework_is_never_sent_as_if_it_were_all()
    {
        using var folder = new SchoolFolder();
        folder.Append("homework.csv", "l1,№ 7,никогда,");

        var read = await folder.ReadAsync();

        Assert.IsEmpty(read.Keys(RecordKind.Homework));
        Assert.AreEqual(("l1", 3L), (read.Skipped.Single().Key, read.Skipped.Single().Line));
    }

    [TestMethod]
    public async Task A_reference_that_only_adds_to_a_row_is_told_once_and_the_row_is_read()
    {
        using var folder = new SchoolFolder();
        folder.Append("lessons.csv", "l8,2026-10-06,1,08:30,09:15,c7,u1,t99,,held,,", "l9,2026-10-06,2,09:25,10:10,c7,u1,t99,,held,,");

        var read = await folder.ReadAsync();

        var remark = read.Remarks.Single();
        Assert.AreEqual((RecordKind.Lesson, "teacherId 't99' is not in teachers.csv", "lessons.csv", 5L), (remark.Kind, remark.Message, remark.Where, remark.Line));
        Assert.HasCount(4, read.Keys(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task Damaged_characters_are_replaced_and_told_by_line()
    {
        using var folder = new SchoolFolder();
        byte[] loneSurrogate = [0xED, 0xA0, 0x80];
        folder.Write("homework.csv", [.. "lessonId,text,dueDate,enteredAt\nl1,§\0 5,,\nl2,§ "u8, .. loneSurrogate, .. " Упражнение 7,,\n"u8]);

        var read = await folder.ReadAsync();

        CollectionAssert.AreEquivalent(new[] { "§\uFFFD 5", "§ \uFFFD\uFFFD\uFFFD Упражнение 7" }, read.Of<Homework>().Select(work => work.Text).ToArray());
        CollectionAssert.IsSubsetOf(new long?[] { 2, 3 }, read.Remarks.Where(remark => remark.Where == "homework.csv").Select(remark => remark.Line).ToArray());
        Assert.IsTrue(read.Remarks.All(remark => remark.Kind == RecordKind.Homework));
    }

    [TestMethod]
    public async Task A_key_with_a_damaged_character_is_no_key()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", "m\09,l1,s1,5,,1,");

        var read = await folder.ReadAsync();

        Assert.IsNull(read.Skipped.Single().Key);
        Assert.AreEqual("key-unreadable", read.Unread.Single().Reason);
    }

    [TestMethod]
    public async Task A_file_that_ends_inside_a_row_is_not_taken_for_whole()
    {
        using var folder = new SchoolFolder();
        var whole = await File.ReadAllBytesAsync(folder.FileOf("marks.csv"));
        folder.Write("marks.csv", whole[..(whole.AsSpan().LastIndexOf("m3"u8) + 5)]);

        var read = await folder.ReadAsync();

        Assert.AreEqual((RecordKind.Mark, "cut-off", "marks.csv, line 4: the file ends inside a row"), (read.Unread.Single().Scope.Kind, read.Unread.Single().Reason, read.Unread.Single().Message));
        CollectionAssert.AreEqual(new[] { "m1", "m2" }, read.Keys(RecordKind.Mark));
    }

    [TestMethod]
    public async Task No_report_shows_personal_data()
    {
        using var folder = new SchoolFolder();
        folder.Append("students.csv", "s8,Секретова,Анна,,31.12.2013,c7,,,,", "s9,Секретов,Иван,,2013-01-01,c7,когда-то,,,+7 900 000-00-00,лишнее");

        var read = await folder.ReadAsync();

        var text = new StringBuilder().AppendJoin('\n', read.Skipped).ToString();
        Assert.HasCount(2, read.Skipped);
        Assert.DoesNotContain("Секретов", text, StringComparison.Ordinal);
        Assert.DoesNotContain("31.12.2013", text, StringComparison.Ordinal);
        Assert.DoesNotContain("когда-то", text, StringComparison.Ordinal);
    }
}
