using System.Text.Json;
using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class HoldCommandTests
{
    [TestMethod]
    public async Task A_mass_deletion_waits_and_is_delivered_when_approved()
    {
        using var school = await WithHold();
        var hold = await Hold(school);
        var id = hold.GetProperty("id").GetString()!;
        foreach (var (key, wanted) in new[] { ("class", "7А"), ("classId", "c7"), ("kind", "mark") })
        {
            Assert.AreEqual(wanted, hold.GetProperty(key).GetString());
        }

        foreach (var (key, wanted) in new[] { ("deleted", 12), ("changed", 0), ("live", 12) })
        {
            Assert.AreEqual(wanted, hold.GetProperty(key).GetInt32(), key);
        }

        Assert.AreEqual("2026-10-05T20:10", hold.GetProperty("openedAt").GetString()![..16]);
        Assert.AreNotEqual("", hold.GetProperty("digest").GetString());
        StringAssert.Contains((await school.At(12, "hold list")).Output, id, StringComparison.Ordinal);
        var export = await school.Json(13, "export");
        Assert.AreEqual(0, export.GetProperty("pending").GetInt32());
        Assert.IsFalse(school.Delivered().Any(record => record.StartsWith("delete", StringComparison.Ordinal)));

        var approved = await school.Json(14, "hold approve", id, "--by", "Администратор", "--reason", "Верно");
        await school.Json(15, "export");

        Assert.AreEqual(12, approved.GetProperty("deleted").GetInt32());
        Assert.AreEqual(SmallSchool.Pupils, school.Delivered().Count(record => record.StartsWith("delete mark", StringComparison.Ordinal)));
        Assert.AreEqual(0, (await school.Json(16, "hold list")).GetProperty("holds").GetArrayLength());
        CollectionAssert.AreEqual(new[] { "hold-approve|Администратор|Верно" }, school.Decisions().ToList());
        SmallSchool.Refused(await school.At(17, "hold discard", id, "--reason", "R"), ExitCodes.Failed);
    }

    [TestMethod]
    [DataRow("approve", "4")]
    [DataRow("discard", "5")]
    public async Task Marks_that_all_change_their_value_wait_for_a_decision_too(string decision, string value)
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(5, "export");
        school.Marks(SmallSchool.Pupils, value: "4");
        await school.Read(10);
        var hold = await Hold(school);
        Assert.AreEqual((0, 12), (hold.GetProperty("deleted").GetInt32(), hold.GetProperty("changed").GetInt32()));
        Assert.AreEqual(0, (await school.Json(12, "export")).GetProperty("records").GetInt32());

        var decided = await school.Json(13, $"hold {decision}", hold.GetProperty("id").GetString()!, "--by", "Администратор", "--reason", "Так надо");
        Assert.AreEqual(12, decided.GetProperty("changed").GetInt32());
        await school.Read(14);
        await school.Json(15, "export");

        Assert.IsEmpty((await school.Json(16, "hold list")).GetProperty("holds").EnumerateArray());
        CollectionAssert.AreEqual(new[] { $"{value}|12" }, school.Query("""SELECT "Value" || '|' || count(*) FROM records WHERE "Kind" = 8 AND "RootClass" = 'c7' GROUP BY "Value" """).ToList());
        Assert.AreEqual(decision == "approve" ? 24 : 12, school.Delivered().Count(record => record.StartsWith("upsert mark m", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_discarded_hold_keeps_what_was_there()
    {
        using var school = await WithHold();
        var id = (await Hold(school)).GetProperty("id").GetString()!;

        var text = await school.At(12, "hold discard", id, "--by", "Администратор", "--reason", "Сбой выгрузки");
        Assert.AreEqual(0, text.ExitCode, text.Error);
        await school.Read(13);
        var export = await school.Json(14, "export");

        Assert.AreEqual(0, (await school.Json(15, "hold list")).GetProperty("holds").GetArrayLength(), "the same reading asks no second time");
        Assert.AreEqual(0, export.GetProperty("pending").GetInt32());
        Assert.IsFalse(school.Delivered().Any(record => record.StartsWith("delete", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(new[] { "13" }, school.Query("""SELECT count(*) FROM records WHERE "Kind" = 8 AND "Deleted" = 0""").ToList());
        CollectionAssert.AreEqual(new[] { "hold-discard|Администратор|Сбой выгрузки" }, school.Decisions().ToList());
    }

    [TestMethod]
    public async Task The_administrator_gets_one_letter_and_the_hold_goes_when_the_marks_are_back()
    {
        using var school = await WithHold();
        await school.Read(12);
        await school.At(13, "notify", "--kind", "daily");
        var letters = school.Letters().Where(letter => letter.Contains("admin@school.example", StringComparison.Ordinal)).ToList();
        Assert.HasCount(1, letters);

        school.Marks(SmallSchool.Pupils);
        await school.Read(14);

        Assert.AreEqual(0, (await school.Json(15, "hold list")).GetProperty("holds").GetArrayLength());
    }

    [TestMethod]
    public async Task A_decision_is_about_what_was_shown()
    {
        using var school = await WithHold();
        var hold = await Hold(school);
        var id = hold.GetProperty("id").GetString()!;
        school.Marks(1);
        await school.Read(12);

        SmallSchool.Refused(await school.At(13, "hold approve", id, "--reason", "R"), ExitCodes.Failed);
        SmallSchool.Refused(await school.At(13, "hold approve", id, "--reason", "R", "--digest", hold.GetProperty("digest").GetString()!), ExitCodes.Failed);
        Assert.AreEqual(11, (await Hold(school)).GetProperty("deleted").GetInt32());
        Assert.AreEqual(11, (await school.Json(14, "hold approve", id, "--reason", "R")).GetProperty("deleted").GetInt32());
    }

    private static async Task<JsonElement> Hold(SmallSchool school) => (await school.Json(11, "hold list")).GetProperty("holds").EnumerateArray().Single();

    /// <summary>All was delivered; then 7А's marks are gone from the file.</summary>
    private static async Task<SmallSchool> WithHold()
    {
        var school = new SmallSchool();
        await school.Read(0);
        await school.Json(5, "export");
        school.Marks(0);
        await school.Read(10);
        return school;
    }
}
