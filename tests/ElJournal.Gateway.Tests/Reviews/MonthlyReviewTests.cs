using AngleSharp.Html.Parser;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Reports;

namespace ElJournal.Gateway.Tests.Reviews;

/// <summary>The month's review from the first school day to the signature.</summary>
[TestClass]
public sealed class MonthlyReviewTests
{
    private const string November = "2026-11-02T08:00:00+03:00";
    private const string Later = "2026-11-03T08:00:00+03:00";

    [TestMethod]
    public async Task A_review_is_made_once_stays_as_it_was_and_is_signed()
    {
        using var school = await ReportSchool.ReadAsync();

        var empty = await school.Run("review list", "--now", November);
        Assert.AreEqual(0, empty.ExitCode, empty.Error);
        SmallSchool.Refused(await school.Run("review acknowledge", "--month", "2026-10", "--by", "Титов П. О.", "--now", November), 1);

        var notify = await school.Run("notify --kind monthly", "--json", "--now", November);
        Assert.AreEqual(0, notify.ExitCode, notify.Error);
        var subjects = notify.Json.GetProperty("letters").EnumerateArray().Where(letter => letter.GetProperty("subject").GetString()!.Contains("готова к подписи", StringComparison.Ordinal)).Select(letter => letter.GetProperty("to").GetString()).Order(StringComparer.Ordinal);
        CollectionAssert.AreEqual(new[] { "orlova@school.example", "titov@school.example" }, subjects.ToArray());
        var letter = Directory.GetFiles(school["out/mail"], "monthly.*.eml").Select(File.ReadAllText).First();
        foreach (var file in new[] { "monthly-2026-10.html", "monthly-2026-10.xlsx", "monthly-2026-10.docx" })
        {
            StringAssert.Contains(letter, $"filename=\"{file}\"", StringComparison.Ordinal);
        }

        // A decision afterwards changes today's figures and not what was signed.
        Assert.AreEqual(0, (await school.Run("excuse add", "--teacher", "t2", "--from", "2026-10-01", "--to", "2026-10-31", "--reason", "отсутствовал", "--by", "Титов П. О.", "--now", Later)).ExitCode);
        var output = await school.Report("monthly", "--month", "2026-10", "--recalculate", "--now", Later);
        ReportSchool.GoldenPage("monthly.html", await File.ReadAllTextAsync(Path.Combine(output, "monthly-2026-10.html")));
        ReportSchool.GoldenPage("monthly-now.html", await File.ReadAllTextAsync(Path.Combine(output, "monthly-2026-10-now.html")));

        Assert.AreEqual(0, (await school.Run("review acknowledge", "--month", "2026-10", "--by", "Титов П. О.", "--note", "Заполнить темы до 10 ноября.", "--now", Later)).ExitCode);
        var review = (await school.Run("review list", "--json", "--now", Later)).Json.GetProperty("reviews").EnumerateArray().Single();
        Assert.AreEqual("2026-10", review.GetProperty("month").GetString());
        Assert.AreEqual("Титов П. О.", review.GetProperty("acknowledged")[0].GetProperty("by").GetString());
        Assert.AreEqual("Заполнить темы до 10 ноября.", review.GetProperty("acknowledged")[0].GetProperty("note").GetString());

        // Each deputy director signs for the own grades.
        SmallSchool.Refused(await school.Run("review acknowledge", "--month", "2026-10", "--by", "Прохожий", "--now", Later), 1);
        StringAssert.Contains(await Open(), "ещё не подписали: Орлова Н. С.", StringComparison.Ordinal);
        Assert.AreEqual(0, (await school.Run("review acknowledge", "--month", "2026-10", "--by", "orlova@school.example", "--now", Later)).ExitCode);
        Assert.AreEqual("", await Open());

        async Task<string> Open() => string.Concat((await school.Run("check", "--from", "2026-11-01", "--to", "2026-11-03", "--json", "--now", Later)).Json.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("rule").GetString() == "review-done" && finding.GetProperty("status").GetString() == "open").Select(finding => finding.GetProperty("message").GetString()));
    }

    [TestMethod]
    public async Task A_review_that_was_never_made_is_a_finding_when_its_day_is_over()
    {
        using var school = await ReportSchool.ReadAsync();
        Assert.IsEmpty(await Findings("2026-11-02T20:00:00+03:00"), "it may still be made on its day");
        Assert.AreEqual("Справка по итогам проверки журнала за октябрь 2026 года не составлена.", (await Findings("2026-11-03T08:00:00+03:00")).Single(), "no review was ever made, and September is over before the journal was first read");
        Assert.AreEqual(0, (await school.Run("notify --kind monthly", "--now", November)).ExitCode);
        var (before, after) = (await Findings("2026-12-01T20:00:00+03:00"), await Findings("2026-12-02T08:00:00+03:00"));
        Assert.IsFalse(before.Exists(message => message.Contains("ноябрь", StringComparison.Ordinal)));
        Assert.IsTrue(after.Exists(message => message == "Справка по итогам проверки журнала за ноябрь 2026 года не составлена."), string.Join('\n', after));

        async Task<List<string>> Findings(string now) => [.. (await school.Run("check", "--from", "2026-11-01", "--to", "2026-12-02", "--rule", "review-done", "--json", "--now", now)).Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("message").GetString()!)];
    }

    [TestMethod]
    public async Task The_first_September_has_a_review_although_no_August_was_read()
    {
        using var school = await ReportSchool.ReadAsync();
        await school.Report("monthly", "--month", "2026-09", "--now", November);
    }

    [TestMethod]
    public async Task The_paper_that_goes_round_names_no_teacher_but_on_the_sheet_to_sign()
    {
        using var school = await ReportSchool.ReadAsync();
        var output = await school.Report("monthly", "--month", "2026-10", "--now", November);

        using var parsed = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(Path.Combine(output, "monthly-2026-10-now.html")));
        var page = parsed.Body!.TextContent;

        StringAssert.Contains(page, "ещё не составлена", StringComparison.Ordinal);
        var round = page[..page.IndexOf("Лист ознакомления", StringComparison.Ordinal)];
        foreach (var teacher in new[] { "Иванова", "Кузнецова", "Якубов" })
        {
            Assert.DoesNotContain(teacher, round, StringComparison.Ordinal);
        }
    }
}
