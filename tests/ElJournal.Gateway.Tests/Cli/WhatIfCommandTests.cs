namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class WhatIfCommandTests
{
    [TestMethod]
    public async Task It_tells_the_difference_and_records_nothing()
    {
        using var school = new SmallSchool();
        await school.Read(0);
        string[] tables = ["findings", "finding_blocks", "not_checked", "judged_days", "judged_state", "decisions WHERE \"Action\" <> 'look'", "letters", "packages"];
        var before = tables.Select(table => string.Join(",", school.Query($"SELECT count(*) FROM {table}"))).ToList();
        string[] days = ["--from", "2026-10-05", "--to", "2026-10-05"];

        var off = await school.Json(1, "whatif", ["--rule", "grade-one-no-marks", .. days]);
        var later = await school.Json(1, "whatif", ["--rule", "entry-deadline", "--set", "Deadline=20:30", .. days]);
        var text = await school.At(1, "whatif", ["--rule", "entry-deadline", .. days]);

        foreach (var key in new[] { "school", "rule", "from", "to", "notChecked", "findings", "added", "removed", "kept" })
        {
            Assert.IsTrue(off.TryGetProperty(key, out _), key);
        }

        var cause = off.GetProperty("causes").EnumerateArray().Single();
        Assert.AreEqual((1, 0, 1), (cause.GetProperty("count").GetInt32(), cause.GetProperty("added").GetInt32(), cause.GetProperty("classes").GetInt32()));
        StringAssert.Contains(cause.GetProperty("examples")[0].GetProperty("message").GetString(), "1А", StringComparison.Ordinal);
        StringAssert.Contains(text.Output, "Примеры", StringComparison.Ordinal);
        Assert.AreEqual((1, 0), (off.GetProperty("kept").GetArrayLength(), off.GetProperty("added").GetArrayLength()));
        Assert.IsGreaterThan(0, later.GetProperty("removed").GetArrayLength());
        Assert.AreEqual(0, text.ExitCode, text.Error);
        StringAssert.Contains(text.Output, "7А", StringComparison.Ordinal);
        CollectionAssert.AreEqual(before, tables.Select(table => string.Join(",", school.Query($"SELECT count(*) FROM {table}"))).ToList());
        Assert.IsEmpty(school.Letters());
    }
}
