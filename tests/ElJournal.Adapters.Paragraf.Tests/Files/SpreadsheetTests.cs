using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Paragraf.Tests.Files;

[TestClass]
public sealed class SpreadsheetTests
{
    private static readonly DateOnly Monday = new(2026, 10, 5);

    [TestMethod]
    public async Task The_same_school_as_spreadsheets_tells_the_same()
    {
        using var csv = InventedSchool.Second();
        using var xlsx = new Site(InventedSchool.SecondMapping.Replace(".csv\"", ".xlsx\", \"sheet\": \"Данные\"", StringComparison.Ordinal));
        foreach (var (name, rows) in InventedSchool.SecondTables())
        {
            xlsx.Write(name + ".xlsx", Sheets.Xlsx("Данные", [.. rows.Select(row => row.Select(Typed).ToArray())]));
        }

        var (one, other) = (await csv.ReadAsync(), await xlsx.ReadAsync());

        Assert.AreEqual("", other.Problems);
        Assert.AreEqual(InventedSchool.Told(one), InventedSchool.Told(other));
    }

    [TestMethod]
    public async Task Titles_merged_cells_repeated_headers_sums_and_a_closing_row_are_no_data()
    {
        using var site = new Site(Lessons("\"skipRows\": 2, \"mergedCells\": true, \"repeatedHeader\": true, \"skipWhere\": { \"№\": \"^Всего\" }, \"footer\": \"^Конец\""));
        site.Write("uroki.xlsx", Sheets.Xlsx(
            "Уроки",
            [
                ["Журнал, вымышленная выгрузка"], ["на 05.10.2026"],
                ["Класс", "Дата", "№", "Предмет", null, "Тема"],
                ["7А", Monday, 1, "Алгебра", null, "Дроби"], [null, null, 2, "Физика", "лишнее", "\u00A0Сила \u00A0"],
                ["Класс", "Дата", "№", "Предмет", null, "Тема"],
                [null, null, null], ["1Б", 46300.0, "1,0", "Чтение", null, null], ["1Б", Monday, "Всего: 1"], ["Конец выгрузки"], ["приписка"],
            ],
            "A4:A5", "B4:B5"));

        var read = await site.ReadAsync(kinds: [RecordKind.Lesson]);

        Assert.AreEqual("", read.Problems);
        Assert.AreEqual(
            "7А 2026-10-05 1 Алгебра «Дроби»|7А 2026-10-05 2 Физика «Сила»|1Б 2026-10-05 1 Чтение «»",
            string.Join('|', read.Of<Lesson>().Select(lesson => $"{lesson.ClassId} {lesson.Day:yyyy-MM-dd} {lesson.Number} {lesson.SubjectId} «{lesson.Topic}»")));
    }

    [TestMethod]
    public async Task Without_its_closing_row_a_file_counts_as_half_written()
    {
        using var site = new Site(Lessons("\"footer\": \"^Конец\""));
        site.Write("uroki.xlsx", Sheets.Xlsx("Уроки", [["Класс", "Дата", "№", "Предмет", "Тема"], ["7А", Monday, 1, "Алгебра", "Дроби"]]));

        var read = await site.ReadAsync(kinds: [RecordKind.Lesson]);

        Assert.AreEqual("cut-off", read.Unread.Single().Reason);
        Assert.HasCount(1, read.Of<Lesson>());
    }

