using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class YearCommandTests
{
    private const string June = "2027-06-21T10:00:00+03:00";

    [TestMethod]
    public async Task A_year_is_closed_when_it_is_over_and_what_is_left_open_is_named()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var early = await school.Run("2026-10-05T21:00:00+03:00", "year close", "--by", "Директор", "--reason", "Рано", "--leave-open");
        SmallSchool.Refused(early, ExitCodes.Failed);

        var check = await school.Run(June, "year check", "--json");
        Assert.AreEqual(ExitCodes.Open, check.ExitCode, check.Error);
        Assert.AreEqual("over done 0, holds done 0, entries open 1, reviews open 1", string.Join(", ", check.Json.GetProperty("checks").EnumerateArray()
            .Where(each => each.GetProperty("check").GetString() is "over" or "holds" or "entries" or "reviews")
            .Select(each => $"{each.GetProperty("check").GetString()} {each.GetProperty("state").GetString()} {each.GetProperty("count").GetInt32()}")));

        SmallSchool.Refused(await school.Run(June, "year close", "--by", "Директор", "--reason", "Конец года"), ExitCodes.Failed);
        Assert.IsEmpty(school.Decisions());
        var closed = await school.Run(June, "year close", "--by", "Директор", "--reason", "Конец года", "--leave-open", "--json");
        Assert.AreEqual(ExitCodes.Done, closed.ExitCode, closed.Error);
        Assert.IsTrue(closed.Json.GetProperty("closed").GetBoolean());
        Assert.AreEqual("2027-09-15", closed.Json.GetProperty("expected").GetProperty("to").GetString());
        CollectionAssert.AreEqual(new[] { "year-close|Директор|Конец года", "mass-change-expect|Директор|Конец года" }, school.Decisions().ToList());
    }

    [TestMethod]
    public async Task A_closed_year_takes_no_days_no_excuses_and_no_reading_until_it_is_reopened()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var text = await school.Run(June, "year close", "--by", "Директор", "--reason", "Конец года", "--leave-open");
        Assert.AreEqual(ExitCodes.Done, text.ExitCode, text.Error);
        StringAssert.Contains(text.Output, "Учебный год 2026/2027 завершён", StringComparison.Ordinal);

        SmallSchool.Refused(await school.Run(June, "day add", "--from", "2026-10-05", "--to", "2026-10-05", "--kind", "closed", "--reason", "R"), ExitCodes.Failed);
        SmallSchool.Refused(await school.Run(June, "excuse add", "--teacher", "t1", "--from", "2026-10-05", "--to", "2026-10-05", "--reason", "R"), ExitCodes.Failed);
        SmallSchool.Refused(await school.Run(June, "sync", "--from", "2026-10-05", "--to", "2026-10-05"), ExitCodes.Failed);
        SmallSchool.Refused(await school.Run(June, "year close", "--reason", "R", "--leave-open"), ExitCodes.Failed);

        school.Lessons(topic: "Вписано летом");
        Assert.AreEqual(0, (await school.Run(June, "sync")).ExitCode);
        CollectionAssert.AreEqual(new[] { "2026|2", "2027|0" }, school.Query("""SELECT "Year" || '|' || (SELECT count(*) FROM records r WHERE r."Book" = b."Id" AND r."Kind" = 6) FROM books b ORDER BY "Year" """).ToList());
        Assert.IsEmpty(school.Query("""SELECT 1 FROM records WHERE "Payload" LIKE '%летом%' """));

        Assert.AreEqual(0, (await school.Run(June, "year reopen", "--year", "2026", "--reason", "Ошибка")).ExitCode);
        Assert.AreEqual(0, (await school.Run(June, "day add", "--from", "2026-10-05", "--to", "2026-10-05", "--kind", "closed", "--reason", "R")).ExitCode);
        SmallSchool.Refused(await school.Run(June, "year reopen", "--year", "2026", "--reason", "Ещё раз"), ExitCodes.Failed);
    }
}
