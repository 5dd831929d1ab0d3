using System.Globalization;
using System.Text.RegularExpressions;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Tests.Configuration;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Cli;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    public async Task Of_a_misspelt_subcommand_only_that_is_said()
    {
        using var folder = new TempFolder();
        var run = await CommandLineRun.Of(folder.Path, "delivery", "lst");
        Assert.AreEqual(64, run.ExitCode);
        Assert.HasCount(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), run.Error);
        StringAssert.Contains(run.Error, "lst", StringComparison.Ordinal);
    }

    [TestInitialize]
    public void AsTheProgramDoes() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");

    [TestMethod]
    [DataRow("nonsense")]
    [DataRow("config", "chek")]
    [DataRow("config", "check", "--nonsense")]
    [DataRow("config", "check", "--now", "2026-10-05")]
    [DataRow("config", "check", "--now", "2026-10-05T17:00:00")]
    [DataRow("config", "check", "--now", "yesterday")]
    [DataRow("config", "check", "--config")]
    [DataRow("config")]
    [DataRow("adapters")]
    public async Task Wrong_usage_is_64_with_a_message_and_nothing_on_standard_output(params string[] arguments)
    {
        using var folder = new TempFolder();
        var run = await CommandLineRun.Of(folder.Path, arguments);

        Assert.AreEqual(ExitCodes.Usage, run.ExitCode);
        Assert.AreEqual("", run.Output);
        StringAssert.Contains(run.Error, "Справка: eljournal", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_good_configuration_is_0_and_a_bad_one_1_with_every_mistake()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["eljournal.json"], SampleConfiguration.Text);
        await File.WriteAllTextAsync(folder["bad.json"], SampleConfiguration.Text.Replace("Europe/Moscow", "Europe/Nowhere", StringComparison.Ordinal));

        var good = await CommandLineRun.Of(folder.Path, "config", "check");
        var bad = await CommandLineRun.Of(folder.Path, "config", "check", "--config", "bad.json", "--json");

        Assert.AreEqual(ExitCodes.Done, good.ExitCode, good.Output + good.Error);
        Assert.AreEqual(ExitCodes.Failed, bad.ExitCode);
        Assert.AreEqual("Schools:0:TimeZone", bad.Json.GetProperty("mistakes")[0].GetProperty("path").GetString());
    }

    [TestMethod]
    public async Task The_help_is_russian()
    {
        using var folder = new TempFolder();
        var run = await CommandLineRun.Of(folder.Path, "--help");

        Assert.AreEqual(ExitCodes.Done, run.ExitCode);
        StringAssert.Contains(run.Output, "Команды:", StringComparison.Ordinal);
        Assert.DoesNotContain("Show help", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Description:", run.Output, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("restore")]
    [DataRow("sync")]
    [DataRow("day add")]
    [DataRow("person erase")]
    [DataRow("report delivery")]
    public async Task A_command_explains_itself_although_what_it_needs_is_not_given(string command)
    {
        using var folder = new TempFolder();
        var run = await CommandLineRun.Of(folder.Path, [.. command.Split(' '), "--help"]);

        Assert.AreEqual(ExitCodes.Done, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, $" {command} [параметры]", StringComparison.Ordinal);
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public async Task Without_configuration_a_command_says_what_is_missing()
    {
        using var folder = new TempFolder();
        var run = await CommandLineRun.Of(folder.Path, "adapters", "test", "--json");

        Assert.AreEqual(ExitCodes.Failed, run.ExitCode);
        StringAssert.Contains(run.Error, "eljournal demo", StringComparison.Ordinal);
        Assert.AreEqual(1, run.Json.GetProperty("exitCode").GetInt32());
    }

    [TestMethod]
    public async Task Adapters_are_listed_with_their_status()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["eljournal.json"], SampleConfiguration.Text);
        var run = await CommandLineRun.Of(folder.Path, "adapters", "list", "--json");

        var files = run.Json.GetProperty("adapters").EnumerateArray().Single(adapter => adapter.GetProperty("name").GetString() == "files");
        Assert.AreEqual("active", files.GetProperty("status").GetString());
    }

    [TestMethod]
    public async Task Adapters_test_probes_source_and_routes()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["eljournal.json"], SampleConfiguration.Text);
        var run = await CommandLineRun.Of(folder.Path, "adapters", "test", "--json");

        Assert.AreEqual(ExitCodes.Failed, run.ExitCode, "the journal's folder is missing");
        CollectionAssert.AreEqual(new[] { "source", "daily" }, run.Json.GetProperty("probes").EnumerateArray().Select(probe => probe.GetProperty("route").GetString()).ToArray());
    }

    [TestMethod]
    public async Task An_unforeseen_failure_is_one_line_without_a_stack_trace()
    {
        await using var error = new StringWriter();
        await using var output = new StringWriter();
        var surroundings = new CliSurroundings { Output = output, Error = error, Environment = new Dictionary<string, string>(), CurrentDirectory = "/", ProgramDirectory = "/" };
        var code = await CommandFailures.Guard(surroundings, json: false, () => throw new InvalidOperationException("line one\nline two"), CancellationToken.None);

        Assert.AreEqual(ExitCodes.Failed, code);
        Assert.AreEqual(1, error.ToString().Trim().Split('\n').Length);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_business_clock_starts_at_the_given_moment_and_runs_on()
    {
        var machine = new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        var clock = new GatewayClock(machine, new DateTimeOffset(2026, 10, 5, 17, 5, 0, TimeSpan.FromHours(3)));
        machine.Advance(TimeSpan.FromMinutes(3));

        Assert.AreEqual(new DateTimeOffset(2026, 10, 5, 17, 8, 0, TimeSpan.FromHours(3)), clock.GetUtcNow());
        Assert.AreEqual(machine.GetUtcNow(), new GatewayClock(machine).GetUtcNow());
    }

    [TestMethod]
    public void Json_keeps_cyrillic_camel_case_and_offsets()
    {
        var text = CommandSession.Serialize(new { AsOf = new DateTimeOffset(2026, 10, 5, 17, 0, 0, TimeSpan.FromHours(3)), Class = "7А", Date = new DateOnly(2026, 10, 5), Student = (string?)null });

        Assert.AreEqual("""{"asOf":"2026-10-05T17:00:00+03:00","class":"7А","date":"2026-10-05","student":null}""", Regex.Replace(text, @"\s+", "", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [TestMethod]
    [DataRow(false, false, true)]
    [DataRow(true, false, false)]
    [DataRow(true, true, true)]
    public void Only_a_drill_without_really_stays_on_the_machine(bool drill, bool really, bool mayLeave) =>
        Assert.AreEqual(mayLeave, new RunMode("export", drill, really).MayLeaveMachine);
}
