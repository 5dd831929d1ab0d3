using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Tests.Sync;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Years;

/// <summary>What is read after a school year was closed.</summary>
[TestClass]
public sealed class YearTurnTests
{
    [TestMethod]
    public async Task After_the_closing_the_old_year_stays_as_it_was_and_the_summer_raises_no_holds()
    {
        await using var world = await FinishedYear();
        await Close(world, "2026-06-20", "2027-09-15");
        var before = (await world.RowsAsync(deleted: true)).Select(row => (row.Id, row.Seq)).ToList();

        // June: the journal still shows the old year.
        await world.SyncAtAsync(Moment(2027, 6, 21));
        // August: the pupils have gone on, everybody at once.
        for (var number = 1; number <= 20; number++)
        {
            world.Journal.Replace(new Student($"s{number}", $"Ученик{number}", "Иван", birthDate: new DateOnly(2013, 1, number), classId: number <= 10 ? "c8new" : "c9new"));
        }

        world.Journal.Remove(RecordKind.Class, "c7", "c7en", "c8");
        world.Journal.Add(new ClassGroup("c8new", "8А", 8));
        world.Journal.Add(new ClassGroup("c9new", "9Б", 9));
        world.Journal.RemoveAll(record => record.Kind is RecordKind.Lesson or RecordKind.Mark or RecordKind.FinalMark);
        var august = await world.SyncAtAsync(Moment(2027, 8, 25));

        Assert.AreEqual(0L, august.Held);
        Assert.IsEmpty(await world.HoldsAsync());
        var books = (await world.AllAsync<Book>()).OrderBy(book => book.Year).ToList();
        CollectionAssert.AreEqual(new[] { 2026, 2027 }, books.Select(book => book.Year).ToList());
        var rows = await world.RowsAsync(deleted: true);
        CollectionAssert.AreEqual(before, rows.Where(row => row.Book == books[0].Id).Select(row => (row.Id, row.Seq)).ToList());
        Assert.IsEmpty(rows.Where(row => row.Book == books[1].Id && row.Kind is RecordKind.Term or RecordKind.FinalMark && row.Book == books[1].Id), "what belongs to the closed year is not taken for the next");
        CollectionAssert.AreEquivalent(new[] { "c8new", "c9new" }, rows.Where(row => row.Book == books[1].Id && row is { Kind: RecordKind.Class, Deleted: false }).Select(row => row.Key).ToList());
    }

    [TestMethod]
    public async Task Without_a_closing_the_same_summer_waits_for_a_person()
    {
        await using var world = await FinishedYear();
        world.Journal.Remove(RecordKind.Student, [.. Enumerable.Range(1, 8).Select(number => $"s{number}")]);

        Assert.AreEqual(8L, (await world.SyncAtAsync(Moment(2027, 8, 25))).Held);
    }

    [TestMethod]
    public async Task An_empty_list_of_pupils_is_an_outage_even_while_changes_are_expected_and_marks_are_never_expected_to_go()
    {
        await using var world = await FinishedYear();
        await Close(world, "2027-06-20", "2027-09-15");
        await world.SyncAtAsync(Moment(2027, 6, 21));
        world.Journal.RemoveAll(record => record.Kind == RecordKind.Student);
        var outage = await world.SyncAtAsync(Moment(2027, 6, 22));
        world.Journal.AddRange(Some.Roster().Where(record => record.Kind == RecordKind.Student));
        await world.SyncAtAsync(Moment(2027, 6, 23));

        world.Journal.Add(Some.Lesson("n1", new DateOnly(2027, 9, 6)));
        world.Journal.AddRange(Enumerable.Range(1, 12).Select(number => Some.Mark($"n{number}", "n1", $"s{((number - 1) % 10) + 1}", work: $"Работа {number}")));
        await world.SyncAtAsync(Moment(2027, 9, 6));
        world.Journal.RemoveAll(record => record.Kind == RecordKind.Mark && record.Key[0] == 'n');
        var marks = await world.SyncAtAsync(Moment(2027, 9, 7));

        Assert.AreEqual((20L, 12L), (outage.Held, marks.Held));
    }

    [TestMethod]
    public async Task After_the_expected_days_holds_are_raised_again()
    {
        await using var world = await FinishedYear();
        await Close(world, "2027-06-20", "2027-09-15");
        await world.SyncAtAsync(Moment(2027, 9, 10));
        world.Journal.Remove(RecordKind.Student, [.. Enumerable.Range(1, 8).Select(number => $"s{number}")]);

        Assert.AreEqual(8L, (await world.SyncAtAsync(Moment(2027, 9, 16))).Held);
        Assert.AreEqual(HoldStatus.Open, (await world.HoldsAsync()).First().Status);
    }

    private static DateTimeOffset Moment(int year, int month, int day) => new(year, month, day, 9, 0, 0, TimeSpan.FromHours(3));

    private static Task<int> Close(World world, string from, string to) => world.InLeaseAsync(async lease =>
    {
        await using var transaction = await lease.BeginAsync(1, CancellationToken.None);
        foreach (var (action, target) in new[] { (YearDecisions.Close, "2026"), (YearDecisions.Expect, YearDecisions.Target(2026, new DayRange(DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture)))) })
        {
            transaction.Context.Add(new DecisionRow { School = "s1", At = 0, By = "x", Action = action, Target = target, Reason = "x" });
        }

        await transaction.CommitAsync(CancellationToken.None);
        return 0;
    });

    /// <summary>A year with a lesson in May, read in June.</summary>
    private static async Task<World> FinishedYear()
    {
        var world = await World.CreateAsync();
        world.Journal.Add(new Term("q4", "4 четверть", TermKind.Quarter, new DateOnly(2027, 4, 1), new DateOnly(2027, 5, 26)));
        world.Journal.Add(Some.Lesson("l1", new DateOnly(2027, 5, 24), topic: "Повторение"));
        world.Journal.AddRange(Some.Marks());
        world.Journal.Add(new FinalMark("s1", "alg", "q4", "5"));
        await world.SyncAtAsync(Moment(2027, 6, 1));
        return world;
    }
}
