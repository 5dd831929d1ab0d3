namespace ElJournal.Gateway.Tests.Cli;

/// <summary>By the route's deadline there is a proof of delivery, or a finding and a letter.</summary>
[TestClass]
public sealed class ExportDeliveredTests
{
    private const string Letters = """SELECT "Subject" FROM letters WHERE "Subject" LIKE '%не подтверждена к сроку%' """;

    private const string Silent = """SELECT "Subject" FROM letters WHERE "Subject" LIKE '%нет подтверждений%' """;

    [TestMethod]
    public async Task A_day_without_a_run_by_the_deadline_is_a_finding_and_one_letter_until_an_export_proves_it()
    {
        using var school = WithDeadline("20:00");
        await Check(school, "19:59", 0);
        var found = await Check(school, "20:00", 1);
        StringAssert.Contains(found, "выгрузка не запускалась");
        await Check(school, "20:30", 1);
        Assert.HasCount(1, school.Query(Letters), "One letter a day.");
        Assert.AreEqual(0, (await school.Run("2026-10-05T20:40:00+03:00", "export")).ExitCode);
        await Check(school, "20:41", 0);
    }

    [TestMethod]
    public async Task An_export_in_time_proves_the_day_and_so_does_one_with_nothing_to_send()
    {
        using var school = WithDeadline("20:00");
        await school.Run("2026-10-05T18:30:00+03:00", "export");
        await Check(school, "20:00", 0);
        await school.Run("2026-10-06T18:30:00+03:00", "export");
        Assert.AreEqual(0, Open(await school.Run("2026-10-06T20:00:00+03:00", "check", "--rule", "export-delivered", "--json")));
    }

