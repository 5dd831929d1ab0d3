namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class SchoolsCommandTests
{
    private const string Second = """
        { // Комментарий остаётся.
          "Id": "s2", "Name": "Вторая школа", "TimeZone": "Asia/Omsk",
          "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "deputy2@school.example" }, "Administrator": { "Name": "Администратор", "Email": "admin@school.example" } },
          "Source": { "Adapter": "files", "Settings": { "Directory": "journal" } } }
        """;

    [TestMethod]
    public async Task A_school_is_added_changed_and_removed_and_the_others_stay_as_they_are()
    {
        using var school = new SmallSchool();
        await File.WriteAllTextAsync(school["new.json"], Second);
        var before = await File.ReadAllTextAsync(school["eljournal.json"]);

        Assert.AreEqual(0, (await Run(school, "schools", "add", "new.json", "--by", "Иванова")).ExitCode);
        Assert.AreEqual("s1 s2", await ListedAsync(school));
        Assert.AreEqual(1, (await Run(school, "schools", "add", "new.json")).ExitCode, "known already");
        await File.WriteAllTextAsync(school["new.json"], Second.Replace("Вторая школа", "Школа № 2", StringComparison.Ordinal));
        Assert.AreEqual(0, (await Run(school, "schools", "add", "new.json", "--replace")).ExitCode);
        var changed = await File.ReadAllTextAsync(school["schools/s2.json"]);
        Assert.Contains("Школа № 2", changed);
        Assert.Contains("Комментарий остаётся", changed);

        Assert.AreEqual(0, (await Run(school, "schools", "remove", "s2", "--reason", "закрыта")).ExitCode);
        Assert.AreEqual("s1", await ListedAsync(school));
        Assert.AreEqual(before, await File.ReadAllTextAsync(school["eljournal.json"]));
        var log = await Run(school, "audit", "list", "--school", "s1", "--json");
        Assert.AreEqual(0, log.ExitCode, log.Error);
    }

    [TestMethod]
    public async Task What_would_be_refused_is_not_added_and_what_the_file_describes_is_left_to_it()
    {
        using var school = new SmallSchool();
        await File.WriteAllTextAsync(school["bad.json"], Second.Replace("Asia/Omsk", "Omsk", StringComparison.Ordinal));
        var bad = await Run(school, "schools", "add", "bad.json");
        Assert.AreEqual(1, bad.ExitCode);
        Assert.Contains("Schools:1:TimeZone", bad.Error);
        Assert.Contains("файл s2.json", bad.Error);
        Assert.IsFalse(File.Exists(school["schools/s2.json"]));

        await File.WriteAllTextAsync(school["torn.json"], "{ \"Id\": ");
        Assert.AreEqual(1, (await Run(school, "schools", "add", "torn.json")).ExitCode);
        Assert.AreEqual(1, (await Run(school, "schools", "add", "nowhere.json")).ExitCode);
        Assert.AreEqual(1, (await Run(school, "schools", "remove", "s1", "--reason", "x")).ExitCode, "it stands in eljournal.json");
        Assert.AreEqual(1, (await Run(school, "schools", "remove", "s9", "--reason", "x")).ExitCode);
        await File.WriteAllTextAsync(school["first.json"], Second.Replace("\"s2\"", "\"s1\"", StringComparison.Ordinal));
        Assert.AreEqual(1, (await Run(school, "schools", "add", "first.json")).ExitCode);
    }

    private static Task<CommandLineRun> Run(SmallSchool school, params string[] arguments) => CommandLineRun.Of(school.Path, arguments);

    private static async Task<string> ListedAsync(SmallSchool school)
    {
        var listed = await Run(school, "schools", "list", "--json");
        Assert.AreEqual(0, listed.ExitCode, listed.Error);
        return string.Join(' ', listed.Json.GetProperty("schools").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
    }
}
