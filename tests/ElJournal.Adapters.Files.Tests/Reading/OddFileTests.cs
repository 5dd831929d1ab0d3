using System.Text;
using ElJournal.Adapters.Files.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Testing;

namespace ElJournal.Adapters.Files.Tests.Reading;

/// <summary>Files as programs and people really write them.</summary>
[TestClass]
public sealed class OddFileTests
{
    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    [TestMethod]
    public async Task A_byte_order_mark_is_no_part_of_the_first_column()
    {
        using var folder = new SchoolFolder();
        var sound = await folder.ReadAsync();
        foreach (var path in Directory.EnumerateFiles(folder.Path))
        {
            folder.Write(Path.GetFileName(path), [0xEF, 0xBB, 0xBF, .. await File.ReadAllBytesAsync(path)]);
        }

        var read = await folder.ReadAsync();

        CollectionAssert.AreEqual(sound.Records.ToArray(), read.Records.ToArray());
        Assert.IsEmpty(read.Remarks);
    }

    [TestMethod]
    public async Task Windows_1251_is_recognised_read_and_told()
    {
        using var folder = new SchoolFolder();
        folder.Write("teachers.csv", Windows1251.GetBytes("id,familyName,givenName,middleName,email\nt1,Ёлкина,Съезда,Ивановна,\n"));

        var read = await folder.ReadAsync();

        Assert.Contains(new Teacher("t1", "Ёлкина", "Съезда", "Ивановна"), read.Records);
        var remark = read.Remarks.Single();
        Assert.AreEqual((RecordKind.Teacher, "teachers.csv", "the file is not UTF-8; it was read as Windows-1251 and should be saved as UTF-8"), (remark.Kind, remark.Where, remark.Message));
    }

