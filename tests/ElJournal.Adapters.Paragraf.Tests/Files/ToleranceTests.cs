using System.Text;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Paragraf.Tests.Files;

/// <summary>What exports are like: each line of the contract's list has a test.</summary>
[TestClass]
public sealed class ToleranceTests
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    [TestMethod]
    [DataRow("windows-1251", ";", false)]
    [DataRow("windows-1251", ",", false)]
    [DataRow("utf-8", ";", true)]
    [DataRow("utf-8", ",", false)]
    public async Task Encoding_and_separator_are_found_out_and_quotes_hold_separators_quotes_and_line_breaks(string encoding, string separator, bool preamble)
    {
        using var site = new Site(Subjects("{ \"Код\": \"id\", \"Предмет\": \"name\" }"));
        site.Write("p.csv", encoding == "utf-8" ? new UTF8Encoding(preamble) : Site.Cp1251, $"Код{separator}Предмет", $"1{separator}\"Физика{separator} \"\"углублённая\"\"\r\nвторая строка\"");

        var read = await site.ReadAsync();

        Assert.AreEqual("", read.Problems);
        Assert.AreEqual($"Физика{separator} \"углублённая\"\r\nвторая строка", read.Of<Subject>().Single().Name);
    }

    [TestMethod]
    public async Task Columns_in_any_order_extra_ones_blank_headers_and_empty_rows_do_no_harm()
    {
        using var site = new Site(Subjects("{ \"Код\": \"id\", \"#4\": \"name\" }"));
        site.Write("p.csv", Utf8, "Примечание;;  код\u00A0;;;", "x;y;1;Алгебра;;", ";;;;;", "", ";;2;Физика;;", ";;;;;");

        var read = await site.ReadAsync();

        Assert.AreEqual("", read.Problems);
        Assert.AreEqual("1 Алгебра, 2 Физика", string.Join(", ", read.Of<Subject>().Select(subject => $"{subject.Id} {subject.Name}")));
    }

    [TestMethod]
    public async Task Names_keep_their_yo_and_lose_only_the_spaces_around_them()
    {
        using var site = new Site("""{ "format": "paragraf-mapping/1", "files": { "teachers": { "file": "k.csv", "columns": { "Код": "id", "ФИО": "fullName" } } } }""");
        site.Write("k.csv", Utf8, "Код;ФИО", "1;\u00A0Королёва  Алёна\u00A0Семёновна оглы ", "2;Ким");

        var teachers = (await site.ReadAsync()).Of<Teacher>();

        Assert.AreEqual(new Teacher("1", "Королёва", "Алёна", "Семёновна оглы"), teachers[0]);
        Assert.AreEqual(new Teacher("2", "Ким", null, null), teachers[1]);
    }

    [TestMethod]
    [DataRow("05.10.2026")]
    [DataRow("5.10.2026")]
    [DataRow("2026-10-05")]
    [DataRow("05.10.2026 0:00:00")]
    [DataRow("46300")]
    [DataRow(" 46300,0 ")]
    public async Task Days_are_understood_as_programs_write_them(string day)
    {
        using var site = Lessons("7А", day, "\"1,00\"");

        var lesson = (await site.ReadAsync()).Of<Lesson>().Single();

        Assert.AreEqual(new DateOnly(2026, 10, 5), lesson.Day);
        Assert.AreEqual(1, lesson.Number);
    }

    [TestMethod]
    [DataRow("31.02.2026")]
    [DataRow("10/05/2026")]
    [DataRow("завтра")]
    public async Task A_day_that_is_none_skips_its_row_by_file_and_line_and_what_belongs_to_it_stays(string day)
    {
        using var site = Lessons("7А", day, "1");

        var read = await site.ReadAsync();

        var skipped = read.Skipped.Single();
        Assert.AreEqual("uroki.csv", skipped.Where);
        Assert.AreEqual(2L, skipped.Line);
        Assert.IsNotNull(skipped.Key, "The key is known, so the lesson does not count as gone.");
    }

    [TestMethod]
    public async Task Several_marks_in_one_cell_an_absence_beside_a_mark_and_a_decimal_comma_are_told_apart()
    {
        using var site = InventedSchool.First();

        var read = await site.ReadAsync();

        var lesson = read.Of<Lesson>().Single(lesson => lesson.Number == 1).Id;
        CollectionAssert.AreEqual(new[] { "101 5 1.5", "101 4 1.5", "102 3 1" }, read.Of<Mark>().Where(mark => mark.LessonId == lesson).Select(mark => FormattableString.Invariant($"{mark.StudentId} {mark.Value} {mark.Weight}")).ToArray());
        Assert.AreEqual(AttendanceKind.Late, read.Of<Attendance>().Single(attendance => attendance.LessonId == lesson).AttendanceKind, "The one who came late has a mark too.");
        Assert.HasCount(3, read.Of<Mark>().Select(mark => mark.Id).Distinct());
    }

    [TestMethod]
    public async Task A_code_that_is_neither_mark_nor_absence_is_skipped_as_both_and_deletes_neither()
    {
        using var site = InventedSchool.First();
        site.Write("otmetki.csv", Site.Cp1251, "Класс;Дата;№;Предмет;Код ученика;Отметка;Вид работы;Вес", "7А;05.10.2026;1;Алгебра;101;ш;;", "7А;05.10.2026;1;Алгебра;102;5;;");

        var read = await site.ReadAsync();

        CollectionAssert.AreEquivalent(new[] { RecordKind.Mark, RecordKind.Attendance }, read.Skipped.Select(skipped => skipped.Kind).ToArray());
        Assert.IsTrue(read.Skipped.All(skipped => skipped is { Key: not null, Where: "otmetki.csv", Line: 2 }), read.Problems);
        Assert.HasCount(1, read.Of<Mark>());
        Assert.IsTrue(read.Complete.Any(scope => scope.Scope.Kind == RecordKind.Mark), "The rest is read.");
    }

    [TestMethod]
    public async Task An_empty_cell_is_no_entry()
    {
        using var site = InventedSchool.Second();
        site.Write("T8.csv", Utf8, "M_ID,L_ID,S_ID,VAL,WORK_,W", "1,501,101,,,", "2,501,102,5,,");
        site.Write("T7.csv", Utf8, "L_ID,HW", "501,");

        var read = await site.ReadAsync();

        Assert.AreEqual("", read.Problems);
        Assert.AreEqual("2", read.Of<Mark>().Single().Id);
        Assert.IsEmpty(read.Of<Homework>());
    }

    [TestMethod]
    public async Task A_cell_that_means_as_above_is_filled_by_rule()
    {
        using var site = new Site(InventedSchool.FirstMapping.Replace("\"file\": \"otmetki.csv\",", "\"file\": \"otmetki.csv\", \"fillDown\": [\"Класс\", \"Дата\", \"№\", \"Предмет\"],", StringComparison.Ordinal));
        using var plain = InventedSchool.First();
        foreach (var file in Directory.GetFiles(plain.Exports))
        {
            site.Write(Path.GetFileName(file), await File.ReadAllBytesAsync(file));
        }

        site.Write("otmetki.csv", Site.Cp1251, "Класс;Дата;№;Предмет;Код ученика;Отметка;Вид работы;Вес", "7А;05.10.2026;1;Алгебра;101;5/4;Ответ на уроке;1,5", ";;;;102;о 3;Ответ на уроке;1", ";;2;Физика;102;н;;");

        Assert.AreEqual(InventedSchool.Told(await plain.ReadAsync()), InventedSchool.Told(await site.ReadAsync()));
    }

    [TestMethod]
    public async Task A_moment_is_meant_by_the_schools_clock_and_vouched_for_only_where_the_site_proves_it()
    {
        using var site = new Site("""
            { "format": "paragraf-mapping/1", "files": {
              "lessons": { "file": "u.csv", "columns": { "Код": "id", "Дата": "date", "Класс": "classId", "Тема": "topic", "Внесено": "enteredAt" }, "without": ["number", "subjectId", "teacherId"], "enteredAtProved": true },
              "homework": { "file": "d.csv", "columns": { "Урок": "lessonId", "Текст": "text", "Изменено": "enteredAt" } } } }
            """);
        site.Write("u.csv", Utf8, "Код;Дата;Класс;Тема;Внесено", "1;05.10.2026;7А;Дроби;05.10.2026 16:59:30");
        site.Write("d.csv", Utf8, "Урок;Текст;Изменено", "1;§ 5;05.10.2026 18:00");

        var read = await site.ReadAsync();

        Assert.AreEqual(new EntryTime(new(2026, 10, 5, 16, 59, 30, TimeSpan.FromHours(3)), Vouched: true), read.Of<Lesson>().Single().TopicEntered);
        Assert.AreEqual(new EntryTime(new(2026, 10, 5, 18, 0, 0, TimeSpan.FromHours(3)), Vouched: false), read.Of<Homework>().Single().Entered);
        Assert.IsFalse(read.Traits.ShowsHomeworkAtLessonGiven, "Which lesson homework stands at was not said, so it is not checked.");
    }

    [TestMethod]
    public void An_hour_that_comes_twice_is_taken_for_the_first()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.AreEqual(TimeSpan.FromHours(2), Paragraf.Cells.CellReader.InZone(new DateTime(2026, 10, 25, 2, 30, 0), berlin).Offset);
    }

    private static string Subjects(string columns) => $$"""{ "format": "paragraf-mapping/1", "files": { "subjects": { "file": "p.csv", "columns": {{columns}} } } }""";

    private static Site Lessons(string group, string day, string number) => new Site("""
        { "format": "paragraf-mapping/1", "files": { "lessons": { "file": "uroki.csv", "columns": { "Код": "id", "Класс": "classId", "Дата": "date", "№": "number" }, "without": ["subjectId", "teacherId", "topic"] } } }
        """).Write("uroki.csv", Utf8, "Код;Класс;Дата;№", $"1;{group};{day};{number}");
}
