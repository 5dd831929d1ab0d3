using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Tests.Cli;

/// <summary>Wrong arguments of the verbs by which people look and decide.</summary>
[TestClass]
public sealed class DecisionUsageTests
{
    private static SmallSchool school = null!;

    [ClassInitialize]
    public static async Task ReadTheSchool(TestContext context)
    {
        school = new SmallSchool();
        await school.Read(0);
    }

    [ClassCleanup]
    public static void Remove() => school.Dispose();

    [TestMethod]
    [DataRow("findings show")]
    [DataRow("findings waive --by W --reason R --until 2026-12-31")]
    [DataRow("findings waive AB --by W --until 2026-12-31")]
    [DataRow("findings waive AB --by W --reason R")]
    [DataRow("findings waive AB --by W --reason R --until 31.12.2026")]
    [DataRow("findings list --status nonsense")]
    [DataRow("findings list --from 2026-10-06 --to 2026-10-05")]
    [DataRow("excuse add --from 2026-10-05 --to 2026-10-05 --reason R")]
    [DataRow("excuse add --teacher t1 --to 2026-10-05 --reason R")]
    [DataRow("excuse add --teacher t1 --from 2026-10-05 --to 2026-10-05")]
    [DataRow("excuse add --teacher t1 --from 2026-10-06 --to 2026-10-05 --reason R")]
    [DataRow("excuse remove")]
    [DataRow("excuse remove one")]
    [DataRow("day add --from 2026-10-05 --to 2026-10-05 --kind holiday --reason R")]
    [DataRow("day add --from 2026-10-05 --to 2026-10-05 --reason R")]
    [DataRow("day add --from 2026-10-05 --kind closed --reason R")]
    [DataRow("day add --from 2026-10-05 --to 2026-10-05 --kind closed")]
    [DataRow("day remove")]
    [DataRow("hold approve --by W --reason R")]
    [DataRow("hold approve AB --by W")]
    [DataRow("hold discard AB --by W")]
    [DataRow("delivery show")]
    [DataRow("whatif")]
    [DataRow("whatif --rule entry-deadline --set Deadline")]
    [DataRow("whatif --rule entry-deadline --set Deadlin=18:00")]
    [DataRow("whatif --rule entry-deadline --set Deadline=noon")]
    [DataRow("notify --kind hourly")]
    public async Task Wrong_usage_is_64(string command)
    {
        var run = await school.At(1, command);

        SmallSchool.Refused(run, ExitCodes.Usage);
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    [DataRow("hold approve AB --by W --reason", "")]
    [DataRow("findings waive AB --by W --until 2026-12-31 --reason", " ")]
    [DataRow("excuse add --teacher t1 --from 2026-10-05 --to 2026-10-05 --reason R --by", "")]
    [DataRow("day add --from 2026-10-05 --to 2026-10-05 --kind closed --by W --reason", "")]
    public async Task A_decision_without_who_or_why_is_no_decision(string command, string empty) => SmallSchool.Refused(await school.At(1, command, empty), ExitCodes.Usage);

    [TestMethod]
    [DataRow("findings show ABCDEF")]
    [DataRow("findings waive ABCDEF --by W --reason R --until 2026-12-31")]
    [DataRow("findings unwaive ABCDEF --by W")]
    [DataRow("findings list --rule nonsense")]
    [DataRow("excuse add --teacher t9 --from 2026-10-05 --to 2026-10-05 --reason R")]
    [DataRow("excuse remove 99")]
    [DataRow("day add --class 9Я --from 2026-10-05 --to 2026-10-05 --kind closed --reason R")]
    [DataRow("day remove 99")]
    [DataRow("hold approve ABCDEF01 --reason R")]
    [DataRow("hold discard ABCDEF01 --reason R")]
    [DataRow("delivery show nonsense")]
    [DataRow("delivery retry nonsense")]
    [DataRow("delivery list --route nonsense")]
    [DataRow("delivery retry --route nonsense")]
    [DataRow("whatif --rule nonsense")]
    public async Task What_does_not_exist_is_1_and_decides_nothing(string command)
    {
        var run = await school.At(1, command);

        SmallSchool.Refused(run, ExitCodes.Failed);
        Assert.IsEmpty(school.Decisions());
    }

    [TestMethod]
    [DataRow("findings list")]
    [DataRow("excuse list")]
    [DataRow("day list")]
    [DataRow("hold list")]
    [DataRow("withheld list")]
    [DataRow("delivery list")]
    [DataRow("whatif --rule entry-deadline")]
    [DataRow("notify --kind monthly")]
    [DataRow("adapters test")]
    public async Task Without_a_school_of_that_name_it_is_1(string command)
    {
        var run = await CommandLineRun.Of(school.Path, [.. command.Split(' '), "--school", "nobody"]);

        SmallSchool.Refused(run, ExitCodes.Failed);
    }
}
