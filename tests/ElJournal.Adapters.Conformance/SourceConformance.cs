using System.Diagnostics;
using ElJournal.Adapters.Sources;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Adapters.Conformance;

/// <summary>What every source must do. An adapter's author inherits this and says how to start a world (README.md).</summary>
/// <remarks>A test that does not apply is named in <see cref="NotApplicable"/>, or overridden, with the reason; the run prints it.</remarks>
public abstract partial class SourceConformance
{
    /// <summary>A school of eleven classes with six pupils each, three weeks long: small enough that every test starts a world of its own.</summary>
    public static SchoolScale Small { get; } = new() { Pupils = 66, Classes = 11, Weeks = 3, Planned = false };

    /// <summary>A school in which keeping everything would be seen.</summary>
    public static SchoolScale Large { get; } = new() { Pupils = 500, Classes = 20, Weeks = 10, OralShare = 0.5, AbsenceRate = 0.15, Planned = false };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Set by MSTest.</summary>
    public TestContext TestContext { get; set; } = null!;

    /// <summary>What this system cannot suffer or the source cannot be asked for, each with its reason.</summary>
    protected virtual IReadOnlyDictionary<Disturbance, string> NotApplicable { get; } = new Dictionary<Disturbance, string>();

    /// <summary>How much the heap may grow while <see cref="Large"/> is read, in megabytes.</summary>
    protected virtual int MemoryMegabytes => 64;

    private CancellationToken Cancelled => TestContext.CancellationToken;

    /// <summary>Starts a world with the school of that scale.</summary>
    protected abstract Task<SourceWorld> StartAsync(SchoolScale scale);

    [TestMethod]
    public virtual async Task A_probe_tells_good_credentials_from_bad()
    {
        await using var world = await StartAsync(Small);
        await using var good = world.Source();
        await using var bad = world.Source(world.RefusedSettings);

        var accepted = await good.ProbeAsync(Cancelled);
        var refused = await ProbeAsync(bad);

        Assert.IsTrue(accepted.Succeeded, accepted.Message);
        Assert.IsFalse(refused.Succeeded, "The probe succeeded with settings that the system refuses.");
        AssertRussian(accepted.Message);
        AssertRussian(refused.Message);
    }

