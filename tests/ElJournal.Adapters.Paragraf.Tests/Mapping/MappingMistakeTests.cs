using ElJournal.Adapters.Paragraf.Tests.Support;

namespace ElJournal.Adapters.Paragraf.Tests.Mapping;

[TestClass]
public sealed class MappingMistakeTests
{
    [TestMethod]
    public void Every_mistake_is_told_at_once_with_the_file_and_its_place_in_it()
    {
        using var site = new Site("""
            { "format": "paragraf-mapping/2", "site": "s9", "sourse": 1,
              "files": {
                "students": { "file": "sub/spisok.csv", "encoding": "koi-9", "separator": "tab", "skipRows": -1,
                              "columns": { "Код": "id", "Имя": ["givenName", "nick"], "Отч": "id" } },
                "lessons": { "columns": { "Дата": "date", "Класс": "classId" }, "without": ["date", "topic"] },
                "marks": { "file": "m.csv", "skipWhere": { "Код": "(" }, "exportedAt": { "in": "name", "pattern": "x" }, "columns": { "Балл": "value", "Код": "studentId" } },
                "attendance": { "from": "marks" }, "pupils": {} },
              "database": {
                "subjects": { "sql": "DELETE FROM A; SELECT 1", "parameters": ["from"], "columns": { "A": "id", "B": "name" } },
                "lessons": { "sql": "SELECT 1", "parameters": ["fron"], "columns": { "A": "id", "B": "date", "C": "number", "D": "classId", "E": "subjectId", "F": "teacherId", "G": "topic" } },
                "readOnly": {}, "asOf": { "moment": "вчера", "file": "x" }, "dateParameters": "days" },
              "values": { "attendance": { "н": "absence" }, "lessonState": {} },
              "backup": { "databases": { "a/b": "x" } } }
            """);
        site.With("CommandTimeout", "0").With("AsOf", "2026-10-05").With("Directory", null);

        var told = string.Join("\n", site.Check().Select(mistake => $"{mistake.Setting}: {mistake.Message.Replace(site.Path, "…", StringComparison.Ordinal)}"));

        Assert.AreEqual(Golden, told);
    }

    [TestMethod]
    [DataRow("{ \"format\": \"paragraf-mapping/1\",\n \"format\": \"paragraf-mapping/1\" }", "не JSON, строка")]
    [DataRow("{ not json", "не JSON, строка 1")]
    [DataRow("[]", "ожидается объект")]
    [DataRow("{ \"format\": \"paragraf-mapping/1\" }", "читать нечего")]
    [DataRow("{ \"format\": \"paragraf-mapping/1\", \"database\": { \"subjects\": { \"sql\": \"SELECT 1\", \"columns\": { \"A\": \"id\", \"B\": \"name\" } } } }", "для Mode = Files нужна часть files")]
    public void A_file_that_is_no_mapping_for_the_mode_is_refused(string mapping, string expected)
    {
        using var site = new Site(mapping);

        Assert.Contains(expected, site.Check().Single().Message);
        Assert.AreEqual(AdapterFailure.Permanent, Assert.ThrowsExactly<AdapterException>(() => site.Source()).Failure);
    }

    [TestMethod]
    public void A_file_that_is_not_there_is_told()
    {
        using var site = new Site("{}");
        site.With("Mapping", Path.Combine(site.Path, "nowhere.jsonc"));

        Assert.Contains("не найден", site.Check().Single().Message);
    }

    [TestMethod]
    public void Comments_and_trailing_commas_are_allowed()
    {
        using var site = new Site("""
            // Комментарий
            { "format": "paragraf-mapping/1", /* и такой */
              "files": { "subjects": { "file": "p.csv", "columns": { "Предмет": ["id", "name"], }, }, }, }
            """);

        Assert.IsEmpty(site.Check());
    }

    [TestMethod]
    public void The_annotated_example_has_no_mistakes_in_either_mode()
    {
        using var site = new Site(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "paragraf-mapping.example.jsonc")));

        Assert.AreEqual("", string.Join("\n", site.Check().Select(mistake => mistake.Message)));
        Assert.AreEqual("", string.Join("\n", site.With("Mode", "Database").With("Provider", "X").Check().Select(mistake => mistake.Message)));
    }

    private static string Golden => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Mapping", "every-mistake.txt")).ReplaceLineEndings("\n").TrimEnd('\n');
}
