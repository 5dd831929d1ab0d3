using System.Text.Json;
using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class FindingsCommandTests
{
    private const string GradeOne = "grade-one-no-marks";

    [TestMethod]
    public async Task A_waived_finding_releases_the_mark_and_withdrawing_the_waiver_withholds_its_changes_again()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var id = await school.Finding(1, GradeOne);
        var before = (await school.Json(2, "withheld list")).GetProperty("withheld").EnumerateArray().Single();
        Assert.AreEqual("g1", before.GetProperty("key").GetString());
        Assert.AreEqual(id, before.GetProperty("finding").GetString());
        Assert.AreEqual(1, (await school.Json(3, "export")).GetProperty("withheld").GetInt32());
        StringAssert.Contains((await school.At(3, "withheld list")).Output, "g1", StringComparison.Ordinal);

        var waived = await school.Json(4, "findings waive", id[..6], "--by", "Директор", "--reason", "Приказ 5", "--until", "2026-10-20");
        var after = await school.Json(5, "withheld list");
        await school.Json(6, "export");

        Assert.AreEqual("waived", waived.GetProperty("finding").GetProperty("status").GetString());
        Assert.AreEqual("Директор", waived.GetProperty("finding").GetProperty("waivedBy").GetString());
        Assert.AreEqual("2026-10-20", waived.GetProperty("finding").GetProperty("waivedUntil").GetString());
        Assert.AreEqual(0, after.GetProperty("withheld").GetArrayLength());
        CollectionAssert.Contains(school.Delivered().ToList(), "upsert mark g1");

        var text = await school.At(7, "findings unwaive", id, "--by", "Директор", "--reason", "Ошибка");
        StringAssert.Contains(text.Output, id, StringComparison.Ordinal);
        Assert.AreEqual("open", (await school.Listed(8, GradeOne)).GetProperty("status").GetString());
        var again = (await school.Json(8, "withheld list")).GetProperty("withheld").EnumerateArray().Single();
        Assert.AreEqual("blocked-after-delivery", again.GetProperty("reason").GetString());
        CollectionAssert.AreEqual(new[] { "finding-waive|Директор|Приказ 5", "finding-unwaive|Директор|Ошибка" }, school.Decisions().ToList());

        SmallSchool.Refused(await school.At(9, "findings unwaive", id), ExitCodes.Failed);
        SmallSchool.Refused(await school.At(9, "findings waive", id, "--reason", "R", "--until", "2026-10-04"), ExitCodes.Usage);
    }

    [TestMethod]
    public async Task A_waiver_ends_after_its_last_day()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var id = await school.Finding(1, GradeOne);
        await school.Json(2, "findings waive", id, "--reason", "R", "--until", "2026-10-05");

        await school.Run("2026-10-06T00:30:00+03:00", "check");
        var list = await school.Run("2026-10-06T00:31:00+03:00", "findings list", "--status", "open", "--rule", GradeOne, "--json");
        var sheet = await school.Run("2026-10-06T00:31:00+03:00", "findings show", id);

        Assert.AreEqual(id, list.Json.GetProperty("findings")[0].GetProperty("id").GetString());
        Assert.DoesNotContain("до 5 октября 2026 включительно", sheet.Output, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_list_obeys_its_filters_and_reads_well()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var all = (await school.Json(1, "findings list")).GetProperty("findings").EnumerateArray().ToList();
        var none = await school.Json(1, "findings list", "--status", "waived");
        var text = await school.At(1, "findings list");

        CollectionAssert.IsSubsetOf(new[] { "entry-deadline", GradeOne }, all.Select(finding => finding.GetProperty("rule").GetString()).ToList());
        foreach (var key in new[] { "id", "rule", "part", "state", "severity", "status", "date", "class", "classId", "subject", "lessonId", "teacher", "teacherId", "student", "studentId", "deadline", "enteredAfter", "enteredBy", "norm", "message" })
        {
            Assert.IsTrue(all.TrueForAll(finding => finding.TryGetProperty(key, out _)), key);
        }

        Assert.AreEqual(0, none.GetProperty("findings").GetArrayLength());
        StringAssert.Contains(text.Output, "Понедельник, 5 октября 2026", StringComparison.Ordinal);
        StringAssert.Contains(text.Output, "Примерова", StringComparison.Ordinal);
        StringAssert.Contains((await school.At(1, "findings list", "--status", "waived")).Output, "Список пуст", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_why_sheet_tells_clause_values_reads_decisions_and_what_it_withholds()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var id = await school.Finding(1, GradeOne);
        await school.Json(2, "findings waive", id, "--by", "Директор", "--reason", "Приказ 5", "--until", "2026-10-20");

        var sheet = await school.Json(3, "findings show", id);
        var text = (await school.At(3, "findings show", id)).Output;

        Assert.AreEqual(id, sheet.GetProperty("finding").GetProperty("id").GetString());
        Assert.AreNotEqual(JsonValueKind.Null, sheet.GetProperty("finding").GetProperty("norm").ValueKind);
        Assert.AreNotEqual(0, sheet.GetProperty("values").GetArrayLength());
        Assert.AreNotEqual(0, sheet.GetProperty("reads").GetArrayLength());
        Assert.AreEqual("Приказ 5", sheet.GetProperty("decisions")[0].GetProperty("reason").GetString());
        Assert.AreEqual("g1", sheet.GetProperty("blocks")[0].GetProperty("key").GetString());
        foreach (var part in new[] { id, "1А", "Математика", "5 октября 2026", "Директор", "Приказ 5", sheet.GetProperty("finding").GetProperty("norm").GetString()! })
        {
            StringAssert.Contains(text, part, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task A_resolved_finding_cannot_be_waived()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var id = await school.Finding(1, GradeOne);
        await school.At(2, "day add", "--class", "1А", "--from", "2026-10-05", "--to", "2026-10-05", "--kind", "closed", "--reason", "R");
        var status = (await school.Json(3, "findings show", id)).GetProperty("finding").GetProperty("status").GetString();

        // A mark in grade 1 is one on whatever day: a closed day does not take it away.
        Assert.AreEqual("open", status);
        var topic = (await school.Json(4, "findings list", "--rule", "entry-deadline")).GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("class").GetString() == "7А").GetProperty("id").GetString()!;
        await school.At(5, "day add", "--class", "7а", "--from", "2026-10-05", "--to", "2026-10-05", "--kind", "closed", "--reason", "R");
        SmallSchool.Refused(await school.At(6, "findings waive", topic, "--reason", "R", "--until", "2026-10-20"), ExitCodes.Failed);
    }
}