    [TestMethod]
    public virtual async Task Bad_credentials_end_a_read_at_once_with_an_instruction()
    {
        await using var world = await StartAsync(Small);

        var read = await ReadOutcome.OfAsync(world, world.Window, settings: world.RefusedSettings, cancellationToken: Cancelled);

        var failure = Assert.IsInstanceOfType<AdapterException>(read.Failure, "A read with bad credentials must fail.");
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure, failure.ToString());
        AssertRussian(failure.Instruction ?? "");
        Assert.IsEmpty(read.Complete);
    }

    [TestMethod]
    public virtual async Task Scopes_are_exhaustive()
    {
        await using var world = await StartAsync(Small);

        var read = await SoundAsync(world, world.Whole);

        var shown = read.Traits.Shown;
        CollectionAssert.IsSubsetOf(read.Records.Select(record => record.Kind).Distinct().ToList(), shown.ToList(), "Records of kinds that the traits do not name.");
        Assert.IsEmpty(read.Records.Where(record => !read.Traits.SeenThroughDays.Contains(record.Kind) && !read.Complete.Any(claim => read.IsIn(claim.Scope, record))).Take(5), "Records outside of every scope that is claimed as read.");
        foreach (var kind in shown.Except(read.Traits.SeenThroughDays))
        {
            Assert.IsTrue(read.Complete.Any(claim => claim.Scope.Kind == kind), $"{kind} is shown, and no scope of it is claimed.");
            if (world.Expected.TryGetValue(kind, out var count))
            {
                Assert.AreEqual(count, read.Records.Where(record => record.Kind == kind).DistinctBy(record => record.Key).Count(), $"Records of {kind}.");
            }

            AssertCovered(read, kind, world.Whole);
        }
    }

    [TestMethod]
    public virtual async Task No_batch_has_more_than_5000_records_and_no_data_is_from_after_its_reading()
    {
        await using var world = await StartAsync(Small);

        var read = await SoundAsync(world, world.Whole);

        Assert.IsEmpty(read.Items.OfType<Records>().Where(batch => batch.Items.Count > 5000));
        Assert.IsEmpty(read.Complete.Where(claim => claim.AsOf > claim.StartedAt));
        Assert.IsGreaterThan(0, read.Effort.Requests, "ReadEffort says how much was asked of the other side.");
    }

    [TestMethod]
    public virtual async Task Reading_twice_yields_equal_records_and_hashes()
    {
        await using var world = await StartAsync(Small);
        await using var source = world.Source();

        var first = await ReadOutcome.OfAsync(source, world.Window, cancellationToken: Cancelled);
        var again = await ReadOutcome.OfAsync(source, world.Window, cancellationToken: Cancelled);
        var another = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: Cancelled);

        AssertSound(first);
        Assert.AreEqual("", string.Join('\n', Truth.Ambiguous(first)));
        Assert.AreEqual("", Truth.Difference(Lines(first), Lines(again)), "The same source, read twice.");
        Assert.AreEqual("", Truth.Difference(Lines(first), Lines(another)), "Two sources.");
        Assert.AreEqual(first.Hash(), again.Hash());
        Assert.AreEqual(first.Hash(), another.Hash());
    }

    [TestMethod]
    public virtual async Task A_read_with_the_tokens_of_the_last_one_says_the_same()
    {
        await using var world = await StartAsync(Small);
        var first = await SoundAsync(world, world.Window);
        var tokens = first.Complete.Where(claim => claim.TokenName is not null).GroupBy(claim => claim.TokenName!, StringComparer.Ordinal).ToDictionary(claims => claims.Key, claims => claims.Last().Token!, StringComparer.Ordinal);

        var second = await ReadOutcome.OfAsync(world, world.Window, tokens, cancellationToken: Cancelled);

        AssertSound(second);
        var said = second.Items.Select(item => item switch { ScopeRead read => read.Scope, ScopeUnchanged same => same.Scope, _ => null }).OfType<ReadScope>().ToList();
        Assert.IsEmpty(first.Records.Where(record => !first.Traits.SeenThroughDays.Contains(record.Kind) && !said.Any(scope => first.IsIn(scope, record))).Take(5), "Records in no scope that the second read speaks of.");
        Assert.AreEqual("", string.Join('\n', Truth.Altered(first, second).Take(5)));
    }

    [TestMethod]
    public virtual async Task A_window_read_equals_the_same_window_of_a_full_read()
    {
        await using var world = await StartAsync(Small);

        var full = await SoundAsync(world, world.Whole);
        var window = await SoundAsync(world, world.Window);

        var expected = full.Records.Where(record => !record.Kind.IsDated() || (full.DayOf(record) is { } day && world.Window.Contains(day))).Select(record => record.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.IsTrue(window.Records.Any(record => record.Kind == RecordKind.Lesson), "The window holds no lesson; the world should choose another.");
        Assert.AreEqual("", Truth.Difference(expected, Lines(window)));
    }

    [TestMethod]
    public virtual async Task A_week_of_one_class_is_read_of_that_class_only_and_scopes_say_no_more_than_was_read()
    {
        await using var world = await StartAsync(Small);
        var full = await SoundAsync(world, world.Whole);
        var (day, week) = (new DayRange(world.Whole.To, world.Whole.To), new DayRange(world.Whole.From, world.Whole.From.AddDays(6)));
        var root = full.Records.OfType<Lesson>().Where(lesson => week.Contains(lesson.Day)).Select(lesson => full.RootOf(lesson.ClassId)).GroupBy(name => name, StringComparer.Ordinal).MaxBy(lessons => lessons.Count())!.Key;
        var alone = await SoundAsync(world, day);

        var read = await ReadOutcome.OfAsync(world, day, ofClasses: [new ClassWindow(root, week)], cancellationToken: Cancelled);

        AssertSound(read);
        bool IsOfClass(ReadOutcome of, JournalRecord record) => of.DayOf(record) is { } at && week.Contains(at) && of.GroupOf(record) is { } group && full.RootOf(group) == root;
        foreach (var kind in read.Traits.Shown.Where(kind => kind.IsDated()))
        {
            if (!read.Complete.Any(claim => claim.Scope.Kind == kind && claim.Scope.ClassIds?.Contains(root) == true && claim.Scope.Days is { } days && days.Contains(week)))
            {
                Assert.IsFalse(read.Complete.Any(claim => claim.Scope.Kind == kind && claim.Scope.Days is { } days && days.Contains(week.From)), $"{kind}: a part of the week is claimed.");
                DoesNotApply("the source does not read weeks of single classes");
            }

            var expected = full.Records.Where(record => record.Kind == kind && IsOfClass(full, record)).Select(record => record.ToString()).Order(StringComparer.Ordinal).ToList();
            Assert.AreEqual("", Truth.Difference(expected, [.. read.Records.Where(record => record.Kind == kind && IsOfClass(read, record)).Select(record => record.ToString())]), $"{kind} of the class.");
        }

        // Classes that share subgroups may have to be read together; most of the school is left alone.
        var claimed = read.Complete.Where(claim => claim.Scope.Kind.IsDated() && claim.Scope.Days is { } days && days.Contains(week.From)).ToList();
        Assert.IsFalse(claimed.Exists(claim => claim.Scope.ClassIds is null), "The whole school is claimed.");
        var others = full.Records.OfType<Lesson>().Select(lesson => full.RootOf(lesson.ClassId)).Distinct(StringComparer.Ordinal).Count() - 1;
        Assert.IsLessThan(Math.Max(others, 1), claimed.SelectMany(claim => claim.Scope.ClassIds!).Where(name => name != root).Distinct(StringComparer.Ordinal).Count(), "Every class is claimed.");
        Assert.IsEmpty(read.Records.Where(record => record.Kind.IsDated() && !read.Complete.Any(claim => read.IsIn(claim.Scope, record))).Take(5), "Records outside of every scope that is claimed as read.");
        Assert.AreEqual("", Truth.Difference([.. alone.Records.Where(record => record.Kind.IsDated()).Select(record => record.ToString())], [.. read.Records.Where(record => record.Kind.IsDated() && read.DayOf(record) == world.Whole.To).Select(record => record.ToString())]), "The day itself.");
    }

    [TestMethod]
    public virtual async Task Cancellation_between_items_ends_a_read_within_a_second()
    {
        await using var world = await StartAsync(Small);
        await using var source = world.Source();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var watch = new Stopwatch();

        try
        {
            await foreach (var _ in source.ReadAsync(Request(world.Whole), stop.Token).ConfigureAwait(false))
            {
                watch.Start();
                await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As it should; a read that had only a moment's work left may also come to its end.
        }

        Assert.IsTrue(watch.IsRunning, "The read gave nothing.");
        Assert.IsLessThan(1000, watch.ElapsedMilliseconds);
    }

    [TestMethod]
    public virtual async Task Cancellation_ends_a_read_that_hangs_in_a_slow_answer_within_a_second()
    {
        await using var world = await DisturbedAsync(Disturbance.HungAnswer);
        await using var source = world.Source();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var reading = ReadOutcome.OfAsync(source, world.Window, cancellationToken: stop.Token);
        await world.WhenHungAsync(Cancelled).WaitAsync(Patience, Cancelled);
        Assert.IsFalse(reading.IsCompleted, "The read should be waiting for its answer.");

        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await reading.WaitAsync(Patience, Cancelled));

        Assert.IsLessThan(1000, watch.ElapsedMilliseconds);
    }

    [TestMethod]
    public virtual async Task Memory_stays_bounded_on_a_large_school()
    {
        await using var world = await StartAsync(Large);
        await using var source = world.Source();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, records, sinceLook) = (0L, 0, 0);

        await foreach (var item in source.ReadAsync(Request(world.Whole), Cancelled))
        {
            if (item is Records batch)
            {
                records += batch.Items.Count;
                sinceLook += batch.Items.Count;
                if (sinceLook >= 20_000)
                {
                    sinceLook = 0;
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            }
        }

        TestContext.WriteLine($"{records} records, at most {most / 1024 / 1024} MB held.");
        Assert.IsGreaterThan(20_000, records, "The school is not large.");
        Assert.IsLessThan(MemoryMegabytes * 1024L * 1024, most);
    }

    private static async Task<ProbeResult> ProbeAsync(IJournalSource source)
    {
        try
        {
            return await source.ProbeAsync(CancellationToken.None);
        }
        catch (AdapterException failure)
        {
            return new ProbeResult(Succeeded: false, failure.Instruction ?? failure.Message);
        }
    }

    private static void AssertRussian(string text) => Assert.IsTrue(text.Any(letter => letter is >= 'А' and <= 'я'), $"The technician reads Russian: «{text}»");

    private static ReadRequest Request(DayRange window) => new(window, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>());

    private static List<string> Lines(ReadOutcome read) => [.. read.Records.Select(record => record.ToString())];

    private static void AssertSound(ReadOutcome read)
    {
        Assert.IsNull(read.Failure, read.Failure?.ToString());
        Assert.IsEmpty(read.Unread, "A sound world is read whole.");
        Assert.IsEmpty(read.Skipped, "A sound world has nothing that is not understood.");
    }

    /// <summary>Whole school or every class by name, and every day of the window.</summary>
    private static void AssertCovered(ReadOutcome read, RecordKind kind, DayRange window)
    {
        var claims = read.Complete.Select(claim => claim.Scope).Where(scope => scope.Kind == kind).ToList();
        var groups = read.Records.OfType<ClassGroup>().Select(group => group.ParentId ?? group.Id).Distinct(StringComparer.Ordinal).Append(null).ToList();
        foreach (var day in kind.IsDated() ? window.Days().Select(day => (DateOnly?)day) : [null])
        {
            foreach (var group in groups)
            {
                Assert.IsTrue(
                    claims.Any(scope => (scope.ClassIds is null || group is null || scope.ClassIds.Contains(group)) && (scope.Days is not { } days || (day is { } one && days.Contains(one)))),
                    $"{kind} of {group ?? "the school"} on {day:yyyy-MM-dd} is in no scope that is claimed as read.");
            }
        }
    }

    private async Task<ReadOutcome> SoundAsync(SourceWorld world, DayRange window)
    {
        var read = await ReadOutcome.OfAsync(world, window, cancellationToken: Cancelled);
        AssertSound(read);
        Assert.IsNotEmpty(read.Records);
        return read;
    }

    private async Task<SourceWorld> DisturbedAsync(Disturbance disturbance)
    {
        Applies(disturbance);
        var world = await StartAsync(Small);
        await world.DisturbAsync(disturbance);
        return world;
    }

    private void Applies(Disturbance disturbance)
    {
        if (NotApplicable.TryGetValue(disturbance, out var reason))
        {
            DoesNotApply(reason);
        }
    }

    /// <summary>Ends a test that does not apply, with the reason.</summary>
    protected void DoesNotApply(string reason)
    {
        TestContext.DisplayMessage(MessageLevel.Warning, $"{GetType().Name}.{TestContext.TestName} does not apply: {reason}");
        Assert.Inconclusive(reason);
    }
}
