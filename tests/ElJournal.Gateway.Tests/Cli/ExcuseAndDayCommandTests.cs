namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class ExcuseAndDayCommandTests
{
    private static readonly string[] TheDay = ["--from", "2026-10-05", "--to", "2026-10-05"];

    [TestMethod]
    public async Task An_excuse_silences_and_its_removal_brings_back()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        Assert.AreEqual("open", await Status(school, 1));

        var added = (await school.Json(2, "excuse add", ["--teacher", "t1", .. TheDay, "--by", "Завуч", "--reason", "Болезнь"])).GetProperty("excuse");
        var number = added.GetProperty("id").GetInt64();
        Assert.AreEqual("excused", await Status(school, 3));
        Assert.AreEqual("t1", added.GetProperty("teacherId").GetString());
        Assert.AreEqual("2026-10-05", added.GetProperty("from").GetString());
        var listed = (await school.Json(4, "excuse list")).GetProperty("excuses").EnumerateArray().Single();
        Assert.AreEqual("Завуч", listed.GetProperty("by").GetString());
        Assert.AreEqual("Болезнь", listed.GetProperty("reason").GetString());
        StringAssert.Contains((await school.At(4, "excuse list")).Output, "Примерова", StringComparison.Ordinal);

        var removed = await school.Json(5, "excuse remove", $"{number}", "--by", "Завуч", "--reason", "Вышла");

        Assert.AreEqual(number, removed.GetProperty("removed").GetInt64());
        Assert.AreEqual("open", await Status(school, 6));
        Assert.AreEqual(0, (await school.Json(6, "excuse list")).GetProperty("excuses").GetArrayLength());
        CollectionAssert.AreEqual(new[] { "excuse-add|Завуч|Болезнь", "excuse-remove|Завуч|Вышла" }, school.Decisions().ToList());
    }

    [TestMethod]
    public async Task An_excuse_never_lets_a_withheld_mark_out()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var text = await school.At(1, "excuse add", ["--teacher", "t1", .. TheDay, "--reason", "Болезнь"]);

        StringAssert.Contains(text.Output, "Примерова", StringComparison.Ordinal);
        Assert.AreEqual(1, (await school.Json(2, "withheld list")).GetProperty("withheld").GetArrayLength());
        Assert.AreEqual(1, (await school.Json(3, "export")).GetProperty("withheld").GetInt32());
        StringAssert.Contains(school.Decisions().Single(), $"|{Environment.UserName}|", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("7а")]
    [DataRow("7 A")]
    [DataRow(null)]
    public async Task A_closed_day_resolves_and_its_removal_brings_back(string? named)
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var added = await school.Json(1, "day add", [.. named is null ? Array.Empty<string>() : ["--class", named], .. TheDay, "--kind", "closed", "--by", "Директор", "--reason", "Карантин"]);
        var number = added.GetProperty("day").GetProperty("id").GetInt64();

        Assert.AreEqual(named is null ? null : "7А", added.GetProperty("day").GetProperty("class").GetString());
        Assert.IsGreaterThan(0, added.GetProperty("resolved").GetInt32());
        Assert.AreEqual("resolved", await Status(school, 2));
        var listed = (await school.Json(3, "day list")).GetProperty("days").EnumerateArray().Single();
        Assert.AreEqual("closed", listed.GetProperty("kind").GetString());
        Assert.AreEqual("Карантин", listed.GetProperty("reason").GetString());
        StringAssert.Contains((await school.At(3, "day list")).Output, "Карантин", StringComparison.Ordinal);

        Assert.AreEqual(number, (await school.Json(4, "day remove", $"{number}", "--by", "Директор", "--reason", "Ошибка")).GetProperty("removed").GetInt64());
        Assert.AreEqual("open", await Status(school, 5));
        Assert.AreEqual(0, (await school.Json(5, "day list")).GetProperty("days").GetArrayLength());
        CollectionAssert.AreEqual(new[] { "day-add|Директор|Карантин", "day-remove|Директор|Ошибка" }, school.Decisions().ToList());
    }

    [TestMethod]
    public async Task Empty_lists_say_so()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        foreach (var list in new[] { "excuse list", "day list", "hold list" })
        {
            var run = await school.At(1, list);
            Assert.AreEqual(0, run.ExitCode, run.Error);
            Assert.AreNotEqual("", run.Output.Trim(), list);
        }
    }

    /// <summary>What the missing topic of 7А counts as.</summary>
    private static async Task<string> Status(SmallSchool school, int minute)
    {
        foreach (var status in new[] { "open", "excused", "waived", "recorded", "resolved" })
        {
            var findings = (await school.Json(minute, "findings list", "--rule", "entry-deadline", "--status", status)).GetProperty("findings").EnumerateArray();
            if (findings.Any(finding => finding.GetProperty("lessonId").GetString() == "l1" && finding.GetProperty("part").GetString() == "topic"))
            {
                return status;
            }
        }

        return "absent";
    }
}