    [TestMethod]
    public async Task Utf_16_is_read_and_told()
    {
        using var folder = new SchoolFolder();
        folder.Write("subjects.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id;name\r\nu1;Алгебра\r\nu2;Математика\r\n")]);

        var read = await folder.ReadAsync();

        CollectionAssert.AreEqual(new[] { "u1", "u2" }, read.Keys(RecordKind.Subject));
        Assert.Contains("UTF-16", read.Remarks.Single().Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_few_bad_bytes_do_not_turn_utf_8_into_windows_1251()
    {
        using var folder = new SchoolFolder();
        folder.Write("teachers.csv", [.. "id,familyName\nt1,Примерова\nt2,Обр"u8, 0xD0, .. ",\n"u8]);

        var read = await folder.ReadAsync();

        CollectionAssert.AreEqual(new[] { "Примерова", "Обр\uFFFD" }, read.Of<Teacher>().Select(teacher => teacher.FamilyName).ToArray());
        Assert.IsTrue(read.Remarks.Any(remark => remark.Line == 3));
    }

    [TestMethod]
    [DataRow(';', "\r\n")]
    [DataRow(';', "\n")]
    [DataRow(',', "\r\n")]
    [DataRow(',', "\r")]
    public async Task Separator_and_line_break_are_found_per_file(char separator, string lineBreak)
    {
        using var folder = new SchoolFolder();
        var sound = await folder.ReadAsync();
        foreach (var path in Directory.EnumerateFiles(folder.Path))
        {
            folder.Write(Path.GetFileName(path), Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(path)).Replace("\"4,67\"", "4.67", StringComparison.Ordinal).Replace(',', separator).Replace("\n", lineBreak, StringComparison.Ordinal)));
        }

        var read = await folder.ReadAsync();

        CollectionAssert.AreEqual(sound.Records.ToArray(), read.Records.ToArray());
    }

    [TestMethod]
    public async Task Unknown_columns_are_told_once_and_ignored()
    {
        using var folder = new SchoolFolder();
        folder.Write("subjects.csv", "id,area,name", "u1,точные,Алгебра", "u2,точные,Математика");

        var read = await folder.ReadAsync();

        Assert.Contains(new Subject("u1", "Алгебра"), read.Records);
        var remark = read.Remarks.Single();
        Assert.AreEqual((RecordKind.Subject, "column 'area' is not known and was ignored", "subjects.csv", 1L), (remark.Kind, remark.Message, remark.Where, remark.Line));
    }

    [TestMethod]
    public async Task Columns_may_stand_in_any_order_and_optional_ones_may_be_absent()
    {
        using var folder = new SchoolFolder();
        folder.Write("marks.csv", "value,studentId,lessonId,id", "5,s1,l1,m1");
        folder.Write("lessons.csv", "classId,id,date", "c7,l1,2026-10-05");

        var read = await folder.ReadAsync();

        Assert.Contains(new Mark("m1", "l1", "s1", "5"), read.Records);
        Assert.Contains(new Lesson("l1", new DateOnly(2026, 10, 5), "c7"), read.Records);
    }

    [TestMethod]
    public async Task Without_a_column_for_topics_no_topic_is_missing()
    {
        using var folder = new SchoolFolder();
        Assert.IsTrue((await folder.ReadAsync()).Traits.ShowsTopics);
        Assert.IsTrue(folder.Source().Traits.ShowsTopics, "before any read, the header is looked at");
        folder.Write("lessons.csv", "id,date,classId", "l1,2026-10-05,c7");

        Assert.IsFalse((await folder.ReadAsync()).Traits.ShowsTopics);
        Assert.IsFalse(folder.Source().Traits.ShowsTopics);
    }

    [TestMethod]
    [DataRow("marks.csv", "id,lessonId,value", RecordKind.Mark, "marks.csv, line 1: required column 'studentId' is missing; the header has 'id', 'lessonId', 'value'")]
    [DataRow("marks.csv", "id,lessonId,studentId,value,value", RecordKind.Mark, "marks.csv, line 1: column 'value' stands in the header twice")]
    [DataRow("subjects.csv", "Это не таблица", RecordKind.Subject, "subjects.csv, line 1: required column 'id', 'name' is missing; the header has 'Это не таблица'")]
    public async Task A_header_that_is_not_understood_leaves_its_kind_unread(string file, string header, RecordKind kind, string message)
    {
        using var folder = new SchoolFolder();
        folder.Write(file, header, "1,2,3");

        var read = await folder.ReadAsync();

        Assert.AreEqual((kind, "header", message), (read.Unread.Single().Scope.Kind, read.Unread.Single().Reason, read.Unread.Single().Message));
        Assert.IsEmpty(read.Keys(kind));
        Assert.AreEqual(10, read.Complete.Count);
    }

    [TestMethod]
    public async Task A_table_of_one_file_instead_of_another_is_not_taken_for_it()
    {
        using var folder = new SchoolFolder();
        File.Copy(folder.FileOf("students.csv"), folder.FileOf("attendance.csv"), overwrite: true);

        var read = await folder.ReadAsync();

        Assert.AreEqual((RecordKind.Attendance, "header"), (read.Unread.Single().Scope.Kind, read.Unread.Single().Reason));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\uFEFF")]
    [DataRow("\r\n\r\n  \r\n")]
    public async Task An_empty_file_is_no_empty_table(string content)
    {
        using var folder = new SchoolFolder();
        folder.Write("marks.csv", Encoding.UTF8.GetBytes(content));

        var read = await folder.ReadAsync();

        Assert.AreEqual((RecordKind.Mark, "file-empty"), (read.Unread.Single().Scope.Kind, read.Unread.Single().Reason));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("lessons.csv", RecordKind.Lesson)]
    [DataRow("marks.csv", RecordKind.Mark)]
    public async Task Nobody_waits_for_the_writer_of_a_pipe_that_bears_a_files_name(string name, RecordKind kind)
    {
        using var folder = new SchoolFolder();
        File.Delete(folder.FileOf(name));
        await NamedPipe.MakeAsync(folder.FileOf(name));

        var read = await folder.ReadAsync();

        Assert.Contains((kind, "file-empty"), read.Unread.Select(unread => (unread.Scope.Kind, unread.Reason)));
    }

    [TestMethod]
    public async Task A_header_alone_is_a_valid_empty_table()
    {
        using var folder = new SchoolFolder();
        folder.Write("marks.csv", "id,lessonId,studentId,value");

        var read = await folder.ReadAsync();

        Assert.IsEmpty(read.Keys(RecordKind.Mark));
        Assert.IsEmpty(read.Unread);
        Assert.Contains(scope => scope.Scope.Kind == RecordKind.Mark, read.Complete);
    }

    [TestMethod]
    public async Task A_school_can_do_without_optional_files_and_the_source_says_that_it_does_not_show_them()
    {
        using var folder = new SchoolFolder();
        File.Delete(folder.FileOf("attendance.csv"));
        File.Delete(folder.FileOf("signIns.csv"));

        var read = await folder.ReadAsync();

        Assert.IsEmpty(read.Unread);
        Assert.DoesNotContain(RecordKind.Attendance, read.Traits.Shown);
        Assert.Contains(RecordKind.Mark, read.Traits.Shown);
        Assert.DoesNotContain(scope => scope.Scope.Kind == RecordKind.Attendance, read.Complete);
    }

    [TestMethod]
    public async Task An_optional_file_that_was_there_before_is_missed()
    {
        using var folder = new SchoolFolder();
        var before = await folder.ReadAsync();
        File.Delete(folder.FileOf("attendance.csv"));

        var read = await folder.ReadAsync(tokens: before.Tokens, kinds: folder.Source().Traits.Shown);

        Assert.AreEqual((RecordKind.Attendance, "file-missing"), (read.Unread.Single().Scope.Kind, read.Unread.Single().Reason));
    }

    [TestMethod]
    public async Task Without_lessons_nothing_that_belongs_to_days_counts_as_read()
    {
        using var folder = new SchoolFolder();
        File.Delete(folder.FileOf("lessons.csv"));

        var read = await folder.ReadAsync();

        CollectionAssert.AreEquivalent(
            new[] { (RecordKind.Lesson, "file-missing"), (RecordKind.Homework, "lessons-unread"), (RecordKind.Mark, "lessons-unread"), (RecordKind.Attendance, "lessons-unread") },
            read.Unread.Select(unread => (unread.Scope.Kind, unread.Reason)).ToArray());
        Assert.AreEqual(7, read.Complete.Count);
    }

    [TestMethod]
    public async Task Lines_of_separators_and_blank_lines_are_no_rows()
    {
        using var folder = new SchoolFolder();
        folder.Append("marks.csv", "", ",,,,,,", "   ", "m9,l1,s1,4,,,");

        var read = await folder.ReadAsync();

        Assert.IsEmpty(read.Skipped);
        CollectionAssert.AreEqual(new[] { "m1", "m2", "m9" }, read.Keys(RecordKind.Mark));
    }

    [TestMethod]
    public async Task Trailing_empty_fields_may_be_left_out()
    {
        using var folder = new SchoolFolder();
        folder.Append("students.csv", "s9,Тестов,Иван");

        var read = await folder.ReadAsync();

        Assert.Contains(new Student("s9", "Тестов", "Иван"), read.Records);
        Assert.IsEmpty(read.Skipped);
    }

    [TestMethod]
    public async Task A_quote_inside_a_plain_field_is_an_ordinary_character()
    {
        using var folder = new SchoolFolder();
        folder.Append("classes.csv", "c8,8 \"Б\",8,class,,");

        var read = await folder.ReadAsync();

        Assert.AreEqual("8 \"Б\"", read.Of<ClassGroup>().Single(group => group.Id == "c8").Name);
    }

    [TestMethod]
    public async Task Names_of_files_and_columns_are_found_whatever_their_case()
    {
        using var folder = new SchoolFolder();
        File.Delete(folder.FileOf("finalMarks.csv"));
        folder.Write("FinalMarks.CSV", "StudentID,SubjectId,TermId,Value", "s1,u1,y,4");

        var read = await folder.ReadAsync();

        Assert.Contains(new FinalMark("s1", "u1", "y", "4"), read.Records);
    }

    [TestMethod]
    public async Task A_missing_folder_says_what_to_do()
    {
        var source = new Files.Reading.CsvFolderSource(Path.Combine(Path.GetTempPath(), "eljournal-no-such-folder"), TimeProvider.System);

        var failure = await FailureOf(source);

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.Contains($"Папка с файлами журнала не найдена: {Path.Combine(Path.GetTempPath(), "eljournal-no-such-folder")}. Проверьте путь", failure.Instruction!, StringComparison.Ordinal);
        Assert.IsFalse((await source.ProbeAsync(CancellationToken.None)).Succeeded);
    }

    [TestMethod]
    public async Task A_folder_without_any_of_the_files_says_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("eljournal-files-");
        var source = new Files.Reading.CsvFolderSource(folder.FullName, TimeProvider.System);

        var failure = await FailureOf(source);
        var probe = await source.ProbeAsync(CancellationToken.None);
        folder.Delete();

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.Contains("нет ни одного файла журнала", failure.Instruction!, StringComparison.Ordinal);
        Assert.AreEqual(failure.Instruction, probe.Message);
    }

    [TestMethod]
    public async Task A_path_to_a_file_is_no_folder()
    {
        using var folder = new SchoolFolder();

        var failure = await FailureOf(new Files.Reading.CsvFolderSource(folder.FileOf("marks.csv"), TimeProvider.System));

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
    }

    [TestMethod]
    public async Task The_probe_names_what_was_found_or_what_is_wrong()
    {
        using var folder = new SchoolFolder();
        var sound = await folder.Source().ProbeAsync(CancellationToken.None);
        folder.Write("subjects.csv", "nonsense");
        var wrongHeader = await folder.Source().ProbeAsync(CancellationToken.None);
        File.Delete(folder.FileOf("students.csv"));
        var incomplete = await folder.Source().ProbeAsync(CancellationToken.None);

        Assert.IsTrue(sound.Succeeded);
        Assert.Contains("lessons.csv", sound.Message, StringComparison.Ordinal);
        Assert.IsFalse(wrongHeader.Succeeded);
        Assert.Contains("subjects.csv", wrongHeader.Message, StringComparison.Ordinal);
        Assert.IsFalse(incomplete.Succeeded);
        Assert.Contains("students.csv", incomplete.Message, StringComparison.Ordinal);
    }

    private static async Task<AdapterException> FailureOf(Files.Reading.CsvFolderSource source) => await Assert.ThrowsExactlyAsync<AdapterException>(async () =>
    {
        await foreach (var item in source.ReadAsync(new(SchoolFolder.October, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
        {
            Assert.Fail($"Something was read: {item}");
        }
    });
}
