using System.Text.RegularExpressions;
using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Tests.Cli;

/// <summary>What a school's technician reads after a read that did not go well.</summary>
[TestClass]
public sealed partial class SyncCommandTests
{
    private static readonly string[] Days = ["--from", "2026-10-05", "--to", "2026-10-05"];

    [TestMethod]
    public async Task What_is_wrong_with_the_files_is_said_in_russian_with_file_line_and_reason()
    {
        using var school = new SmallSchool();
        school.Lessons(more: "l9,05.10.2026,1,08:30,09:15,c7,u1,t1,,held,,\nl8,2026-10-05,1,08:30,09:15,c77,u1,t1,,held,,\n");
        await File.WriteAllTextAsync(school["journal/marks.csv"], "");
        await File.WriteAllTextAsync(school["journal/homework.csv"], "lessonId,content\nl1,§ 5\n");

        var sync = await school.At(0, "sync", Days);

        Assert.AreEqual(ExitCodes.Partly, sync.ExitCode, sync.Output + sync.Error);
        var output = Spaces().Replace(sync.Output, " ");
        StringAssert.Contains(output, "lessons.csv:4: в столбце «date» стоит «05.10.2026», а нужно: дата вида 2026-10-05", StringComparison.Ordinal);
        StringAssert.Contains(output, "lessons.csv:5: в столбце «classId» стоит «c77», но в classes.csv такого нет", StringComparison.Ordinal);
        StringAssert.Contains(output, "marks.csv пуст; в таблице без строк должен быть хотя бы заголовок", StringComparison.Ordinal);
        StringAssert.Contains(output, "homework.csv, строка 1: нет обязательного столбца «text»; в заголовке есть «lessonId», «content»", StringComparison.Ordinal);
        Assert.DoesNotMatchRegex(English(), output);
    }

    [TestMethod]
    public async Task Programs_go_on_getting_the_english_reasons()
    {
        using var school = new SmallSchool();
        school.Lessons(more: "l9,05.10.2026,1,08:30,09:15,c7,u1,t1,,held,,\n");
        await File.WriteAllTextAsync(school["journal/marks.csv"], "");

        var sync = (await school.At(0, "sync", [.. Days, "--json"])).Json;

        var skipped = sync.GetProperty("skipped").EnumerateArray().Single();
        Assert.AreEqual("date '05.10.2026' is not a date like 2026-10-05", skipped.GetProperty("reason").GetString());
        CollectionAssert.AreEquivalent(new[] { "kind", "key", "reason", "where", "line" }, skipped.EnumerateObject().Select(property => property.Name).ToList());
        var unread = sync.GetProperty("notRead").EnumerateArray().Single();
        Assert.AreEqual("file-empty", unread.GetProperty("reason").GetString());
        Assert.IsFalse(unread.TryGetProperty("inRussian", out _));
    }

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();

    /// <summary>Two English words in a row.</summary>
    [GeneratedRegex(@"\b[a-z]{2,} [a-z]{2,}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex English();
}
