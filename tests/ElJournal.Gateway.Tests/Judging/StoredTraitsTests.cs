using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Sync;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Tests.Sync;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

[TestClass]
public sealed class StoredTraitsTests
{
    [TestMethod]
    public async Task A_pass_leaves_what_the_source_shows_and_no_source_is_handed_it_back()
    {
        await using var world = await World.CreateAsync();
        world.Source.Rewrite = item => item is ScopeRead { Scope.Kind: RecordKind.Lesson } read ? read with { TokenName = "lessons", Token = "v1" }
            : item is ScopeRead { Scope.Kind: RecordKind.Mark } forged ? forged with { TokenName = "gateway:traits", Token = "forged" }
            : item;
        world.Source.Shown = new SourceTraits(new[] { RecordKind.Class, RecordKind.Lesson, RecordKind.Mark }.ToHashSet(), ShowsTopics: false);
        await world.SyncAsync();
        await world.SyncAsync();

        CollectionAssert.AreEqual(new[] { "lessons" }, world.Source.LastRequest!.Tokens.Keys.ToList());
        var stored = await ReadAsync(world);
        Assert.IsFalse(stored.ShowsTopics);
        CollectionAssert.AreEqual(new[] { RecordKind.Class, RecordKind.Lesson, RecordKind.Mark }, stored.Shown.Order().ToList());
    }

    [TestMethod]
    public async Task An_unreachable_source_changes_nothing_of_what_it_showed()
    {
        await using var world = await World.CreateAsync();
        await world.SyncAsync();
        world.Source.Shown = new SourceTraits(new[] { RecordKind.Class }.ToHashSet(), ShowsTopics: false);
        world.Source.FailAfter = 0;
        await world.SyncAsync();

        var stored = await ReadAsync(world);
        Assert.IsTrue(stored.ShowsTopics);
        Assert.HasCount(RecordKinds.All.Length, stored.Shown);
    }

    [TestMethod]
    public async Task Judging_rests_on_what_was_stored_and_shows_everything_before_that()
    {
        await using var ledger = await JudgingLedger.CreateAsync();
        Assert.AreSame(SourceCapabilities.All, await SourceAsync(ledger));

        await using (var connection = await ledger.Database.OpenAsync(CancellationToken.None))
        {
            StoredTraits.Write(connection, ledger.Book, new SourceTraits(new[] { RecordKind.Lesson }.ToHashSet(), ShowsHomeworkAtLessonGiven: false));
        }

        var source = await SourceAsync(ledger);
        Assert.IsFalse(source.ShowsHomeworkAtLessonGiven);
        CollectionAssert.AreEqual(new[] { RecordKind.Lesson }, source.Shown.ToList());
    }

    private static async Task<SourceTraits> ReadAsync(World world)
    {
        var book = (await world.AllAsync<ReadTokenRow>()).First().Book;
        await using var connection = await world.Database.OpenAsync(CancellationToken.None);
        return StoredTraits.Read(connection, book)!;
    }

    private static async Task<SourceCapabilities> SourceAsync(JudgingLedger ledger)
    {
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        var scenes = await ledger.Scenes.OpenAsync(connection, ledger.School, ledger.Clock.GetUtcNow(), CancellationToken.None);
        var source = scenes.Single().Facts.Source;
        foreach (var scene in scenes)
        {
            scene.Dispose();
        }

        return source;
    }
}
