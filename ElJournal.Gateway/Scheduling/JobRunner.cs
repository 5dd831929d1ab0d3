using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Gateway.Sync.Pass;
using ElJournal.Rules.Compliance.EntryDeadline;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Runs the claimed slots of one job.</summary>
internal sealed class JobRunner(ISchoolWork work, TimeProvider clock)
{
    /// <summary>How long the daily check waits for a complete read before the rest is listed as not checked.</summary>
    public static readonly TimeSpan WaitAtMost = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(2);

    /// <summary>Runs a job.</summary>
    /// <param name="slots">The job's due slots, earliest first; several after a downtime.</param>
    public Task<JobOutcome> RunAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, SchoolLease lease, CancellationToken cancellationToken) => slots[0].Job switch
    {
        JobCatalog.Sync => SyncAsync(school, wholeYear: false, lease, cancellationToken),
        JobCatalog.DeepSync => SyncAsync(school, wholeYear: true, lease, cancellationToken),
        JobCatalog.DailyCheck => DailyCheckAsync(school, slots, lease, cancellationToken),
        JobCatalog.DailyLetter => DailyLetterAsync(school, slots, lease, cancellationToken),
        JobCatalog.StaffLetters => StaffLettersAsync(school, slots, lease, cancellationToken),
        JobCatalog.MonthlyReview => MonthlyAsync(school, slots, lease, cancellationToken),
        JobCatalog.Export => ExportAsync(school, [.. school.Options.Routes.Where(route => route.Schedule is null)], lease, cancellationToken),
        JobCatalog.Reconcile => ReconcileAsync(school, slots, lease, cancellationToken),
        var job when JobCatalog.RouteOf(job) is { } name => ExportAsync(school, [.. school.Options.Routes.Where(route => route.Schedule is not null && route.Name == name)], lease, cancellationToken),
        JobCatalog.Purge => PurgeAsync(school, lease, cancellationToken),
        JobCatalog.Backup or JobCatalog.Archive => BackUpAsync(school, slots, lease, cancellationToken),
        JobCatalog.SelfTest => SelfTestAsync(school, lease, cancellationToken),
        var unknown => Task.FromResult(new JobOutcome(SlotStatus.Skipped, $"unknown job {unknown}")),
    };

    private async Task<JobOutcome> SyncAsync(SchoolRuntime school, bool wholeYear, SchoolLease lease, CancellationToken cancellationToken)
    {
        var read = await work.ReadAsync(school, wholeYear, [], lease, cancellationToken);
        await work.JudgeAsync(school, lease, cancellationToken);
        return JobOutcome.Of(read);
    }

    /// <summary>The chain: a complete read begun after the deadline → judge → letter.</summary>
    private async Task<JobOutcome> DailyCheckAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, SchoolLease lease, CancellationToken cancellationToken)
    {
        var days = await SchoolDaysAsync(school, slots.Select(slot => school.DayOf(Instants.FromStored(slot.Due))), cancellationToken);
        if (days.Count == 0)
        {
            return new JobOutcome(SlotStatus.Skipped, "no school day");
        }

        if (UntilProvable(school, days[^1], slots) is { } wait)
        {
            return new JobOutcome(SlotStatus.Due, "waiting until a read proves what is missing", wait);
        }

        var read = await ReadInTimeAsync(school, slots, days, lease, cancellationToken);
        if (read.Result == StepResult.Partial && clock.GetUtcNow() - FirstTry(slots) < WaitAtMost)
        {
            return new JobOutcome(SlotStatus.Due, $"waiting for a complete read: {read.Counts}", ReadAgainAfter);
        }

        await work.JudgeAsync(school, lease, cancellationToken);
        if (school.Options.Letters.SendAt is not null)
        {
            return new JobOutcome(SlotStatus.Done, $"judged, letter goes out in the morning; {read.Counts}");
        }

        var told = await work.TellDailyAsync(school, days, slots.Any(slot => slot.Late), lease, cancellationToken);
        return new JobOutcome(SlotStatus.Done, $"{read.Counts}; {told.Counts}", Instruction: read.Result == StepResult.NeedsPerson ? read.Instruction : null);
    }

    /// <summary>A check at the very minute of the deadline waits until clocks and sources cannot lag any more: what a read shows earlier proves nothing of the deadline, and the letter would call all of it not checked.</summary>
    /// <returns><see langword="null"/> when it can begin.</returns>
    private TimeSpan? UntilProvable(SchoolRuntime school, DateOnly day, IReadOnlyList<SlotRow> slots)
    {
        var settings = school.Settings<EntryDeadlineSettings>("entry-deadline", day);
        var due = Instants.FromStored(slots.Max(slot => slot.Due));
        var provable = settings.ClockTimes()
            .Select(time => school.At(day, time)).Where(deadline => deadline <= due).Select(deadline => deadline + settings.SourceLag + SourceLag.GreatestSkew)
            .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return provable - clock.GetUtcNow() is { Ticks: > 0 } wait ? TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) : null;
    }

    /// <summary>The morning's letter about the school days before: read again first, so that what was entered in the evening is not asked for.</summary>
    private async Task<JobOutcome> DailyLetterAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, SchoolLease lease, CancellationToken cancellationToken)
    {
        var mornings = slots.Select(slot => school.DayOf(Instants.FromStored(slot.Due))).ToList();
        var days = await SchoolDaysAsync(school, mornings.Select(morning => morning.AddDays(-1)), cancellationToken);
        if (days.Count == 0)
        {
            return new JobOutcome(SlotStatus.Skipped, "no school day before");
        }

        var read = await ReadInTimeAsync(school, slots, days, lease, cancellationToken);
        if (read.Result == StepResult.Partial && clock.GetUtcNow() - FirstTry(slots) < WaitAtMost)
        {
            return new JobOutcome(SlotStatus.Due, $"waiting for a complete read: {read.Counts}", ReadAgainAfter);
        }

        await work.JudgeAsync(school, lease, cancellationToken);
        var told = await work.TellDailyAsync(school, days, slots.Any(slot => slot.Late), lease, cancellationToken);
        return new JobOutcome(SlotStatus.Done, $"{read.Counts}; {told.Counts}");
    }

    /// <summary>The afternoon's letters to teachers, before the deputy director's check; what was missed is not caught up on another day.</summary>
    private async Task<JobOutcome> StaffLettersAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, SchoolLease lease, CancellationToken cancellationToken)
    {
        var day = slots.Max(slot => school.DayOf(Instants.FromStored(slot.Due)));
        if (day != school.DayOf(clock.GetUtcNow()) || !await work.IsSchoolDayAsync(school, day, cancellationToken))
        {
            return new JobOutcome(SlotStatus.Skipped, "not today's school day");
        }

        var read = await work.ReadAsync(school, wholeYear: false, [day], lease, cancellationToken);
        await work.JudgeAsync(school, lease, cancellationToken);
        var told = await work.TellStaffAsync(school, day, lease, cancellationToken);
        return new JobOutcome(SlotStatus.Done, $"{read.Counts}; {told.Counts}");
    }

    /// <summary>On the first school day of a month, about the month before; the schedule fires every day and the calendar picks that one.</summary>
    private async Task<JobOutcome> MonthlyAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, SchoolLease lease, CancellationToken cancellationToken)
    {
        foreach (var day in slots.Select(slot => school.DayOf(Instants.FromStored(slot.Due))).OrderDescending())
        {
            if (await IsFirstSchoolDayOfMonthAsync(school, day, cancellationToken))
            {
                await work.JudgeAsync(school, lease, cancellationToken);
                var told = await work.TellMonthlyAsync(school, day, lease, cancellationToken);
                return JobOutcome.Of(told);
            }
        }

        return new JobOutcome(SlotStatus.Skipped, "not the first school day of a month");
    }

    private async Task<JobOutcome> ExportAsync(SchoolRuntime school, IReadOnlyList<RouteOptions> routes, SchoolLease lease, CancellationToken cancellationToken)
    {
        await work.JudgeAsync(school, lease, cancellationToken);
        return routes.Count == 0
            ? new JobOutcome(SlotStatus.Skipped, "no route has this schedule")
            : JobOutcome.Of(await work.ExportAsync(school, routes, lease, cancellationToken));
    }

    /// <summary>On school days only: over the holidays nobody would act on what is found.</summary>
    private async Task<JobOutcome> ReconcileAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (school.Options.Routes.Count == 0 || !await work.IsSchoolDayAsync(school, school.DayOf(Instants.FromStored(slots[^1].Due)), cancellationToken))
        {
            return new JobOutcome(SlotStatus.Skipped, school.Options.Routes.Count == 0 ? "no route" : "no school day");
        }

        return JobOutcome.Of(await work.ReconcileAsync(school, lease, cancellationToken));
    }

    private async Task<JobOutcome> PurgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => JobOutcome.Of(await work.PurgeAsync(school, lease, cancellationToken));

    private async Task<JobOutcome> BackUpAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, SchoolLease lease, CancellationToken cancellationToken) =>
        JobOutcome.Of(await work.BackUpAsync(school, slots[0].Job, Instants.FromStored(slots.Max(slot => slot.Due)), lease, cancellationToken));

    private async Task<JobOutcome> SelfTestAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) => JobOutcome.Of(await work.SelfTestAsync(school, lease, cancellationToken));

    private async Task<bool> IsFirstSchoolDayOfMonthAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken)
    {
        if (!await work.IsSchoolDayAsync(school, day, cancellationToken))
        {
            return false;
        }

        for (var earlier = new DateOnly(day.Year, day.Month, 1); earlier < day; earlier = earlier.AddDays(1))
        {
            if (await work.IsSchoolDayAsync(school, earlier, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<IReadOnlyList<DateOnly>> SchoolDaysAsync(SchoolRuntime school, IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        var open = new List<DateOnly>();
        foreach (var day in days.Distinct().Order())
        {
            if (await work.IsSchoolDayAsync(school, day, cancellationToken))
            {
                open.Add(day);
            }
        }

        return open;
    }

    /// <summary>A source that does not end answering is waited for no longer than one that refuses: the letter goes out and says what was not checked.</summary>
    private async Task<StepOutcome> ReadInTimeAsync(SchoolRuntime school, IReadOnlyList<SlotRow> slots, IReadOnlyList<DateOnly> days, SchoolLease lease, CancellationToken cancellationToken)
    {
        var left = FirstTry(slots) + WaitAtMost - clock.GetUtcNow();
        using var patience = new CancellationTokenSource(left > ReadAgainAfter ? left : ReadAgainAfter, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await work.ReadAsync(school, wholeYear: false, days, lease, both.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StepOutcome(StepResult.Partial, "the read did not end in time");
        }
    }

    private static DateTimeOffset FirstTry(IReadOnlyList<SlotRow> slots) => Instants.FromStored(slots.Max(slot => slot.StartedAt ?? slot.Due));
}

/// <summary>How a job's run ended.</summary>
/// <param name="Status">What the slots become; <see cref="SlotStatus.Due"/> to be tried again.</param>
/// <param name="Counts">English, for the log and the run ledger.</param>
/// <param name="Again">After how long to try again; <see langword="null"/> leaves it to the back-off.</param>
/// <param name="Instruction">Russian, for the administrator.</param>
internal sealed record JobOutcome(SlotStatus Status, string Counts, TimeSpan? Again = null, string? Instruction = null)
{
    public static JobOutcome Of(StepOutcome step) => step.Result switch
    {
        StepResult.Complete => new JobOutcome(SlotStatus.Done, step.Counts),
        StepResult.Partial => new JobOutcome(SlotStatus.Due, step.Counts, Instruction: step.Instruction),
        _ => new JobOutcome(SlotStatus.Failed, step.Counts, Instruction: step.Instruction),
    };
}
