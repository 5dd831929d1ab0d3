using System.Globalization;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Conformance;

/// <content>Faults of the way and of the data: a read ends complete, or incomplete and said so, never wrong.</content>
public abstract partial class SourceConformance
{
    [TestMethod]
    public virtual Task A_burst_of_too_many_requests_is_waited_out() => PassesAsync(Disturbance.Throttled);

    [TestMethod]
    public virtual Task An_answer_that_breaks_off_is_asked_for_again() => PassesAsync(Disturbance.ResetInMidBody);

    [TestMethod]
    public virtual Task Truncated_answers_lead_to_nothing_wrong() => NeverWrongAsync(Disturbance.TruncatedAnswer);

    [TestMethod]
    public virtual Task Web_pages_in_place_of_answers_lead_to_nothing_wrong() => NeverWrongAsync(Disturbance.WebPage);

    [TestMethod]
    public virtual Task An_outage_in_the_middle_of_a_read_leads_to_nothing_wrong() => NeverWrongAsync(Disturbance.Outage, mayBeComplete: false);

    /// <summary>An empty answer cannot be told from an empty journal by the source alone; the host holds back what would delete so much. What came must be true.</summary>
    [TestMethod]
    public virtual Task Empty_answers_invent_nothing() => InventsNothingAsync(Disturbance.EmptySuccess);

    [TestMethod]
    public virtual Task A_mass_disappearance_invents_nothing() => InventsNothingAsync(Disturbance.MassDisappearance);

    [TestMethod]
    public virtual async Task Two_pupils_with_one_id_are_not_taken_for_one()
    {
        await using var world = await DisturbedAsync(Disturbance.TwoPupilsWithOneId);

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: Cancelled);

