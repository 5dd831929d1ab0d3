using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Mail.Letters;
using ElJournal.Gateway.Tests.Reports;
using ElJournal.Testing.Smtp;

namespace ElJournal.Gateway.Tests.Mail.Staff;

/// <summary>Letters to teachers, of a school that is read and judged.</summary>
[TestClass]
public sealed class StaffLetterTests
{
    private const string Thursday = "2026-10-08T15:30:00+03:00";
    private const string Friday = "2026-10-09T15:30:00+03:00";
    private const string November = "2026-11-02T15:30:00+03:00";

    [TestMethod]
    public async Task Each_teacher_gets_one_letter_a_day_with_the_own_gaps_and_the_own_class_only()
    {
        using var school = await ReportSchool.ReadAsync();

        var run = await school.Run("notify --kind staff", "--json", "--now", Friday);

        Assert.AreEqual(0, run.ExitCode, run.Error);
        var letters = Letters(school);
        CollectionAssert.AreEquivalent(new[] { "ivanova@school.example", "petrov@school.example", "kuznetsova@school.example" }, letters.Keys.ToArray());
        foreach (var (to, text) in letters)
        {
            Golden.Match($"staff-{to[..to.IndexOf('@', StringComparison.Ordinal)]}.txt", text);
        }

        Assert.DoesNotContain("Кузнецова", letters["petrov@school.example"], StringComparison.Ordinal);
        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--json", "--now", Friday)).Json.GetProperty("sent").GetInt32(), "one letter a day");
    }

    [TestMethod]
    public async Task A_class_teacher_learns_who_was_absent_and_never_why()
    {
        using var school = await ReportSchool.ReadAsync();

        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--now", "2026-10-06T20:00:00+03:00")).ExitCode);

        var letter = Letters(school)["petrov@school.example"];
        StringAssert.Contains(letter, "Семёнов И.", StringComparison.Ordinal);
        Assert.DoesNotContain("боле", letter, StringComparison.OrdinalIgnoreCase);
        Golden.Match("staff-absent.txt", letter);
    }

    [TestMethod]
    public async Task The_week_is_told_on_its_last_school_day_or_when_asked_for()
    {
        using var school = await ReportSchool.ReadAsync();

        await school.Run("notify --kind staff", "--now", Thursday);
        Assert.IsFalse(Letters(school).Values.Any(text => text.Contains("НЕДЕЛЯ КЛАССА", StringComparison.Ordinal)));

        var asked = await school.Run("notify --kind weekly", "--json", "--now", Thursday);
        Assert.AreEqual(0, asked.ExitCode, asked.Error);
        Assert.IsTrue(Letters(school, "weekly").Values.All(text => text.Contains("НЕДЕЛЯ КЛАССА", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Results_reach_each_teacher_once_and_the_sheet_says_when()
    {
        using var school = await ReportSchool.ReadAsync();

        Assert.AreEqual(0, (await school.Run("notify --kind monthly", "--now", November)).ExitCode);
        var again = await school.Run("notify --kind staff", "--json", "--now", November);

        var results = Letters(school, "results");
        Golden.Match("results-petrov.txt", results["petrov@school.example"]);
        Assert.DoesNotContain("Кузнецова", results["petrov@school.example"], StringComparison.Ordinal);
        Assert.IsFalse(Letters(school).Values.Any(text => text.Contains("ИТОГИ ПРОВЕРКИ", StringComparison.Ordinal)), again.Output);
        var page = await File.ReadAllTextAsync(Path.Combine(await school.Report("monthly", "--month", "2026-10", "--now", November), "monthly-2026-10.html"));
        StringAssert.Contains(page[page.IndexOf("Лист ознакомления", StringComparison.Ordinal)..], "2 ноября 2026", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Personal_data_is_compared_with_what_was_acknowledged()
    {
        using var school = await ReportSchool.ReadAsync();

        Assert.AreEqual(0, (await school.Run("notify --kind personal-data", "--now", Thursday)).ExitCode);
        StringAssert.Contains(Letters(school, "personal-data")["petrov@school.example"], "первая сверка", StringComparison.Ordinal);
        Assert.AreEqual(0, (await school.Run("review acknowledge", "--class", "7А", "--by", "Петров С. В.", "--now", Thursday)).ExitCode);
        school.Change("students", text => text.Replace("s71,Семёнов,Иван,,2013-01-01", "s71,Семёнов,Иван,,2013-01-02", StringComparison.Ordinal));
        Assert.AreEqual(0, (await school.Run("sync", "--now", "2026-10-09T20:10:00+03:00")).ExitCode);

        Assert.AreEqual(0, (await school.Run("notify --kind personal-data", "--now", "2026-10-09T20:15:00+03:00")).ExitCode);

        Golden.Match("personal-data-petrov.txt", Letters(school, "personal-data")["petrov@school.example"]);
    }

    [TestMethod]
    public async Task While_the_school_observes_or_the_domain_is_not_allowed_no_teacher_gets_a_letter()
    {
        using var school = await ReportSchool.ReadAsync();
        school.Configure(text => text.Replace("\"PickupDirectory\": \"out/mail\"", "\"PickupDirectory\": \"out/mail\", \"AllowedDomains\": [\"example.org\"]", StringComparison.Ordinal).Replace("@school.example", "@example.org", StringComparison.Ordinal));
        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--now", Friday)).ExitCode);
        school.Configure(text => text.Replace("\"TimeZone\"", "\"ObserveUntil\": \"2026-12-31\", \"TimeZone\"", StringComparison.Ordinal));
        Assert.AreEqual(0, (await school.Run("notify --kind weekly", "--now", Friday)).ExitCode);

        Assert.IsEmpty(Letters(school));
        Assert.IsEmpty(Letters(school, "weekly"));
    }

    [TestMethod]
    public async Task A_teacher_without_an_address_in_the_journal_is_found_in_the_schools_list()
    {
        using var school = await ReportSchool.ReadAsync();
        school.Configure(text => text.Replace("\"Administrator\"", "\"AddressFile\": \"addresses.json\", \"Administrator\"", StringComparison.Ordinal));
        await File.WriteAllTextAsync(school["addresses.json"], "{ \"Якубов  Руслан\": \"yakubov@school.example\" }");
        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--now", Friday)).ExitCode);
        Assert.IsTrue(Letters(school).ContainsKey("yakubov@school.example"));

        await File.WriteAllTextAsync(school["addresses.json"], "{ \"Якубов Руслан\": ");
        SmallSchool.Refused(await school.Run("notify --kind staff", "--now", Friday), 1);
    }

    /// <summary>By address the subject and text of the letters of a kind; of several on other days the last.</summary>
    private static Dictionary<string, string> Letters(ReportSchool school, string kind = "staff") =>
        Directory.Exists(school["out/mail"])
            ? Directory.GetFiles(school["out/mail"], $"{kind}.*.eml").Order(StringComparer.Ordinal).Select(file => MailText.Parse(File.ReadAllText(file))).GroupBy(mail => mail.Header("To").Split('<', '>')[1], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => $"Тема: {group.Last().Subject}\n\n{group.Last().Part("text/plain").ReplaceLineEndings("\n")}", StringComparer.Ordinal)
            : [];
}
