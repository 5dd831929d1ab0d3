namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class DeliveryCommandTests
{
    [TestMethod]
    public async Task List_show_and_retry_tell_what_went_out()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "export");

        var list = await school.Json(2, "delivery list");
        var route = list.GetProperty("routes").EnumerateArray().Single();
        var marks = route.GetProperty("counts").EnumerateArray().Single(count => count.GetProperty("kind").GetString() == "mark");
        Assert.AreEqual((13, 12, 12), (marks.GetProperty("journal").GetInt32(), marks.GetProperty("sent").GetInt32(), marks.GetProperty("accepted").GetInt32()));
        Assert.AreEqual("withheld", route.GetProperty("differences").EnumerateArray().Single().GetProperty("reason").GetString());
        var package = list.GetProperty("packages")[0].GetProperty("id").GetString()!;

        var shown = await school.Json(3, "delivery show", package);
        Assert.AreEqual(package, shown.GetProperty("package").GetProperty("id").GetString());
        Assert.AreEqual("eljournal-push/1", shown.GetProperty("body").GetProperty("format").GetString());
        var retried = (await school.Json(4, "delivery retry")).GetProperty("routes").EnumerateArray().Single();
        Assert.AreEqual(("daily", 0, 0), (retried.GetProperty("route").GetString(), retried.GetProperty("rejected").GetInt32(), retried.GetProperty("packages").GetInt32()));
        await school.Json(4, "delivery retry", package, "--route", "daily");
    }

    [TestMethod]
    public async Task A_route_that_stands_still_says_so_and_goes_again_when_a_person_says_so()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        await school.Json(1, "export");
        school.Query("""UPDATE routes SET "Stopped" = 'нет квитанции'""");
        school.Lessons("Степени");
        await school.Read(2);

        var stopped = await school.At(3, "export");
        Assert.AreEqual(1, stopped.ExitCode, stopped.Output);
        StringAssert.Contains(stopped.Output + stopped.Error, "eljournal delivery retry", StringComparison.Ordinal);
        StringAssert.Contains((await school.At(3, "delivery list")).Output, "нет квитанции", StringComparison.Ordinal);
        var doctor = await school.At(3, "doctor", "--json");
        Assert.AreEqual(1, doctor.ExitCode, doctor.Output);
        var trouble = doctor.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("status").GetString() == "problem");
        Assert.AreEqual("portal", trouble.GetProperty("area").GetString());
        StringAssert.Contains(trouble.GetProperty("message").GetString(), "нет квитанции", StringComparison.Ordinal);
        StringAssert.Contains(trouble.GetProperty("next").GetString(), "eljournal delivery retry", StringComparison.Ordinal);

        await school.Json(4, "delivery retry", "--route", "daily");
        Assert.AreEqual(1, (await school.Json(5, "export")).GetProperty("accepted").GetInt32());
    }

    [TestMethod]
    public async Task The_same_is_readable()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        Assert.AreEqual(0, (await school.At(0, "delivery list")).ExitCode, "before the first export");
        var package = await Exported(school);

        var list = await school.At(2, "delivery list", "--route", "daily");
        StringAssert.Contains(list.Output, "отметки", StringComparison.Ordinal);
        StringAssert.Contains(list.Output, "g1", StringComparison.Ordinal);
        StringAssert.Contains(list.Output, package, StringComparison.Ordinal);
        StringAssert.Contains(list.Output, "05.10.2026 20:01", StringComparison.Ordinal);
        StringAssert.Contains((await school.At(3, "delivery show", package)).Output, "принят", StringComparison.Ordinal);
        StringAssert.Contains((await school.At(4, "delivery retry")).Output, "eljournal export --school s1 --route daily", StringComparison.Ordinal);
        StringAssert.Contains((await school.At(4, "withheld list")).Output, "1А", StringComparison.Ordinal);
    }

    private static async Task<string> Exported(SmallSchool school)
    {
        await school.Json(1, "export");
        return (await school.Json(1, "delivery list")).GetProperty("packages")[0].GetProperty("id").GetString()!;
    }
}
