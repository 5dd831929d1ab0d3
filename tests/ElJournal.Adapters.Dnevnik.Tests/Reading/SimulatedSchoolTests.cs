using ElJournal.Adapters.Dnevnik.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Dnevnik.Tests.Reading;

[TestClass]
public sealed class SimulatedSchoolTests
{
    [TestMethod]
    public async Task A_school_is_read_over_real_sockets()
    {
        await using var school = await SimulatedSchool.StartAsync();
        await using var source = school.Source();

        var read = await ReadResult.OfAsync(source, new DayRange(new(2026, 9, 1), new(2026, 10, 15)));

        Assert.IsNull(read.Failure, read.Failure?.ToString());
        Assert.AreEqual("", string.Join("\n", read.Items.OfType<Sources.ScopeUnread>()));
        Assert.AreEqual("", string.Join("\n", read.Items.OfType<Sources.Skipped>().Take(10)));
        foreach (var kind in RecordKinds.All.Where(kind => kind != RecordKind.SignIn))
        {
            Assert.IsNotEmpty(read.Records.Where(record => record.Kind == kind), kind.ToString());
        }
    }
}
