using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing.Smtp;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Tests.People;

[TestClass]
public sealed class PersonEraseTests : IDisposable
{
    private const string Family = "Неповторимов";
    private readonly SmallSchool school = new();

    public PersonEraseTests()
    {
        var students = File.ReadAllText(school["journal/students.csv"]);
        school.Write("students", students.Replace("s7,Образцов,Пётр,,2013-01-01,c7,,,,", $"s7,{Family},Пётр,Иванович,2013-05-06,c7,,,petya@example.org,+79990001122", StringComparison.Ordinal));
    }

    public void Dispose() => school.Dispose();

    [TestMethod]
    public async Task Nothing_of_an_erased_pupil_is_left_in_the_ledgers_files_and_the_portal_is_told_to_delete()
    {
        File.WriteAllText(school["eljournal.json"], File.ReadAllText(school["eljournal.json"]).Replace("\"Kinds\": [", "\"Kinds\": [\"class\", \"student\", ", StringComparison.Ordinal));
        school.Write("attendance", "lessonId,studentId,kind,enteredAt\nl1,s8,ill,2026-10-05T09:20:00+03:00\n");
        await school.Read(0);
        school.Write("marks", File.ReadAllText(school["journal/marks.csv"]).Replace("m7,l1,s7,5", "m7,l1,s7,4", StringComparison.Ordinal));
        await school.Read(2);
        await school.Json(3, "export");
        Put($"Ученик {Family} Пётр без отметки; {Family} П. И.");
        Say($"Ученик {Family} Пётр не найден");
        Assert.IsTrue(school.Holds(Family));

        var erased = await school.Json(5, "person erase", "--student", "s7", "--by", "Орлова", "--reason", $"заявление родителей, {Family} П.", "--yes");
        Assert.AreEqual("student", erased.GetProperty("role").GetString());
        Assert.IsTrue(erased.GetProperty("compacted").GetBoolean());
        Assert.AreEqual(1, erased.GetProperty("erased").GetProperty("earlierValues").GetInt32());
        Assert.IsGreaterThanOrEqualTo(2, erased.GetProperty("portals")[0].GetProperty("deletes").GetInt32());
        foreach (var trace in new[] { Family, "petya@example.org", "79990001122", "2013-05-06" })
        {
            Assert.IsFalse(school.Holds(trace), trace);
        }

        Assert.IsTrue(school.Holds("Образцов"), "others stay");
        Assert.HasCount(1, school.Query("""SELECT 1 FROM route_records WHERE "RejectedReason" = 'Ученик [данные удалены] не найден'"""), "What a portal said of another record.");
        Assert.HasCount(1, school.Query("""SELECT 1 FROM routes WHERE "LastError" = 'Ученик [данные удалены] не найден'"""));
        var said = school.Query("""SELECT "Failure" || "Reasons" FROM route_days""").Single();
        Assert.DoesNotContain(Escaped(Family), said, StringComparison.Ordinal);
        StringAssert.Contains(said, Escaped("данные"), StringComparison.Ordinal);
        StringAssert.Contains(school.Query("""SELECT "Text" FROM letters WHERE "Kind" = 'planted' """).Single(), "[данные удалены] без отметки; [данные удалены]", StringComparison.Ordinal);
        CollectionAssert.Contains(school.Decisions().ToArray(), "person-erase|Орлова|заявление родителей, [данные удалены]");

        await school.Json(6, "export");
        CollectionAssert.Contains(school.Delivered().ToArray(), "delete student s7");
        CollectionAssert.Contains(school.Delivered().ToArray(), "delete mark m7");
        Assert.IsFalse(school.Delivered().Contains("delete mark m8"));
    }

