using System.Globalization;
using ElJournal.Adapters;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Delivery.Reconciling;
using ElJournal.Gateway.Diagnosis;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Letters.Administration;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Letters.Staff;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Retention;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Scheduling;

/// <summary>The steps of jobs, by the features' use cases.</summary>
internal sealed class SchoolWork(
    SyncUseCase sync,
    JudgeUseCase judge,
    DailyLetters daily,
    MonthlyLetters monthly,
    StaffDesk staff,
    LetterDispatch dispatch,
    MailTransports transports,
    ExportUseCase export,
    ExportDelivered delivered,
    ReconcileUseCase reconcile,
    AdministratorLetters administrator,
    AdministratorFindings own,
    ScheduledBackup backup,
    PurgeUseCase purge,
    SelfTestLetters selfTest,
    SchoolDays days,
    LedgerDatabase database,
    TimeProvider clock) : ISchoolWork
{
    public Task<bool> IsSchoolDayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken) =>
        days.IsSchoolDayAsync(school, day, cancellationToken);

    public async Task<StepOutcome> ReadAsync(SchoolRuntime school, bool wholeYear, IReadOnlyList<DateOnly> days, SchoolLease lease, CancellationToken cancellationToken)
    {
        using var span = Instruments.Begin("read", school.Id);
        try
        {
            var result = wholeYear
                ? await sync.RunWholeYearAsync(school, lease, cancellationToken)
                : await sync.RunAsync(school, Window(school, days), lease, cancellationToken);
            Instruments.PassEnded(result);
            var counts = string.Create(CultureInfo.InvariantCulture, $"added {result.Added}, changed {result.Changed}, deleted {result.Deleted}, unchanged {result.Unchanged}, held {result.Held}, not read {result.NotRead.Count}");
            var step = result.Complete ? StepResult.Complete : result.Instruction is not null && !result.AnythingRead ? StepResult.NeedsPerson : StepResult.Partial;
            return new StepOutcome(step, counts, result.Instruction, result.StartedAt);
        }
        catch (AdapterException failure)
        {
            return new StepOutcome(failure.Failure == AdapterFailure.Temporary ? StepResult.Partial : StepResult.NeedsPerson, failure.Message, failure.Instruction);
        }
    }

    public async Task JudgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken)
    {
        using var span = Instruments.Begin("judge", school.Id);
        await judge.RunAsync(school, window: null, lease, cancellationToken);

        // Every job judges, so a deadline of delivery that has passed is noticed although no export ran.
        await delivered.RunAsync(school, lease, cancellationToken);
    }

    public async Task<StepOutcome> TellDailyAsync(SchoolRuntime school, IReadOnlyList<DateOnly> days, bool late, SchoolLease lease, CancellationToken cancellationToken)
    {
        await own.QueueAsync(school, days.Max(), lease, cancellationToken);
        return Told(await daily.QueueAsync(school, days, late, lease, cancellationToken));
    }

    public async Task<StepOutcome> TellMonthlyAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken) =>
        Told(await monthly.QueueAsync(school, day, lease, cancellationToken));

    public async Task<StepOutcome> TellStaffAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken) =>
        Told(await staff.DailyAsync(school, day, lease, cancellationToken));

    public async Task<StepOutcome> ExportAsync(SchoolRuntime school, IReadOnlyList<RouteOptions> routes, SchoolLease lease, CancellationToken cancellationToken)
    {
        using var span = Instruments.Begin("deliver", school.Id);
        var report = await export.RunAsync(school, routes, lease, cancellationToken);
        Instruments.ExportEnded(school.Id, report);
        await delivered.RunAsync(school, lease, cancellationToken);
        var counts = string.Join("; ", report.Routes.Select(route => string.Create(CultureInfo.InvariantCulture,
            $"{route.Route}: packages {route.Packages}, accepted {route.Accepted}, rejected {route.Rejected}, withheld {route.Withheld}, held {route.Held}, pending {route.Pending}")));

        // What needs a person has told the administrator by a letter of its own, so the job does not tell it again.
        return report.Routes.FirstOrDefault(route => route.Failure is { Kind: "temporary" })?.Failure is { } passing
            ? new StepOutcome(StepResult.Partial, counts, passing.Instruction)
            : new StepOutcome(StepResult.Complete, counts);
    }

    public async Task<StepOutcome> ReconcileAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken)
    {
        var report = await reconcile.RunAsync(school, route: null, days: null, lease, cancellationToken);
        var counts = string.Join("; ", report.Routes.Select(route => string.Create(CultureInfo.InvariantCulture,
            $"{route.Route}: {(route.ReadBack ? $"compared {route.Compared}, missing {route.Missing.Count}, different {route.Different.Count}, extra {route.Extra.Count}, not compared {route.NotCompared.Count}" : route.Failure?.Message ?? "shows nothing to compare with")}")));
        var person = report.Routes.FirstOrDefault(route => route.Failure is { Kind: "permanent" })?.Failure;
        return new StepOutcome(
            report.Routes.Any(route => route.Failure is { Kind: "temporary" }) ? StepResult.Partial : person is not null ? StepResult.NeedsPerson : StepResult.Complete,
            counts,
            person?.Instruction ?? person?.Message);
    }

    public Task<StepOutcome> BackUpAsync(SchoolRuntime school, string kind, DateTimeOffset due, SchoolLease lease, CancellationToken cancellationToken) =>
        backup.RunAsync(school, kind, due, lease, cancellationToken);

    public async Task<StepOutcome> PurgeAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken)
    {
        var purged = await purge.RunAsync(school, compact: false, lease, cancellationToken);
        return new StepOutcome(StepResult.Complete, string.Create(CultureInfo.InvariantCulture, $"{purged.Records} records, {purged.Findings} findings, {purged.Letters} letters, {purged.Packages} packages emptied, {purged.Runs} runs removed, compacted: {purged.Compacted}"));
    }

    public async Task<StepOutcome> SelfTestAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) =>
        await selfTest.QueueAsync(school, lease, cancellationToken) is { } letter ? Told([letter]) : new StepOutcome(StepResult.Complete, "no administrator");

    public async Task SendLettersAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken)
    {
        using var span = Instruments.Begin("send letters", school.Id);
        var result = await dispatch.SendAsync(transports.Create(), atOnce: false, lease, cancellationToken);
        Instruments.LettersHandled(school.Id, result.Sent, result.Refused, result.Queued);
    }

    public async Task<IReadOnlyList<string>> SchoolsWithLettersAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToStored();
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<LetterRow>()
            .Where(letter => letter.Status == LetterStatus.Queued && (letter.NextTryAt == null || letter.NextTryAt <= now))
            .Select(letter => letter.School).Distinct().ToListAsync(cancellationToken);
    }

    public async Task TellFailureAsync(SchoolRuntime school, string job, string instruction, SchoolLease lease, CancellationToken cancellationToken)
    {
        var title = TitleOf(job);
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var notice = new AdministratorNotice(
            LetterKind.Failure,
            $"job-{job}",
            school.DayOf(clock.GetUtcNow()),
            Phrase.Of(Texts.JobFailedSubject, title),
            [Phrase.Of(Texts.JobFailedWhat, title), instruction, Texts.JobFailedNext]);
        await administrator.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task TellRecoveryAsync(SchoolRuntime school, string job, IReadOnlyDictionary<string, DateTimeOffset> failing, SchoolLease lease, CancellationToken cancellationToken)
    {
        // The check that could not read told of the same trouble.
        var failed = (job == JobCatalog.Sync ? [job, JobCatalog.DailyCheck] : new[] { job }).Select(each => Phrase.Of(Texts.JobFailedSubject, TitleOf(each))).ToList();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        await AdministratorLetters.TakeBackAsync(transaction, school.Id, failed, cancellationToken);
        var since = failing.Values.Min();
        var what = Phrase.Of(Texts.RecoveredWhat, TitleOf(job), RussianDates.MomentWithYear(school.Local(since)), string.Join(", ", failing.Keys.Select(TitleOf).Order(StringComparer.Ordinal)));
        await TellWorksAgainAsync(transaction, school, clock.GetUtcNow(), [what], cancellationToken);
    }

    public async Task TellOutageAsync(SchoolRuntime school, EndedOutage outage, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var what = Phrase.Of(Texts.OutageWhat, RussianDates.MomentWithYear(school.Local(outage.Since)), RussianDates.MomentWithYear(school.Local(outage.Until)));
        await TellWorksAgainAsync(transaction, school, outage.Until, [what, outage.Why], cancellationToken);
    }

    /// <summary>Jobs that work again and a ledger that can be used again are one matter: of a day's letters about them one is enough.</summary>
    private async Task TellWorksAgainAsync(LedgerTransaction transaction, SchoolRuntime school, DateTimeOffset since, string[] what, CancellationToken cancellationToken)
    {
        var today = school.DayOf(since);
        var notice = new AdministratorNotice(LetterKind.Failure, "recovered", today, Phrase.Of(Texts.RecoveredSubject, RussianDates.Full(today)), [.. what, Texts.RecoveredNext]);
        await administrator.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static string TitleOf(string job) => JobCatalog.Find(job)?.Title ?? job;

    /// <summary>The usual window, or one that reaches back to the earliest day that is to be judged.</summary>
    private DayRange? Window(SchoolRuntime school, IReadOnlyList<DateOnly> days)
    {
        var today = school.DayOf(clock.GetUtcNow());
        return days.Count > 0 && days.Min() is var first && first < today.AddDays(-SyncWindows.DaysBack)
            ? new DayRange(first, today.AddDays(SyncWindows.DaysAhead))
            : null;
    }

    private static StepOutcome Told(IReadOnlyCollection<LetterRow> letters) =>
        new(StepResult.Complete, string.Create(CultureInfo.InvariantCulture, $"letters {letters.Count}"));
}
