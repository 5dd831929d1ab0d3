namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class NotifyDailyTests
{
    [TestMethod]
    [DataRow("2026-10-06T08:00:00+03:00", "5 октября 2026")]
    [DataRow("2026-10-06T17:05:00+03:00", "6 октября 2026")]
    public async Task A_letter_is_about_the_last_day_whose_check_is_past(string now, string about)
    {
        using var school = new SmallSchool();
        school.Lessons(more: "l3,2026-10-06,1,08:30,09:15,c7,u1,t1,,held,,\n");
        var read = await school.Run("2026-10-06T07:50:00+03:00", "sync");
        Assert.AreEqual(0, read.ExitCode, read.Error);
        await school.Run("2026-10-06T17:01:00+03:00", "sync");

        var run = await school.Run(now, "notify", "--kind", "daily", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        StringAssert.Contains(run.Json.GetProperty("letters").EnumerateArray().Single().GetProperty("subject").GetString()!, about, StringComparison.Ordinal);
    }
}