    [TestMethod]
    public async Task An_erased_pupil_does_not_come_back_with_the_next_read_nor_under_a_new_id_and_is_never_new()
    {
        await school.Read(0);
        await school.Json(1, "export");
        await school.Json(2, "person erase", "--student", "s7", "--reason", "заявление", "--yes");
        await school.Json(3, "export");
        var findings = (await school.Json(4, "findings list")).GetProperty("findings").GetArrayLength();

        school.Marks(12, value: "4");
        var sync = await school.Json(5, "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Assert.IsFalse(school.Holds(Family));
        Assert.AreEqual(0, sync.GetProperty("added").GetInt32());
        StringAssert.Contains(sync.GetProperty("remarks").ToString(), "2 records of erased people", StringComparison.Ordinal);

        // The source gives its pupils new ids, and the entries come before the roster.
        school.Write("students", File.ReadAllText(school["journal/students.csv"]).Replace("s7,", "s77,", StringComparison.Ordinal));
        school.Write("marks", File.ReadAllText(school["journal/marks.csv"]).Replace(",s7,", ",s77,", StringComparison.Ordinal).Replace("m7,", "m77,", StringComparison.Ordinal));
        await school.Json(6, "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        await school.At(7, "check", "--from", "2026-10-05", "--to", "2026-10-05");
        Assert.IsFalse(school.Holds(Family));
        Assert.IsEmpty(school.Query("""SELECT "Key" FROM records WHERE "Deleted" = 0 AND ("Student" = 's77' OR "Student" = 's7')"""));
        Assert.AreEqual(findings, (await school.Json(8, "findings list")).GetProperty("findings").GetArrayLength());

        await school.Json(9, "export");
        Assert.IsFalse(school.Delivered().Any(record => record.StartsWith("upsert", StringComparison.Ordinal) && record.EndsWith("m77", StringComparison.Ordinal)));
        SmallSchool.Refused(await school.At(10, "person erase", "--student", "s7", "--reason", "ещё раз", "--yes"), 1);
    }

    [TestMethod]
    public async Task A_package_that_may_have_arrived_does_not_go_out_again_with_the_pupil_in_it()
    {
        await school.Read(0);
        await school.Json(1, "export");
        Change("""UPDATE packages SET "Status" = 2, "ReceiptId" = NULL, "ReceiptAt" = NULL""");
        Change("""UPDATE routes SET "Cursor" = 0""");
        Change("""UPDATE route_records SET "Package" = 1, "DeliveredSeq" = 0, "DeliveredOp" = 0""");
        await school.Json(2, "person erase", "--student", "s7", "--reason", "заявление", "--yes");

        Assert.AreEqual("7", school.Query("""SELECT "Status" FROM packages WHERE "Number" = 1""").Single());
        await school.Json(3, "export");
        CollectionAssert.Contains(school.Delivered().ToArray(), "delete mark m7");
        Assert.HasCount(2, school.Delivered().Where(record => record == "upsert mark m8").ToList());
    }

    [TestMethod]
    public async Task A_teachers_lessons_stay_without_the_name()
    {
        school.Write("teachers", "id,familyName,givenName,middleName,email\nt1,Невстречаева,Ольга,Ивановна,o.n@school.example\n");
        await school.Read(0);
        await school.Json(1, "notify", "--kind", "daily");
        await school.Json(2, "excuse add", "--teacher", "t1", "--from", "2026-10-07", "--to", "2026-10-07", "--by", "Орлова", "--reason", "больничный");
        Assert.IsTrue(school.Holds("Невстречаев"));
        Assert.IsTrue(school.Letters().Any(letter => MailText.Parse(letter).Part("text/plain").Contains("Невстречаев", StringComparison.Ordinal)));

        await school.Json(3, "person erase", "--teacher", "t1", "--reason", "заявление", "--yes");
        Assert.IsFalse(school.Holds("Невстречаев"));
        Assert.IsFalse(school.Holds("o.n@school.example"));
        Assert.IsFalse(school.Letters().Any(letter => MailText.Parse(letter).Part("text/plain").Contains("Невстречаев", StringComparison.Ordinal) || MailText.Parse(letter).Part("text/html").Contains("Невстречаев", StringComparison.Ordinal)));
        Assert.IsNotEmpty(school.Letters());

        var sync = await school.Json(4, "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Assert.AreEqual(0, sync.GetProperty("changed").GetInt32());
        Assert.IsFalse(school.Holds("Невстречаев"));
        Assert.AreEqual("2", school.Query("""SELECT count(*) FROM records WHERE "Kind" = 6 AND "Teacher" = 't1' AND "Deleted" = 0""").Single());
    }

    [TestMethod]
    public async Task Keys_that_the_portal_needs_no_more_go_too()
    {
        school.Write("attendance", "lessonId,studentId,kind,enteredAt\nl1,s7,ill,2026-10-05T09:20:00+03:00\n");
        await school.Read(0);
        await school.Json(1, "export");
        await school.Json(2, "person erase", "--student", "s7", "--reason", "заявление", "--yes");
        Assert.HasCount(1, school.Query("""SELECT "Key" FROM records WHERE "Key" = 'l1/s7'"""));

        await school.Json(3, "export");
        CollectionAssert.Contains(school.Delivered().ToArray(), "delete attendance l1/s7");
        await school.Json(4, "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Assert.IsEmpty(school.Query("""SELECT "Key" FROM records WHERE "Key" = 'l1/s7' OR "Key" = 's7'"""));
    }

    [TestMethod]
    public async Task Copies_made_before_are_named_and_a_restored_older_one_is_cleaned_before_its_next_read()
    {
        TestStorage.OnlyForFiles();
        Directory.CreateDirectory(school["m1"]);
        Directory.CreateDirectory(school["m2"]);
        school.Section("""
            "Backup": { "Media": [ { "Name": "1", "Directory": "m1" }, { "Name": "2", "Directory": "m2" } ], "Encrypt": false, "AllowOneDevice": true }
            """);
        await school.Read(0);
        Assert.AreEqual(0, (await CommandLineRun.Of(school.Path, "backup")).ExitCode);
        var older = Sets().Single();

        var erased = await school.Json(1, "person erase", "--student", "s7", "--reason", "заявление", "--yes");
        Assert.HasCount(2, erased.GetProperty("copies").EnumerateArray().ToList());
        Assert.AreEqual(Path.GetFileName(older), erased.GetProperty("copies")[0].GetProperty("set").GetString());
        Assert.AreEqual(0, (await CommandLineRun.Of(school.Path, "backup")).ExitCode);
        var newer = Sets().Single(set => set != older);
        StringAssert.Contains(await File.ReadAllTextAsync(Path.Combine(newer, "manifest.json")), "\"erased\"", StringComparison.Ordinal);
        Assert.DoesNotContain("s7", await File.ReadAllTextAsync(Path.Combine(newer, "manifest.json")), StringComparison.Ordinal);

        SqliteConnection.ClearAllPools();
        Directory.Delete(school["data"], recursive: true);
        Assert.AreEqual(0, (await CommandLineRun.Of(school.Path, "restore", "--to", "data", "--from", older)).ExitCode);
        File.Delete(school["data/journal-s1.zip"]);
        Assert.IsTrue(school.Holds(Family));
        await school.Json(2, "sync", "--from", "2026-10-05", "--to", "2026-10-05");
        Assert.IsFalse(school.Holds(Family));
        CollectionAssert.Contains(school.Decisions().ToArray(), "person-erase-again|eljournal|");
        Assert.AreEqual(0, (await CommandLineRun.Of(school.Path, "backup", "verify")).ExitCode);

        IReadOnlyList<string> Sets() => [.. Directory.EnumerateFiles(school["m1"], "manifest.json", SearchOption.AllDirectories).Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal)];
    }

    [TestMethod]
    public async Task It_is_asked_once_more_and_who_and_why_are_needed()
    {
        await school.Read(0);
        SmallSchool.Refused(await school.At(1, "person erase", "--student", "s7", "--reason", "заявление"), 64);
        SmallSchool.Refused(await school.At(1, "person erase", "--student", "s7", "--yes"), 64);
        SmallSchool.Refused(await school.At(1, "person erase", "--reason", "заявление", "--yes"), 64);
        SmallSchool.Refused(await school.At(1, "person erase", "--student", "nobody", "--reason", "заявление", "--yes"), 1);
        Assert.IsTrue(school.Holds(Family));
    }

    /// <summary>A portal's words about the pupil, wherever they are kept.</summary>
    private void Say(string words) => Change($"""
        UPDATE route_records SET "RejectedReason" = '{words}' WHERE "Record" = (SELECT "Id" FROM records WHERE "Key" = 'm8');
        UPDATE routes SET "LastError" = '{words}';
        UPDATE packages SET "LastError" = '{words}';
        UPDATE route_days SET "Failure" = '{words}', "Reasons" = '{System.Text.Json.JsonSerializer.Serialize(new[] { new { Kind = "mark", Reason = "rejected", Detail = words, Records = 1, Leftover = 0 } })}'
        """);

    /// <summary>As JSON spells it in the ledger.</summary>
    private static string Escaped(string text) => System.Text.Json.JsonSerializer.Serialize(text).Trim('"');

    private void Put(string text) => Change($"""
        INSERT INTO letters ("School", "MessageId", "Kind", "Day", "Sequence", "RecipientName", "RecipientAddress", "Subject", "Html", "Text", "Status", "CreatedAt", "Tries")
        VALUES ('s1', 'planted', 'planted', 739000, 1, 'Кто-то', 'a@school.example', 'Тема', '{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text).Replace("'", "''", StringComparison.Ordinal)}', '{text}', 2, 0, 0)
        """);

    private void Change(string sql)
    {
        using var connection = LedgerRows.Connect(school["data/eljournal.db"]);
        using var command = connection.Command(sql);
        Assert.IsGreaterThan(0, command.ExecuteNonQuery());
    }
}
