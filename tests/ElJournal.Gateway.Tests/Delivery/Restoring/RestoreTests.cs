using System.Text.Json;
using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Gateway.Tests.Delivery.Restoring;

/// <summary>Whatever became of the ledger, the PC, the source or the year: read and deliver once, and the portal is what the source is.</summary>
[TestClass]
public sealed class RestoreTests : IAsyncDisposable
{
    private static readonly Journal Before = new();
    private static readonly Journal After = Before with { Changed = true };

    private PortalServer server = null!;
    private PortalSchool school = null!;

    [TestInitialize]
    public async Task Open()
    {
        server = await PortalServer.StartAsync();
        school = new PortalSchool(server);
    }

    public async ValueTask DisposeAsync()
    {
        school.Dispose();
        await server.DisposeAsync();
    }

    [TestMethod]
    public async Task A_restored_ledger_and_then_an_empty_one_make_the_portal_what_the_source_is()
    {
        school.Write(Before);
        await DeliverAsync(school, Before, 17);
        school.AssertPortalIs(Before);
        var backup = await school.BackUpAsync();

        school.Write(After);
        await DeliverAsync(school, After, 18);
        school.AssertPortalIs(After);
        Assert.AreEqual(96, Before.Shown().Except(After.Shown(), StringComparer.Ordinal).Union(After.Shown().Except(Before.Shown(), StringComparer.Ordinal), StringComparer.Ordinal).Select(line => line.Split(' ')[1]).Distinct().Count(), "So many records changed.");

        await school.RestoreAsync(backup);
        await DeliverAsync(school, After, 19);
        school.AssertPortalIs(After);

        // The portal itself was put back as well: what the ledger says it has, it has not.
        await school.RestoreAsync(null);
        await DeliverAsync(school, After, 20);
        school.AssertPortalIs(After);
    }

    [TestMethod]
    public async Task A_new_PC_with_the_same_configuration_goes_on_where_the_old_one_stopped()
    {
        school.Write(Before);
        await DeliverAsync(school, Before, 17);
        using var next = new PortalSchool(server);
        next.Write(After);
        await DeliverAsync(next, After, 18);

        // The new PC's ledger is empty: it cannot know what only the old one had sent, and says so by what it sends and by nothing else.
        var gone = Before.Shown().Except(After.Shown(), StringComparer.Ordinal).Where(line => !After.Shown().Any(now => now.Split(' ')[1] == line.Split(' ')[1])).ToHashSet(StringComparer.Ordinal);
        CollectionAssert.AreEqual(After.Shown().ToList(), PortalSchool.Shown(server.Portal.Inbox).Where(line => !gone.Contains(line)).ToList());
        Assert.HasCount(32, gone);
        using var moved = new PortalSchool(server);
        moved.Write(Before);
        await DeliverAsync(moved, Before, 19);
        CollectionAssert.IsSubsetOf(Before.Shown().ToList(), PortalSchool.Shown(server.Portal.Inbox).ToList());
        Assert.IsTrue(server.Portal.Inbox.Effects.Values.All(times => times == 1));
    }

    [TestMethod]
    public async Task A_change_of_source_in_mid_year_keeps_the_earlier_days_and_mixes_no_keys()
    {
        school.Write(Before, "old");
        school.Configure("""[ { "Adapter": "files", "Settings": { "Directory": "old" } } ]""");
        await DeliverAsync(school, Before, 17);

        // The new journal numbers its lessons and entries from the beginning, as a new system does.
        var next = Before with { From = new DateOnly(2026, 11, 2), Days = 3, Topic = "Новая тема" };
        school.Write(next, "new");
        school.Configure("""[ { "Adapter": "files", "Settings": { "Directory": "old" } }, { "Adapter": "files", "Since": "2026-11-01", "Settings": { "Directory": "new" } } ]""");
        await school.ReadAsync("2026-11-06T17:00:00+03:00", next);
        await school.ExportAsync("2026-11-06T17:30:00+03:00");

        var shown = PortalSchool.Shown(server.Portal.Inbox).ToHashSet(StringComparer.Ordinal);
        CollectionAssert.IsSubsetOf(Before.Shown().ToList(), shown.ToList(), "The former source's days stay.");
        Assert.HasCount(Before.Shown().Count() + next.Shown().Count(), shown, "The new source's days are added.");
        AssertEveryReferenceResolves();
    }

    [TestMethod]
    public async Task A_new_school_year_with_the_same_ids_overwrites_nothing_of_the_old_one()
    {
        school.Write(Before);
        await DeliverAsync(school, Before, 17);
        var next = Before with { From = new DateOnly(2027, 9, 6), Days = 3, Grade = 8, Topic = "Восьмой класс" };
        school.Write(next);
        await school.ReadAsync("2027-09-10T17:00:00+03:00", next);
        await school.ExportAsync("2027-09-10T17:30:00+03:00");

        var shown = PortalSchool.Shown(server.Portal.Inbox).ToList();
        var renamed = next.Shown().Select(line => line.Split(' ', 2) is [var kind, var rest] ? $"{kind} 2027:{rest}" : line).ToList();
        var expected = Before.Shown().Concat(renamed).Order(StringComparer.Ordinal).ToList();
        Assert.AreEqual("", string.Join('\n', expected.Except(shown, StringComparer.Ordinal).Take(20)), "not at the portal");
        Assert.AreEqual("", string.Join('\n', shown.Except(expected, StringComparer.Ordinal).Take(20)), "at the portal and should not be");
        Assert.IsTrue(server.Portal.Inbox.Live.ContainsKey(("class", "c7")) && server.Portal.Inbox.Live[("class", "2027:c7")].Contains("8А", StringComparison.Ordinal));
        AssertEveryReferenceResolves();
    }

    private static async Task DeliverAsync(PortalSchool school, Journal journal, int hour)
    {
        await school.ReadAsync($"2026-10-13T{hour}:00:00+03:00", journal);
        var export = await school.ExportAsync($"2026-10-13T{hour}:30:00+03:00");
        Assert.AreEqual((0, 0, 1), (export.GetProperty("pending").GetInt32(), export.GetProperty("held").GetInt32(), export.GetProperty("withheld").GetInt32()), export.ToString());
    }

    private void AssertEveryReferenceResolves()
    {
        var live = server.Portal.Inbox.Live;
        var targets = new Dictionary<string, string>(StringComparer.Ordinal) { ["classId"] = "class", ["lessonId"] = "lesson", ["studentId"] = "student", ["subjectId"] = "subject", ["teacherId"] = "teacher" };
        foreach (var (record, data) in live)
        {
            using var json = JsonDocument.Parse(data);
            foreach (var (column, kind) in targets)
            {
                if (json.RootElement.TryGetProperty(column, out var key) && key.ValueKind == JsonValueKind.String)
                {
                    Assert.IsTrue(live.ContainsKey((kind, key.GetString()!)), $"{record}: {column} {key}");
                }
            }
        }
    }
}