    [TestMethod]
    public async Task A_spreadsheet_that_would_unpack_to_gigabytes_or_names_entities_is_not_read()
    {
        var whole = Sheets.Xlsx("Уроки", [["Класс", "Дата", "№", "Предмет", "Тема"], ["7А", Monday, 1, "Алгебра", "Дроби"]]);
        var bomb = whole.ToArray();

        // The unpacked length of the first part, in the directory at the end.
        var at = bomb.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(0x7FFFFFF0).CopyTo(bomb, at + 24);
        using var entities = new MemoryStream();
        entities.Write(whole);
        using (var archive = new System.IO.Compression.ZipArchive(entities, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            var part = archive.Entries.First(entry => entry.FullName.Contains("sheet", StringComparison.Ordinal));
            var name = part.FullName;
            part.Delete();
            await using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            await writer.WriteAsync("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>");
        }

        foreach (var (content, reason) in new[] { (bomb, "too-large"), (entities.ToArray(), "unreadable") })
        {
            using var site = new Site(Lessons("\"skipRows\": 0"));
            site.Write("uroki.xlsx", content);

            var read = await site.ReadAsync(kinds: [RecordKind.Lesson]);

            Assert.AreEqual(reason, read.Unread.Single().Reason);
            Assert.IsEmpty(read.Complete);
        }
    }

    [TestMethod]
    public async Task A_spreadsheet_that_is_cut_off_or_is_none_is_not_read_and_deletes_nothing()
    {
        var whole = Sheets.Xlsx("Уроки", [["Класс", "Дата", "№", "Предмет", "Тема"], ["7А", Monday, 1, "Алгебра", "Дроби"]]);
        foreach (var content in new[] { whole[..(whole.Length / 2)], "<html>нет</html>"u8.ToArray(), whole[..10] })
        {
            using var site = new Site(Lessons("\"skipRows\": 0"));
            site.Write("uroki.xlsx", content);

            var read = await site.ReadAsync(kinds: [RecordKind.Lesson]);

            Assert.AreEqual("unreadable", read.Unread.Single().Reason);
            Assert.IsEmpty(read.Complete);
        }
    }

    [TestMethod]
    public async Task A_spreadsheet_of_countless_merged_cells_is_not_read()
    {
        var content = Sheets.Xlsx("Уроки", [["Класс", "Дата", "№", "Предмет", "Тема"], ["7А", Monday, 1, "Алгебра", "Дроби"]], [.. Enumerable.Range(3, 100_001).Select(row => $"A{row}:E{row}")]);
        using var site = new Site(Lessons("\"skipRows\": 0, \"mergedCells\": true"));
        site.Write("uroki.xlsx", content);

        Assert.AreEqual("too-large", (await site.ReadAsync(kinds: [RecordKind.Lesson])).Unread.Single().Reason);
    }

    [TestMethod]
    public async Task A_sheet_that_is_not_there_is_named()
    {
        using var site = new Site(Lessons("\"sheet\": \"Урочки\""));
        site.Write("uroki.xlsx", Sheets.Xlsx("Уроки", [["Класс"]]));

        Assert.Contains("'Урочки'", (await site.ReadAsync(kinds: [RecordKind.Lesson])).Unread.Single().Message);
        Assert.IsFalse((await site.ProbeAsync()).Succeeded);
    }

    [TestMethod]
    public async Task An_old_xls_file_in_windows_1251_is_read()
    {
        using var site = new Site("""
            { "format": "paragraf-mapping/1", "files": { "students": { "file": "*.xls", "skipRows": 1, "columns": { "Код": "id", "ФИО": "fullName", "Класс": "classId", "Родился": "birthDate" } } } }
            """);
        site.Write("invented.xls", Sheets.Xls([["Вымышленная выгрузка"], ["Код", "ФИО", "Класс", "Родился"], [101.0, "Образцов Пётр Ильич", "7А", 41276.0]]));

        var read = await site.ReadAsync();

        Assert.AreEqual("", read.Problems);
        Assert.AreEqual(new Student("101", "Образцов", "Пётр", "Ильич", new DateOnly(2013, 1, 2), "7А"), read.Of<Student>().Single());
    }

    private static string Lessons(string rules) => $$"""
        { "format": "paragraf-mapping/1", "files": { "lessons": { "file": "uroki.xlsx", {{(rules.Contains("sheet", StringComparison.Ordinal) ? rules : "\"sheet\": \"Уроки\", " + rules)}},
          "columns": { "Класс": "classId", "Дата": "date", "№": "number", "Предмет": "subjectId", "Тема": "topic" }, "without": ["teacherId"] } } }
        """;

    /// <summary>A number where it looks like one: spreadsheets do not keep texts apart.</summary>
    private static object? Typed(string cell) =>
        double.TryParse(cell, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : DateOnly.TryParseExact(cell, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day
        : cell.Length == 0 ? null : cell;
}