    [TestMethod]
    public async Task An_export_that_fails_leaves_the_day_unproved()
    {
        using var school = WithDeadline("20:00");
        await school.Run("2026-10-05T17:30:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Directory.CreateDirectory(school["out"]);
        await File.WriteAllTextAsync(school["out/portal"], "no folder");
        Assert.AreEqual(1, (await school.Run("2026-10-05T18:30:00+03:00", "export")).ExitCode);
        StringAssert.Contains(await Check(school, "20:00", 1), "выгрузка не завершена");
    }

    [TestMethod]
    public async Task Days_off_owe_nothing_and_several_missed_days_make_one_letter()
    {
        using var school = WithDeadline("20:00");
        await school.Run("2026-10-08T18:30:00+03:00", "export");
        var check = await school.Run("2026-10-12T21:00:00+03:00", "check", "--rule", "export-delivered", "--json", "--from", "2026-10-01", "--to", "2026-10-12");
        Assert.AreEqual(2, Open(check), "Friday and Monday.");
        Assert.HasCount(1, school.Query(Letters));
    }

    [TestMethod]
    public async Task A_route_without_a_deadline_that_hears_nothing_for_two_school_days_is_told_of_once()
    {
        using var school = new SmallSchool();
        await school.Run("2026-10-05T17:30:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Directory.CreateDirectory(school["out"]);
        await File.WriteAllTextAsync(school["out/portal"], "no folder");
        Assert.AreEqual(1, (await school.Run("2026-10-05T18:30:00+03:00", "export")).ExitCode);
        await school.Run("2026-10-06T18:30:00+03:00", "export");
        Assert.IsEmpty(school.Query(Silent), "Monday is over, Tuesday is not.");
        await school.Run("2026-10-07T18:30:00+03:00", "export");
        await school.Run("2026-10-08T18:30:00+03:00", "export");
        Assert.HasCount(1, school.Query(Silent));
        Assert.AreEqual(1, Open(await school.Run("2026-10-08T18:31:00+03:00", "check", "--rule", "export-delivered", "--json")));
        File.Delete(school["out/portal"]);
        Assert.AreEqual(0, (await school.Run("2026-10-08T18:40:00+03:00", "export")).ExitCode);
        Assert.AreEqual(0, Open(await school.Run("2026-10-08T18:41:00+03:00", "check", "--rule", "export-delivered", "--json")));
    }

    [TestMethod]
    public async Task A_route_that_has_nothing_to_send_may_be_silent_for_ever()
    {
        using var school = new SmallSchool();
        await school.Run("2026-10-05T17:30:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        await school.Run("2026-10-05T17:31:00+03:00", "check");
        Assert.AreEqual(0, (await school.Run("2026-10-05T18:30:00+03:00", "export")).ExitCode);
        await school.Run("2026-10-23T18:30:00+03:00", "export");
        Assert.AreEqual(0, Open(await school.Run("2026-10-30T18:31:00+03:00", "check", "--rule", "export-delivered", "--json")));
        Assert.IsEmpty(school.Query(Silent));
    }

    [TestMethod]
    public async Task It_is_set_like_any_other_rule()
    {
        using var school = WithDeadline("20:00");
        await Check(school, "20:10", 1);
        var file = school["eljournal.json"];
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"Rules\": {", "\"Rules\": { \"export-delivered\": { \"Enabled\": false },", StringComparison.Ordinal));
        await Check(school, "20:20", 0);
        var tried = await WhatIf(school, "2026-10-05T20:30:00+03:00");
        Assert.AreEqual((1, 1, 0), (tried.GetProperty("findings").GetArrayLength(), tried.GetProperty("added").GetArrayLength(), tried.GetProperty("removed").GetArrayLength()), "a rule that is off is tried as if it were on");
    }

    [TestMethod]
    public async Task It_is_tried_on_what_was_written_down_of_each_day()
    {
        using var school = WithDeadline("20:00");
        await school.Run("2026-10-06T18:30:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        foreach (var moment in new[] { "2026-10-06T18:30", "2026-10-07T20:30", "2026-10-09T18:30" })
        {
            Assert.AreEqual(0, (await school.Run($"{moment}:00+03:00", "export")).ExitCode);
        }

        var tried = await WhatIf(school, "2026-10-12T12:00:00+03:00");
        CollectionAssert.AreEqual(new[] { "2026-10-07", "2026-10-08" }, tried.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("date").GetString()).ToArray(), "late on Wednesday, nothing on Thursday; nothing is owed before the first run, on days off and before today's deadline");
        Assert.AreEqual(2, tried.GetProperty("causes").EnumerateArray().Single().GetProperty("examples").GetArrayLength());

        // A second run of the same day writes over the proof of the first: then nobody is accused, and it is said.
        await school.Run("2026-10-09T21:00:00+03:00", "export");
        tried = await WhatIf(school, "2026-10-12T12:00:00+03:00");
        Assert.AreEqual((2, "2026-10-09"), (tried.GetProperty("findings").GetArrayLength(), tried.GetProperty("notChecked").EnumerateArray().Single().GetProperty("date").GetString()));
    }

    [TestMethod]
    public async Task A_silence_is_tried_where_something_was_due_and_not_checked_where_nobody_knows()
    {
        using var school = new SmallSchool();
        await school.Run("2026-10-05T17:30:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Directory.CreateDirectory(school["out"]);
        await File.WriteAllTextAsync(school["out/portal"], "no folder");
        await school.Run("2026-10-05T18:30:00+03:00", "export");
        var tried = await WhatIf(school, "2026-10-09T12:00:00+03:00");
        Assert.AreEqual(("silence", "2026-10-07"), (tried.GetProperty("findings").EnumerateArray().Single().GetProperty("part").GetString(), tried.GetProperty("findings")[0].GetProperty("date").GetString()));
        Assert.AreEqual(0, (await WhatIf(school, "2026-10-09T12:00:00+03:00", "--set", "SilentDays=5")).GetProperty("findings").GetArrayLength());
        File.Delete(school["out/portal"]);
        Assert.AreEqual(0, (await school.Run("2026-10-06T18:30:00+03:00", "export")).ExitCode);
        tried = await WhatIf(school, "2026-10-09T12:00:00+03:00");
        Assert.AreEqual((0, "2026-10-09"), (tried.GetProperty("findings").GetArrayLength(), tried.GetProperty("notChecked").EnumerateArray().Single().GetProperty("date").GetString()));
    }

    [TestMethod]
    public async Task The_months_proof_names_every_day_also_one_with_nothing_to_send_and_why_the_numbers_differ()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        Assert.AreEqual(0, (await school.At(30, "export")).ExitCode);
        await school.Run("2026-10-06T20:30:00+03:00", "export");
        var report = await school.Run("2026-10-08T09:00:00+03:00", "report delivery", "--month", "2026-10", "--out", "report", "--json");
        Assert.AreEqual(0, report.ExitCode, report.Error);
        Assert.AreEqual(2, report.Json.GetProperty("files").GetArrayLength(), "a page and a spreadsheet");
        var page = System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(school["report/delivery.html"]));
        foreach (var said in new[] { "подтверждено в 20:30", "передавать было нечего, подтверждено в 20:30", "выгрузка не запускалась", "не передаётся по правилу", "учебных дней 3, из них подтверждено в тот же день 2, позже 0, не подтверждено 1", "срок ещё не наступил" })
        {
            StringAssert.Contains(page, said);
        }

        Assert.AreEqual("13 12 1", school.Query("""SELECT "Journal" || ' ' || "LastAccepted" || ' ' || "Withheld" FROM route_day_kinds WHERE "Kind" = 8 ORDER BY "Day" DESC LIMIT 1""").Single());
    }

    private static async Task<System.Text.Json.JsonElement> WhatIf(SmallSchool school, string now, params string[] more)
    {
        var run = await school.Run(now, "whatif", ["--rule", "export-delivered", "--from", "2026-10-01", "--to", "2026-10-12", "--json", .. more]);
        Assert.AreEqual(0, run.ExitCode, run.Error);
        return run.Json;
    }

    private static SmallSchool WithDeadline(string deadline)
    {
        var school = new SmallSchool();
        var file = school["eljournal.json"];
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"Portal\": \"files\"", $"\"Portal\": \"files\", \"Deadline\": \"{deadline}\"", StringComparison.Ordinal));
        return school;
    }

    private static async Task<string> Check(SmallSchool school, string time, int open)
    {
        await school.Run("2026-10-05T17:30:00+03:00", "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        var check = await school.Run($"2026-10-05T{time}:00+03:00", "check", "--rule", "export-delivered", "--json");
        Assert.AreEqual(open, Open(check), check.Output + check.Error);
        return check.Output;
    }

    private static int Open(CommandLineRun check) => check.Json.GetProperty("findings").EnumerateArray().Count(finding => finding.GetProperty("status").GetString() == "open");
}
