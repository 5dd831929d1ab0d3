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
        school.FirstRead(new DateTimeOffset(2026, 10, 5, 8, 0, 0, TimeSpan.FromHours(3)));

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
    public async Task What_was_due_before_the_journal_was_read_and_a_class_without_any_entry_are_no_teachers_matter()
    {
        using var school = await ReportSchool.ReadAsync();
        await school.Run("notify --kind staff", "--now", Friday);
        Assert.IsFalse(Letters(school).Values.Any(text => text.Contains("С ПРОШЛЫХ ДНЕЙ", StringComparison.Ordinal)), "nothing before installation is caught up");

        using var empty = await ReportSchool.ReadAsync(change: journal => journal.Change("lessons", text => text.Replace("7e.1008.2,2026-10-08,2,09:25,10:10,c7e,eng,t4,Present Simple", "7e.1008.2,2026-10-08,2,09:25,10:10,c7e,eng,t4,", StringComparison.Ordinal)));
        empty.FirstRead(new DateTimeOffset(2026, 10, 5, 8, 0, 0, TimeSpan.FromHours(3)));
        await empty.Run("notify --kind staff", "--now", Friday);
        Assert.IsFalse(Letters(empty).Values.Any(text => text.Contains("С ПРОШЛЫХ ДНЕЙ", StringComparison.Ordinal)), "7А has no entry at all on the eighth: the deputy director is asked first");
        StringAssert.Contains(Letters(empty)["petrov@school.example"].ReplaceLineEndings(" "), "выясняется 2, не проверено 0. Выясняется: нет записей ни по одному уроку дня (8 октября).", StringComparison.Ordinal);
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
    public async Task Of_another_class_a_class_teacher_learns_of_no_pupil()
    {
        using var school = await ReportSchool.ReadAsync();

        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--now", "2026-10-05T20:00:00+03:00")).ExitCode);

        var (ofFirst, ofSeventh) = (Letters(school)["ivanova@school.example"], Letters(school)["petrov@school.example"]);
        StringAssert.Contains(ofFirst, "Первова О.", StringComparison.Ordinal);
        StringAssert.Contains(ofSeventh, "Семёнов И.", StringComparison.Ordinal);
        Assert.DoesNotContain("Семёнов", ofFirst, StringComparison.Ordinal);
        Assert.DoesNotContain("Первова", ofSeventh, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_excused_teacher_is_not_asked_for_the_days_entries()
    {
        using var school = await ReportSchool.ReadAsync();
        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--now", Thursday)).ExitCode);
        StringAssert.Contains(Letters(school)["petrov@school.example"], "7А, алгебра", StringComparison.Ordinal);

        using var excused = await ReportSchool.ReadAsync();
        Assert.AreEqual(0, (await excused.Run("excuse add", "--teacher", "t2", "--from", "2026-10-08", "--to", "2026-10-08", "--reason", "отсутствовал", "--by", "Титов П. О.", "--now", Thursday)).ExitCode);
        Assert.AreEqual(0, (await excused.Run("notify --kind staff", "--now", Thursday)).ExitCode);
        Assert.DoesNotContain("7А, алгебра", Letters(excused).GetValueOrDefault("petrov@school.example", ""), StringComparison.Ordinal);
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
    public async Task Asked_for_on_a_Monday_morning_it_is_the_week_that_has_ended_and_without_lessons_the_reason_is_said()
    {
        using var school = await ReportSchool.ReadAsync();

        var asked = await school.Run("notify --kind weekly", "--json", "--now", "2026-10-12T08:00:00+03:00");

        Assert.AreEqual(0, asked.ExitCode, asked.Error);
        Assert.IsTrue(asked.Json.GetProperty("letters").EnumerateArray().First().GetProperty("subject").GetString()!.Contains("9 октября", StringComparison.Ordinal), asked.Output);
        StringAssert.Contains((await school.Run("notify --kind weekly", "--now", "2026-11-02T08:00:00+03:00")).Output, "нет уроков", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_deputy_who_is_written_to_once_a_week_hears_of_all_of_it_on_its_last_school_day()
    {
        using var school = await ReportSchool.ReadAsync();
        school.Configure(text => text.Replace("\"TimeZone\"", "\"Letters\": { \"Deputy\": \"weekly\" }, \"TimeZone\"", StringComparison.Ordinal));

        var early = await school.Run("notify --kind daily", "--now", "2026-10-08T20:10:00+03:00");
        Assert.IsEmpty(Letters(school, "daily"), early.Output);
        StringAssert.Contains(early.Output, "раз в неделю", StringComparison.Ordinal);

        Assert.AreEqual(0, (await school.Run("notify --kind daily", "--now", "2026-10-09T20:10:00+03:00")).ExitCode);
        Assert.IsTrue(Letters(school, "daily").Values.All(text => text.StartsWith("Тема: Журнал за 5–9 октября 2026:", StringComparison.Ordinal)), string.Concat(Letters(school, "daily").Values));
        Assert.IsNotEmpty(Letters(school, "daily"));
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
    public async Task Papers_that_the_schools_list_does_not_show_are_told_and_hold_the_route_back_by_the_same_list()
    {
        using var school = await ReportSchool.ReadAsync();
        school.Configure(text => text.Replace("\"RolloutForm\"", "\"PapersFile\": \"papers.csv\", \"RolloutForm\"", StringComparison.Ordinal).Replace("\"Portal\": \"files\"", "\"Portal\": \"files\", \"RequiredPapers\": [\"application\"]", StringComparison.Ordinal));
        await File.WriteAllTextAsync(school["papers.csv"], "studentId;application;класс\ns71;01.09.2026;7А\ns72;;7А\ns21;да;2А\n");
        Assert.AreEqual(0, (await school.Run("notify --kind personal-data", "--now", Thursday)).ExitCode);
        var letter = Letters(school, "personal-data")["petrov@school.example"];
        StringAssert.Contains(letter, "НЕТ ЗАЯВЛЕНИЯ ИЛИ СОГЛАСИЯ (по списку школы)\n1. <b>Семёнова</b> Инна: заявление", StringComparison.Ordinal);
        Assert.DoesNotContain("Семёнов Иван: заявление", letter, StringComparison.Ordinal);
        StringAssert.Contains(letter, "Новикова Вера: заявление", StringComparison.Ordinal);
        StringAssert.Contains(letter, "согласие на обработку персональных данных: школа не передала список", StringComparison.Ordinal);

        Assert.IsLessThan(4, (await school.Run("export", "--now", Thursday)).ExitCode);
        var sent = string.Concat(Directory.EnumerateFiles(school["out/portal"], "*.json").Select(File.ReadAllText));
        StringAssert.Contains(sent, "\"s71\"", StringComparison.Ordinal);
        Assert.DoesNotContain("\"s72\"", sent, StringComparison.Ordinal);

        foreach (var (text, said) in new[] { ("studentId;application\n", "нет ни одного ученика"), ("studentId;application\ns71;вчера\n", "строка 2, колонка application: дано «вчера»"), ("studentId;consent\ns71;да\n", "нет колонки application"), ("id\n1\n", "ожидаются колонки studentId") })
        {
            await File.WriteAllTextAsync(school["papers.csv"], text);
            var packages = Directory.GetFiles(school["out/portal"], "*.json").Length;
            var barred = await school.Run("export", "--now", Thursday);
            Assert.AreEqual(1, barred.ExitCode, barred.Output + barred.Error);
            StringAssert.Contains(barred.Output + barred.Error, said, StringComparison.Ordinal);
            Assert.HasCount(packages, Directory.GetFiles(school["out/portal"], "*.json"), "nobody is sent, and nobody is taken away");
            StringAssert.Contains((await CommandLineRun.Of(school.Path, "config", "check")).Output, said, StringComparison.Ordinal);
        }

        Assert.IsLessThan(3, (await school.Run("check", "--now", Thursday)).ExitCode, "what does not go by the list goes on");
        Assert.AreEqual(0, (await school.Run("notify --kind personal-data", "--now", Friday)).ExitCode);
        letter = Letters(school, "personal-data")["petrov@school.example"];
        StringAssert.Contains(letter.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), "заявление, согласие на обработку персональных данных: список школы не прочитан", StringComparison.Ordinal);
        Assert.DoesNotContain("НЕТ ЗАЯВЛЕНИЯ", letter, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task After_days_without_mail_and_without_the_gateway_a_teacher_gets_one_letter_about_all_of_them()
    {
        using var school = await ReportSchool.ReadAsync();
        const string Folder = "\"PickupDirectory\": \"out/mail\"";
        const string Down = "\"Host\": \"127.0.0.1\", \"Port\": 1, \"Tls\": \"None\"";
        school.Configure(text => text.Replace(Folder, Down, StringComparison.Ordinal));
        await school.Run("notify --kind staff", "--now", "2026-10-05T15:30:00+03:00");
        Assert.IsEmpty(Letters(school));

        // On Tuesday the gateway is off.
        school.Configure(text => text.Replace(Down, Folder, StringComparison.Ordinal));
        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--now", "2026-10-07T15:30:00+03:00")).ExitCode);

        Assert.HasCount(1, Directory.GetFiles(school["out/mail"], "staff.*.eml").Where(file => File.ReadAllText(file).Contains("petrov@", StringComparison.Ordinal)));
        Golden.Match("staff-after-days.txt", Letters(school)["petrov@school.example"]);
        Assert.AreEqual(0, (await school.Run("notify --kind staff", "--now", Thursday)).ExitCode);
        Assert.IsFalse(Letters(school).TryGetValue("petrov@school.example", out var next) && next.Contains("6 октября", StringComparison.Ordinal), next);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_letter_that_waited_and_has_nothing_to_tell_any_more_never_goes(bool mended)
    {
        const string Folder = "\"PickupDirectory\": \"out/mail\"";
        const string Down = "\"Host\": \"127.0.0.1\", \"Port\": 1, \"Tls\": \"None\"";
        const string Topic = "c9,rus,t3,Сложное предложение,held,,2026-10-06T12:00:00+03:00";
        const string NoTopic = "c9,rus,t3,,held,,";
        using var school = await ReportSchool.ReadAsync(change: journal => journal.Change("lessons", text => text.Replace(Topic, NoTopic, StringComparison.Ordinal)));
        school.FirstRead(new DateTimeOffset(2026, 10, 5, 8, 0, 0, TimeSpan.FromHours(3)));
        school.Configure(text => text.Replace(Folder, Down, StringComparison.Ordinal));
        await school.Run("notify --kind staff", "--now", "2026-10-06T19:30:00+03:00");

        school.Configure(text => text.Replace(Down, Folder, StringComparison.Ordinal));
        if (mended)
        {
            school.Change("lessons", text => text.Replace(NoTopic, Topic, StringComparison.Ordinal));
            Assert.AreEqual(0, (await school.Run("sync", "--now", "2026-10-09T20:05:00+03:00")).ExitCode);
        }

        await school.Run("notify --kind staff", "--now", "2026-10-07T15:30:00+03:00");

        Assert.AreEqual(!mended, Letters(school).TryGetValue("kuznetsova@school.example", out var letter), letter);
    }

    [TestMethod]
    public async Task Two_places_at_once_are_asked_of_the_administrator_alone()
    {
        using var school = await ReportSchool.ReadAsync();
        school.Configure(text => text.Replace("\"entry-deadline\":", "\"credential-sharing\": {}, \"entry-deadline\":", StringComparison.Ordinal));
        var unseen = await school.Run("check", "--json", "--now", "2026-10-09T20:01:00+03:00");
        Assert.IsTrue(unseen.Json.GetProperty("notChecked").EnumerateArray().Any(scope => scope.GetProperty("reason").GetString() == "places-not-shown"), "Without places it is not checked, and said so.");
        await school.Run("notify --kind daily", "--now", "2026-10-09T20:02:00+03:00");
        Assert.DoesNotContain("откуда входят", string.Concat(Directory.GetFiles(school["out/mail"], "*.eml").Select(file => MailText.Parse(File.ReadAllText(file)).Part("text/plain"))).ReplaceLineEndings(" "), StringComparison.Ordinal);

        school.Change("signIns", _ => "personId,role,at,place\nt2,teacher,2026-10-09T08:00:00+03:00,10.0.0.5\nt2,teacher,2026-10-09T08:04:00+03:00,93.184.216.34\nt1,teacher,2026-10-09T08:00:00+03:00,10.0.0.5\nt1,teacher,2026-10-09T09:00:00+03:00,10.0.0.6\n");
        Assert.AreEqual(0, (await school.Run("sync", "--now", "2026-10-09T20:05:00+03:00")).ExitCode);
        var check = await school.Run("check", "--rule", "credential-sharing", "--json", "--now", "2026-10-09T20:06:00+03:00");
        Assert.AreEqual("t2", check.Json.GetProperty("findings").EnumerateArray().Single().GetProperty("teacherId").GetString());
        foreach (var kind in new[] { "daily", "staff", "weekly" })
        {
            await school.Run($"notify --kind {kind}", "--now", "2026-10-09T20:10:00+03:00");
        }

        var told = Directory.GetFiles(school["out/mail"], "*.eml").Select(file => MailText.Parse(File.ReadAllText(file))).Where(mail => mail.Part("text/plain").Contains("из двух мест", StringComparison.Ordinal)).ToList();
        Assert.AreEqual("admin@school.example", told.Single().Header("To").Split('<', '>')[1]);
        StringAssert.Contains(told[0].Part("text/plain").ReplaceLineEndings(" "), "это вопрос, а не вывод", StringComparison.Ordinal);
        Assert.DoesNotContain("93.184", told[0].Part("text/plain"), StringComparison.Ordinal);

        Assert.AreEqual(0, (await school.Run("notify --kind monthly", "--now", November)).ExitCode);
        Assert.IsFalse(Letters(school, "results").Values.Any(text => text.Contains("Вход в журнал", StringComparison.Ordinal)));
        Assert.DoesNotContain("Вход в журнал", await File.ReadAllTextAsync(Path.Combine(await school.Report("monthly", "--month", "2026-10", "--now", November), "monthly-2026-10.html")), StringComparison.Ordinal);
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
    public async Task On_the_last_day_of_the_trial_no_teacher_gets_a_letter_and_the_reason_is_said()
    {
        using var school = await ReportSchool.ReadAsync();
        school.Configure(text => text.Replace("\"TimeZone\"", "\"ObserveUntil\": \"2026-10-09\", \"TimeZone\"", StringComparison.Ordinal));

        var run = await school.Run("notify --kind staff", "--now", Friday);

        Assert.IsEmpty(Letters(school), run.Output);
        StringAssert.Contains(run.Output, "режим наблюдения", StringComparison.Ordinal);
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
