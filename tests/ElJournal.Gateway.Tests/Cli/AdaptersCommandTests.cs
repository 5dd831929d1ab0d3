using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class AdaptersCommandTests
{
    [TestMethod]
    public async Task The_list_is_readable_and_the_test_reaches_source_and_route()
    {
        using var school = new SmallSchool();
        var list = await CommandLineRun.Of(school.Path, "adapters", "list");
        var test = await CommandLineRun.Of(school.Path, "adapters", "test", "--school", "s1", "--json");
        var text = await CommandLineRun.Of(school.Path, "adapters", "test");

        StringAssert.Contains(list.Output, "files", StringComparison.Ordinal);
        StringAssert.Contains(list.Output, "работает", StringComparison.Ordinal);
        Assert.DoesNotContain("Active", list.Output, StringComparison.Ordinal);
        Assert.AreEqual(ExitCodes.Done, test.ExitCode, test.Output);
        Assert.IsTrue(test.Json.GetProperty("probes").EnumerateArray().All(probe => probe.GetProperty("succeeded").GetBoolean()));
        Assert.AreEqual(ExitCodes.Done, text.ExitCode, text.Output);
        StringAssert.Contains(text.Output, "источник (files)", StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(school["data"]), "testing the adapters needs no ledger");
    }

    [TestMethod]
    public async Task A_folder_that_is_gone_fails_the_test_with_what_to_do()
    {
        using var school = new SmallSchool();
        Directory.Delete(school["journal"], recursive: true);
        var text = await CommandLineRun.Of(school.Path, "adapters", "test");

        Assert.AreEqual(ExitCodes.Failed, text.ExitCode);
        StringAssert.Contains(text.Output, "ОШИБКА", StringComparison.Ordinal);
    }
}