        AssertKnownFailure(read);
        Assert.AreEqual("", string.Join('\n', Truth.Ambiguous(read).Where(text => text.StartsWith(nameof(RecordKind.Student), StringComparison.Ordinal))), "Whose record is it?");
        Assert.IsTrue(
            read.Failure is not null || read.Unread.Concat<ReadItem>(read.Skipped.Where(skipped => skipped.Kind == RecordKind.Student)).Concat(read.Items.OfType<Remark>()).Any(),
            "Two pupils with one id are to be spoken of: Skipped, Remark, or the scope unread.");
    }

    [TestMethod]
    public virtual async Task A_lesson_that_is_listed_twice_is_one_lesson()
    {
        Applies(Disturbance.DuplicateLessons);
        await using var world = await StartAsync(Small);
        var sound = await SoundAsync(world, world.Window);
        await world.DisturbAsync(Disturbance.DuplicateLessons);

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: Cancelled);

        AssertKnownFailure(read);
        Assert.AreEqual("", string.Join('\n', Truth.Ambiguous(read)));
        Assert.AreEqual("", string.Join('\n', Truth.Violations(sound, read)));
    }

    [TestMethod]
    public virtual async Task A_clock_that_differs_changes_no_record_and_is_reported()
    {
        Applies(Disturbance.ClockChange);
        await using var world = await StartAsync(Small);
        var sound = await SoundAsync(world, world.Window);
        await world.DisturbAsync(Disturbance.ClockChange);

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: Cancelled);

        AssertSound(read);
        Assert.AreEqual("", Truth.Difference(Lines(sound), Lines(read)));
        Assert.IsEmpty(read.Complete.Where(claim => claim.AsOf > claim.StartedAt), "Data from the future.");
        if (world.ShowsClock)
        {
            var skew = read.Effort.ClockSkew ?? TimeSpan.Zero;
            Assert.IsTrue(skew > TimeSpan.FromMinutes(55) && skew < TimeSpan.FromMinutes(65), $"The other side's clock is an hour ahead; reported: {skew}.");
        }
    }

    [TestMethod]
    public virtual Task Renumbered_lessons_keep_what_people_see() => KeepsContentsAsync(Disturbance.RenumberedLessons);

    [TestMethod]
    public virtual Task Shifted_mark_numbers_keep_what_people_see() => KeepsContentsAsync(Disturbance.ShiftedMarkNumbers);

    [TestMethod]
    public virtual Task Regenerated_ids_keep_what_people_see() => KeepsContentsAsync(Disturbance.RegeneratedIds);

    [TestMethod]
    public virtual async Task Records_that_vanish_and_return_are_the_same_records()
    {
        Applies(Disturbance.VanishedRecords);
        await using var world = await StartAsync(Small);
        var sound = await SoundAsync(world, world.Window);
        await world.DisturbAsync(Disturbance.VanishedRecords);
        var less = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: Cancelled);
        await world.MendAsync();

        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: Cancelled);

        Assert.IsLessThan(sound.Records.Count, less.Records.Count, "Nothing vanished; the world should hide more.");
        AssertSound(read);
        Assert.AreEqual("", Truth.Difference(Lines(sound), Lines(read)));
    }

    [TestMethod]
    public virtual async Task No_secret_and_no_name_of_a_pupil_is_in_any_log_line_message_or_exception()
    {
        await using var world = await StartAsync(Small);
        var log = new LogCapture();
        var said = new List<string>();
        var sound = await ReadOutcome.OfAsync(world, world.Window, log: log, cancellationToken: Cancelled);
        foreach (var settings in new[] { world.Settings, world.RefusedSettings })
        {
            await using var source = world.Source(settings, log);
            said.Add((await ProbeAsync(source)).Message);
            said.AddRange(Texts(await ReadOutcome.OfAsync(source, world.Window, cancellationToken: Cancelled)));
        }

        foreach (var disturbance in Enum.GetValues<Disturbance>().Where(one => one != Disturbance.HungAnswer && !NotApplicable.ContainsKey(one)))
        {
            await world.DisturbAsync(disturbance);
            said.AddRange(Texts(await ReadOutcome.OfAsync(world, world.Window, log: log, cancellationToken: Cancelled)));
            await world.MendAsync();
        }

        var names = sound.Records.OfType<Student>().Select(student => student.FamilyName).Where(name => name.Length > 3).Distinct(StringComparer.Ordinal);
        var forbidden = world.Secrets.SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }).Concat(names).ToList();
        Assert.IsTrue(world.Secrets.Count > 0 || world.Settings.Count == 0 || HasNoSecrets, "A world without secrets says so by HasNoSecrets.");
        Assert.IsEmpty(
            log.Lines.Concat(said).Where(text => forbidden.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))).Distinct(StringComparer.Ordinal).Take(5),
            "These hold a secret or a pupil's name.");
    }

    /// <summary>Whether the adapter has no secret setting at all.</summary>
    protected virtual bool HasNoSecrets => false;

    private static IEnumerable<string> Texts(ReadOutcome read) => read.Items.Select(item => item switch
    {
        ScopeUnread unread => $"{unread.Reason} {unread.Message} {unread.InRussian}",
        Skipped skipped => $"{skipped.Reason} {skipped.Where} {skipped.InRussian}",
        Remark remark => $"{remark.Message} {remark.Where} {remark.InRussian}",
        _ => "",
    }).Append(read.Failure is AdapterException failure ? $"{failure.Instruction} {failure}" : read.Failure?.ToString() ?? "");

    private static void AssertKnownFailure(ReadOutcome read) =>
        Assert.IsTrue(read.Failure is null or AdapterException, $"A failure is told as AdapterException: {read.Failure}");

    private async Task PassesAsync(Disturbance disturbance)
    {
        var (sound, read) = await CompareAsync(disturbance);

        Assert.IsTrue(Truth.IsComplete(sound, read), string.Create(CultureInfo.InvariantCulture, $"The fault passes, so the read is complete. Failure: {read.Failure}; unread: {string.Join("; ", read.Unread.Take(3))}"));
        Assert.AreEqual("", Truth.Difference(Lines(sound), Lines(read)));
        Assert.IsGreaterThan(0, read.Effort.Retries, "Repeated requests are counted.");
    }

    private async Task NeverWrongAsync(Disturbance disturbance, bool mayBeComplete = true)
    {
        var (sound, read) = await CompareAsync(disturbance);

        Assert.AreEqual("", string.Join('\n', Truth.Violations(sound, read)));
        Assert.IsTrue(mayBeComplete || !Truth.IsComplete(sound, read), "The system was down and the read claims to be complete.");
    }

    private async Task InventsNothingAsync(Disturbance disturbance)
    {
        var (sound, read) = await CompareAsync(disturbance);

        Assert.AreEqual("", string.Join('\n', Truth.Altered(sound, read).Concat(Truth.Silent(sound, read)).Take(10)));
        Assert.IsLessThanOrEqualTo(sound.Records.Count, read.Records.Count);
    }

    private async Task KeepsContentsAsync(Disturbance disturbance)
    {
        var (sound, read) = await CompareAsync(disturbance);

        AssertSound(read);
        Assert.AreEqual("", string.Join('\n', Truth.Ambiguous(read)));
        Assert.AreEqual("", Truth.Difference(Truth.Contents(sound), Truth.Contents(read)));
    }

    private async Task<(ReadOutcome Sound, ReadOutcome Disturbed)> CompareAsync(Disturbance disturbance)
    {
        Applies(disturbance);
        await using var world = await StartAsync(Small);
        var sound = await SoundAsync(world, world.Window);
        await world.DisturbAsync(disturbance);
        var read = await ReadOutcome.OfAsync(world, world.Window, cancellationToken: Cancelled);
        AssertKnownFailure(read);
        foreach (var item in read.Items)
        {
            item.AssertSaidInRussianToo();
        }

        return (sound, read);
    }
}
