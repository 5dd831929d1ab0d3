using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>A source that does not show substitutions must not make substitutes guilty of what is asked of the usual teacher.</summary>
[TestClass]
public sealed class UsualTeachersTests
{
    private static readonly DateOnly Monday = JudgingLedger.Monday;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Another_teachers_lesson_may_be_a_substitution_only_where_the_source_shows_none(bool shown)
    {
        await using var ledger = await JudgingLedger.CreateAsync();
        await FillAsync(ledger, shown);

        var replaced = await ReplacedAsync(ledger);

        Assert.AreEqual(shown ? null : "t1", replaced["once"]);
        Assert.IsNull(replaced["l1"]);
        Assert.AreEqual("t9", replaced["told"], "what the source says itself stays");
        Assert.IsNull(replaced["shared1"], "two who share a subject are both usual");
        Assert.IsNull(replaced["shared2"]);
    }

    [TestMethod]
    public async Task Everything_is_judged_anew_when_somebody_else_becomes_usual()
    {
        await using var ledger = await JudgingLedger.CreateAsync();
        await FillAsync(ledger, shown: false);
        var before = await BasisAsync(ledger);
        await ledger.PutAsync(new Lesson("once", Monday, "c7", 2, subjectId: "u1", teacherId: "t2", topic: "Дроби"));
        Assert.AreEqual(before, await BasisAsync(ledger), "an entry changes nothing of who is usual");

        await ledger.PutAsync([.. Enumerable.Range(0, 3).Select(number => new Lesson($"more{number}", Monday.AddDays(1), "c7", number + 1, subjectId: "u1", teacherId: "t2"))]);
        Assert.AreNotEqual(before, await BasisAsync(ledger));
    }

    private static async Task FillAsync(JudgingLedger ledger, bool shown)
    {
        await ledger.PutAsync([.. Enumerable.Range(1, 5).Select(number => new Lesson($"l{number}", Monday.AddDays(-number), "c7", 1, subjectId: "u1", teacherId: "t1"))]);
        await ledger.PutAsync(
            new Lesson("once", Monday, "c7", 2, subjectId: "u1", teacherId: "t2"),
            new Lesson("told", Monday, "c7", 3, subjectId: "u1", teacherId: "t2", replacesTeacherId: "t9"),
            new Lesson("shared1", Monday, "c7", 4, subjectId: "u2", teacherId: "t1"),
            new Lesson("shared2", Monday, "c7", 5, subjectId: "u2", teacherId: "t2"));
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        StoredTraits.Write(connection, ledger.Book, new SourceTraits(RecordKinds.All.ToHashSet()) { ShowsSubstitutions = shown });
    }

    private static async Task<Dictionary<string, string?>> ReplacedAsync(JudgingLedger ledger)
    {
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        using var scene = (await ledger.Scenes.OpenAsync(connection, ledger.School, ledger.Clock.GetUtcNow(), CancellationToken.None)).Single();
        return scene.Lessons.Read([new ClassScope("c7", new DayRange(Monday.AddDays(-9), Monday))]).ToDictionary(entries => entries.Lesson.Id, entries => entries.Lesson.ReplacesTeacherId);
    }

    private static async Task<string> BasisAsync(JudgingLedger ledger)
    {
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        using var scene = (await ledger.Scenes.OpenAsync(connection, ledger.School, ledger.Clock.GetUtcNow(), CancellationToken.None)).Single();
        return Basis.Of(ledger.School, [scene]);
    }
}
