using System.Globalization;
using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Scheduling;

/// <summary>One slow, broken or enormous school does not delay the others: with the worker, the ledger and the letters of the program.</summary>
[TestClass]
public sealed class FairnessTests
{
    private static readonly string[] Others = ["c1", "c2", "c3", "c4", "c5"];

    private readonly FakeTimeProvider clock = new(At("2026-10-05T07:59:00+03:00"));
    private readonly TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource reads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool evening;
    private int batches;

    [TestMethod]
    public async Task A_school_that_hangs_one_that_throws_and_one_that_never_ends_delay_nobodys_evening_letter()
    {
        var journals = Others.ToDictionary(school => school, _ => (Func<AdapterContext, ReadRequest, CancellationToken, IAsyncEnumerable<ReadItem>>)((context, request, token) => MadeRegion.Whole(context, request, Journal, token)), StringComparer.Ordinal);
        journals.Add("a-hangs", (context, request, token) => evening ? HangAsync(token) : MadeRegion.Whole(context, request, Journal, token));
        journals.Add("a-huge", (context, request, token) => evening ? WithoutEndAsync(token) : MadeRegion.Whole(context, request, Journal, token));
        journals.Add("b-breaks", (context, request, token) => evening ? throw new InvalidOperationException("broken") : MadeRegion.Whole(context, request, Journal, token));

        // Two places, and the two that do not end come first.
        await using var region = new MadeRegion(clock, new LimitsOptions { SideBySide = 2, SchoolTime = TimeSpan.FromSeconds(20) }, journals, school => school.Schedules["daily-check"] = school.Id[0] == 'a' ? "0 4 17 ? * *" : "0 5 17 ? * *");
        await region.BeginAsync();
        clock.MoveTo(At("2026-10-05T08:00:00+03:00"));
        await region.DrainAsync();
        evening = true;
        clock.MoveTo(At("2026-10-05T17:05:00+03:00"));
        using var stop = new CancellationTokenSource();
        var run = region.Get<SlotWorker>().RunAsync(stop.Token);
        await Task.WhenAll(hangs.Task, reads.Task).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.IsFalse(Others.Any(school => region.HasLetter($"deputy@{school}.example")), "Both places are taken.");

        clock.MoveTo(At("2026-10-05T17:05:31+03:00"));
        var before = Volatile.Read(ref batches);
        await region.LettersAsync([.. Others.Select(school => $"deputy@{school}.example")]);

        Assert.AreEqual(At("2026-10-05T17:05:31+03:00"), clock.GetUtcNow(), "Half a minute after the check fell due all others have their letters.");
        Assert.IsGreaterThan(before, Volatile.Read(ref batches), "The enormous school was read all the while.");
        Assert.IsFalse(region.HasLetter("deputy@a-hangs.example"));
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        var slots = await SlotsAsync(region);
        Assert.AreEqual(SlotStatus.Due, slots["a-hangs"].Status, "Put back whole.");
        Assert.AreEqual(SlotStatus.Due, slots["b-breaks"].Status);
        Assert.IsNotNull(slots["b-breaks"].NextTryAt, "Tried again, and not at once.");
        Assert.IsTrue(Others.All(school => slots[school].Status == SlotStatus.Done));
    }

    private static IReadOnlyList<JournalRecord> Journal { get; } =
    [
        new Teacher("t1", "Иванова", "Анна", "Петровна", "t1@school.example"),
        new ClassGroup("c1", "5А", 5),
        new Subject("s1", "Алгебра"),
        new Student("p1", "Петров", "Пётр", classId: "c1"),
        new Lesson("l1", new(2026, 10, 5), "c1", number: 1, start: new(8, 30), end: new(9, 15), subjectId: "s1", teacherId: "t1"),
    ];

    private async IAsyncEnumerable<ReadItem> HangAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        hangs.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    private async IAsyncEnumerable<ReadItem> WithoutEndAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var batch = 0; ; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new Records([.. Enumerable.Range(0, 100).Select(i => new Mark(string.Create(CultureInfo.InvariantCulture, $"m{batch}.{i}"), "l1", "p1", "5"))]);
            Interlocked.Increment(ref batches);
            reads.TrySetResult();
        }
    }

    private static async Task<Dictionary<string, SlotRow>> SlotsAsync(MadeRegion region)
    {
        await using var context = await region.Get<LedgerDatabase>().ReadAsync(CancellationToken.None);
        return await context.Set<SlotRow>().Where(slot => slot.Job == JobCatalog.DailyCheck).ToDictionaryAsync(slot => slot.School, StringComparer.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
