using ElJournal.Testing.Smtp;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class NotifyDailyTests
{
    [TestMethod]
    public async Task A_lesson_of_a_teacher_who_is_off_and_for_whom_nobody_stood_in_is_a_question_to_the_deputy()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "excuse add", "--teacher", "t1", "--from", "2026-10-05", "--to", "2026-10-06", "--reason", "приказ 5");

        await school.Json(2, "notify", "--kind", "daily");
        await school.Json(3, "notify", "--kind", "daily");

        var letter = MailText.Parse(school.Letters().Single()).Part("text/plain");
        StringAssert.Contains(letter, "Замена не указана", StringComparison.Ordinal);
        StringAssert.Contains(letter, "7А, алгебра, 1-й урок (Примерова О. И. отсутствует)", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_letter_that_was_refused_for_good_told_nobody_anything_and_goes_again_when_asked_for()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "notify", "--kind", "daily");
        Refuse();
        var again = await school.Json(2, "notify", "--kind", "daily");
        Assert.AreEqual("sent", again.GetProperty("letters").EnumerateArray().Single().GetProperty("status").GetString(), again.ToString());

        Refuse();
        school.Lessons(more: "l3,2026-10-06,1,08:30,09:15,c1,u2,t1,Счёт,held,,2026-10-06T09:20:00+03:00\n");
        await school.Run("2026-10-06T17:03:00+03:00", "sync");
        await school.Run("2026-10-06T17:05:00+03:00", "notify", "--kind", "daily");

        var letter = MailText.Parse(school.Letters().Single(text => text.Contains("2026-10-06", StringComparison.Ordinal))).Part("text/plain");
        StringAssert.Contains(letter, "НЕ ЗАПОЛНЕНО ЗА ПРОШЛЫЕ ДНИ", StringComparison.Ordinal);
        Assert.DoesNotContain("ОСТАЛОСЬ", letter, StringComparison.Ordinal);

        void Refuse() => Assert.HasCount(1, school.Query("""UPDATE letters SET "Status" = 3 WHERE "Kind" = 'daily' RETURNING 1"""));
    }

    [TestMethod]
    public async Task A_letter_that_was_refused_for_good_goes_again_with_what_is_true_then()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "notify", "--kind", "daily");
        StringAssert.Contains(MailText.Parse(school.Letters().Single()).Part("text/plain"), "НЕ ЗАПОЛНЕНО", StringComparison.Ordinal);
        school.Query("""UPDATE letters SET "Status" = 3 WHERE "Kind" = 'daily' RETURNING 1""");

        school.Lessons("Дроби");
        await school.Read(2);
        await school.Json(3, "notify", "--kind", "daily");

        var letter = MailText.Parse(school.Letters().Single()).Part("text/plain");
        Assert.DoesNotContain("НЕ ЗАПОЛНЕНО", letter, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_letter_that_waited_for_the_mail_goes_only_while_something_of_it_is_left_to_tell(bool putRight)
    {
        using var school = new SmallSchool();
        school.Lessons("Дроби");
        await school.Read(0);
        Directory.CreateDirectory(school["out"]);
        await File.WriteAllTextAsync(school["out/mail"], "in the way");
        Assert.AreEqual(3, (await school.At(1, "notify", "--kind", "daily")).ExitCode);
        File.Delete(school["out/mail"]);
        school.Lessons("Дроби", "l3,2026-10-06,1,08:30,09:15,c1,u2,t1,Счёт,held,,2026-10-06T09:20:00+03:00\n");
        school.Marks(SmallSchool.Pupils, gradeOne: !putRight);
        await school.Run("2026-10-06T17:03:00+03:00", "sync");
        Assert.AreEqual(0, (await school.Run("2026-10-06T17:05:00+03:00", "notify", "--kind", "daily")).ExitCode);

        Assert.HasCount(putRight ? 0 : 1, Directory.Exists(school["out/mail"]) ? school.Letters() : []);
        Assert.HasCount(putRight ? 1 : 0, school.Query("""SELECT 1 FROM letter_tries WHERE "Detail" = 'nothing is left to tell'"""));
    }

    [TestMethod]
    public async Task The_first_letter_of_a_school_that_was_read_later_counts_what_was_before_and_lists_the_day()
    {
        using var school = new SmallSchool();
        school.Lessons(more: "l3,2026-10-07,1,08:30,09:15,c7,u1,t1,,held,,\n");
        await school.Run("2026-10-07T07:50:00+03:00", "sync");
        school.Lessons(more: "l3,2026-10-07,1,08:30,09:15,c7,u1,t1,,held,,\nl4,2026-10-07,2,09:25,10:10,c1,u2,t1,Сложение,held,,\n");
        foreach (var file in Directory.GetFiles(school["journal"]))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 10, 7, 14, 3, 0, DateTimeKind.Utc));
        }

        await school.Run("2026-10-07T17:04:00+03:00", "sync");

        var run = await school.Run("2026-10-07T17:05:00+03:00", "notify", "--kind", "daily", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Error);
        var letter = MailText.Parse(school.Letters().Single()).Part("text/plain");
        StringAssert.Contains(letter, "(дни до 7 октября), без напоминаний", StringComparison.Ordinal);
        Assert.DoesNotContain("алгебра, 5 октября", letter, StringComparison.Ordinal);
        StringAssert.Contains(letter, "7А, алгебра, 1-й урок: тема", StringComparison.Ordinal);
    }

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
