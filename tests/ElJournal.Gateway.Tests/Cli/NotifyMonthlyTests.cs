namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class NotifyMonthlyTests
{
    private const string November = "2026-11-02T09:00:00+03:00";

    [TestMethod]
    public async Task The_month_that_ended_is_told_once()
    {
        using var school = new SmallSchool();
        await school.Read(0);

        var first = await school.Run(November, "notify", "--kind", "monthly", "--json");
        var second = await school.Run(November, "notify", "--kind", "monthly");

        Assert.AreEqual(0, first.ExitCode, first.Error);
        var letter = first.Json.GetProperty("letters").EnumerateArray().Single();
        Assert.AreEqual("deputy@school.example", letter.GetProperty("to").GetString());
        Assert.AreEqual("sent", letter.GetProperty("status").GetString());
        StringAssert.Contains(letter.GetProperty("subject").GetString(), "октябрь 2026", StringComparison.OrdinalIgnoreCase);
        Assert.AreEqual(0, second.ExitCode, second.Error);
        Assert.HasCount(1, school.Letters());
    }

    [TestMethod]
    public async Task A_month_without_lessons_brings_no_letter_and_a_school_never_read_is_told_so()
    {
        using var school = new SmallSchool();
        SmallSchool.Refused(await school.Run(November, "notify", "--kind", "monthly"), 1);
        await school.Read(0);

        var run = await school.At(1, "notify", "--kind", "monthly");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        Assert.IsEmpty(school.Letters());
    }
}
