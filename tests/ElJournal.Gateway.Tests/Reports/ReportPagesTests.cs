namespace ElJournal.Gateway.Tests.Reports;

/// <summary>Each report of one school, as it was looked at on paper and accepted.</summary>
[TestClass]
public sealed class ReportPagesTests
{
    private static ReportSchool school = null!;

    [ClassInitialize]
    public static async Task Read(TestContext _) => school = await ReportSchool.ReadAsync();

    [ClassCleanup]
    public static void Remove() => school.Dispose();

    [TestMethod]
    public Task Substitutions() => school.Match("substitutions", "substitutions.html");
}
