using System.Text.Json;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class FilteredRouteCommandTests
{
    [TestMethod]
    public async Task The_three_numbers_are_counted_within_the_filter()
    {
        using var school = new SmallSchool();
        school.Route("""
            "Grades": [7], "ExcludedPupils": ["s1", "s2"]
            """);
        await school.Read(0);
        var exported = await school.Json(1, "export");
        Assert.AreEqual((0, 0), (exported.GetProperty("withheld").GetInt32(), exported.GetProperty("pending").GetInt32()));
        var route = (await school.Json(2, "delivery list")).GetProperty("routes")[0];
        Assert.AreEqual((10, 10, 10), Marks(route));
        Assert.AreEqual(0, route.GetProperty("differing").GetInt32());
        Assert.IsFalse(school.Delivered().Any(line => line is "upsert mark g1" or "upsert mark m1" or "upsert lesson l2"));
    }

    [TestMethod]
    public async Task What_leaves_the_route_is_told_until_the_portal_has_deleted_it()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "export");
        school.Route("""
            "ExcludedPupils": ["s1"]
            """);
        var list = await school.Json(2, "delivery list");
        Assert.IsTrue(list.GetProperty("routes")[0].GetProperty("differences").EnumerateArray().Any(one => one.GetProperty("reason").GetString() == "off-route" && one.GetProperty("key").GetString() == "m1"));
        StringAssert.Contains((await school.At(2, "delivery list")).Output, "больше не подходит", StringComparison.Ordinal);
        await school.Json(3, "export");
        CollectionAssert.Contains(school.Delivered().ToList(), "delete mark m1");
        Assert.AreEqual((12, 11, 11), Marks((await school.Json(4, "delivery list")).GetProperty("routes")[0]), "the mark of grade 1 is withheld");
    }

    [TestMethod]
    public async Task A_misspelled_class_stops_the_route_and_takes_nothing_away()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "export");
        school.Route("""
            "Classes": ["7А", "7Ж"]
            """);
        var run = await school.At(2, "export");
        Assert.AreEqual(1, run.ExitCode, run.Output);
        StringAssert.Contains(run.Output + run.Error, "7Ж", StringComparison.Ordinal);
        Assert.IsFalse(school.Delivered().Any(line => line.StartsWith("delete", StringComparison.Ordinal)));
        school.Route("""
            "Classes": ["1А", "7А"]
            """);
        Assert.AreEqual(0, (await school.Json(3, "export")).GetProperty("records").GetInt32());
    }

    [TestMethod]
    public async Task Which_fields_went_where_and_when_is_printed_from_the_bytes_that_went()
    {
        using var school = new SmallSchool();
        Assert.AreEqual(0, (await school.At(0, "delivery fields")).ExitCode, "before the first export");
        await school.Read(0);
        await school.Json(1, "export");
        school.Route("""
            "Fields": { "mark": ["value"] }
            """);
        await school.Json(3, "export");
        var fields = (await school.Json(4, "delivery fields")).GetProperty("fields").EnumerateArray().ToDictionary(field => $"{field.GetProperty("kind").GetString()}.{field.GetProperty("field").GetString()}");
        Assert.AreEqual((24, 12), (fields["mark.value"].GetProperty("records").GetInt32(), fields["mark.work"].GetProperty("records").GetInt32()));
        Assert.AreEqual("files", fields["mark.work"].GetProperty("portal").GetString());
        Assert.AreEqual((1, 3), (fields["mark.work"].GetProperty("last").GetDateTimeOffset().Minute, fields["mark.value"].GetProperty("last").GetDateTimeOffset().Minute));
        StringAssert.Contains((await school.At(5, "delivery fields", "--route", "daily")).Output, "studentId", StringComparison.Ordinal);
        SmallSchool.Refused(await school.At(5, "delivery fields", "--route", "no"), 1);
    }

    [TestMethod]
    public async Task A_replay_is_announced_and_goes_out_with_the_next_export()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var first = (await school.Json(1, "export")).GetProperty("records").GetInt32();
        SmallSchool.Refused(await school.At(2, "delivery replay"), 64);
        SmallSchool.Refused(await school.At(2, "delivery replay", "--from", "yesterday"), 64);
        var replayed = (await school.Json(2, "delivery replay", "--from", "2026-10-05")).GetProperty("routes")[0];
        Assert.AreEqual(first, replayed.GetProperty("records").GetInt32());
        Assert.AreEqual(first, (await school.Json(3, "export")).GetProperty("accepted").GetInt32());
        StringAssert.Contains((await school.At(4, "delivery replay", "--from", "2026-10-06")).Output, "06.10.2026", StringComparison.Ordinal);
        Assert.AreEqual(0, (await school.Json(5, "export")).GetProperty("records").GetInt32());
    }

    [TestMethod]
    public async Task A_new_address_sends_nothing_until_a_person_says_whether_the_portal_is_another_one()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        var first = (await school.Json(1, "export")).GetProperty("records").GetInt32();
        school.Portal("elsewhere");
        var asked = await school.At(2, "export");
        Assert.AreEqual(1, asked.ExitCode);
        foreach (var word in new[] { "files out/portal", "files elsewhere", "delivery replay --school s1 --route daily --from 2026-09-01", "delivery retry --school s1 --route daily" })
        {
            StringAssert.Contains(asked.Output + asked.Error, word, StringComparison.Ordinal);
        }

        StringAssert.Contains((await school.At(2, "delivery list")).Output, "elsewhere", StringComparison.Ordinal);
        var doctor = await school.At(2, "doctor", "--json");
        Assert.AreEqual(1, doctor.ExitCode, doctor.Output);
        var trouble = doctor.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("status").GetString() == "problem");
        StringAssert.Contains(trouble.GetProperty("message").GetString(), "files out/portal", StringComparison.Ordinal);
        StringAssert.Contains(trouble.GetProperty("next").GetString(), "delivery replay", StringComparison.Ordinal);
        await school.Json(3, "delivery retry");
        Assert.AreEqual(0, (await school.Json(4, "export")).GetProperty("records").GetInt32(), "the same portal at another address");
        school.Portal("third");
        Assert.AreEqual(1, (await school.At(5, "export")).ExitCode);
        await school.Json(6, "delivery replay", "--from", "2026-09-01");
        Assert.AreEqual(first, (await school.Json(7, "export")).GetProperty("accepted").GetInt32(), "another portal");
    }

    [TestMethod]
    public async Task A_misspelled_field_or_kind_is_a_mistake_with_its_path()
    {
        using var school = new SmallSchool();
        school.Route("""
            "Fields": { "student": ["familyname"], "pupil": [] }
            """);
        var run = await school.At(0, "export");
        SmallSchool.Refused(run, 1);
        StringAssert.Contains(run.Error, "Routes:0:Fields:student:0", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, "Routes:0:Fields:pupil", StringComparison.Ordinal);
    }

    private static (int Journal, int Sent, int Accepted) Marks(JsonElement route)
    {
        var marks = route.GetProperty("counts").EnumerateArray().Single(count => count.GetProperty("kind").GetString() == "mark");
        return (marks.GetProperty("journal").GetInt32(), marks.GetProperty("sent").GetInt32(), marks.GetProperty("accepted").GetInt32());
    }
}
