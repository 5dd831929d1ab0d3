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
